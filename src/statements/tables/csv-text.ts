import { isAscii, isUtf8 } from 'node:buffer'
import { withKazakhLetters } from '../reading/decoding.js'
import { wrongFile } from '../reading/wrong-file.js'
import { tableReasons } from './reasons.js'
import { longestRecord } from './rows.js'

export interface CsvForm {
  readonly encoding: 'utf-8' | 'windows-1251'
  readonly delimiter: ';' | ',' | '\t'
}

const lineFeed = 0x0a

/** The text of bytes, some whole lines at a time, without a byte order mark. Throws `WrongFile` where it is none in this encoding. */
export async function* textOfLines(
  bytes: AsyncIterable<Buffer>,
  encoding: CsvForm['encoding'],
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  let line = 1
  let rest: Buffer = Buffer.alloc(0)
  const text = (lines: Buffer): string => {
    checkEncoding(lines, line, encoding)
    const decoded = decoder.decode(lines)
    const isFirst = line === 1
    line += newlinesIn(lines)
    if (encoding === 'windows-1251') return withKazakhLetters(decoded)
    return isFirst ? decoded.replace(/^\ufeff/, '') : decoded
  }
  for await (const chunk of bytes) {
    const all = Buffer.concat([rest, chunk])
    const end = all.lastIndexOf(lineFeed) + 1
    if (end > 0) yield text(all.subarray(0, end))
    rest = all.subarray(end)
    if (rest.length > 4 * longestRecord) throw wrongFile(line, tableReasons.brokenCsv)
  }
  if (rest.length > 0) yield text(rest)
}

/** Any bytes are Windows-1251: a text in UTF-8 is told by being one, which no Russian or Kazakh text is by chance. */
function checkEncoding(lines: Buffer, line: number, encoding: CsvForm['encoding']): void {
  const nul = lines.indexOf(0)
  if (nul !== -1) throw wrongFile(line + newlinesIn(lines.subarray(0, nul)), tableReasons.notText)
  if (encoding === 'utf-8' && !isUtf8(lines))
    throw wrongFile(line + linesBeforeNotUtf8(lines), tableReasons.notUtf8)
  if (encoding === 'windows-1251' && !isAscii(lines) && isUtf8(lines))
    throw wrongFile(line, tableReasons.notWindows1251)
}

function newlinesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count += 1
  return count
}

function linesBeforeNotUtf8(bytes: Buffer): number {
  for (let start = 0, count = 0; ; count++) {
    const newline = bytes.indexOf(lineFeed, start)
    if (newline === -1 || !isUtf8(bytes.subarray(start, newline))) return count
    start = newline + 1
  }
}
