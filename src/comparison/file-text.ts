import { fileReasons, longestLine, mostBytes, wrongAt } from './file-problems.js'

/** What a file consists of: a record with the line on which it stands, from 1. */
export interface FileRecord {
  readonly line: number
  readonly value: unknown
}

/** The text of bytes in strict UTF-8, piece by piece. Throws `WrongFile` for anything that is no text, or too much of it. */
export async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let size = 0
  let line = 1
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > mostBytes) throw wrongAt(line, fileReasons.tooLarge)
    const text = decoded(chunk)
    const nul = text.indexOf('\0')
    if (nul !== -1) throw wrongAt(line + newlinesIn(text.slice(0, nul)), fileReasons.nul)
    line += newlinesIn(text)
    yield text
  }
  decoded(new Uint8Array(), false)

  function decoded(chunk: Uint8Array, stream = true): string {
    try {
      return decoder.decode(chunk, { stream })
    } catch {
      const lossy = new TextDecoder().decode(chunk)
      throw wrongAt(line + newlinesIn(lossy.slice(0, lossy.indexOf('\ufffd'))), fileReasons.notText)
    }
  }
}

function newlinesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** The values of lines of JSON; `undefined` where a line is none. Empty lines are left out. */
export async function* recordsOfNdjson(text: AsyncIterable<string>): AsyncGenerator<FileRecord> {
  let line = 0
  for await (const written of linesOf(text)) {
    line += 1
    if (line === 1 && written.startsWith('\ufeff')) throw wrongAt(line, fileReasons.byteOrderMark)
    if (written.endsWith('\r')) throw wrongAt(line, fileReasons.carriageReturn)
    if (written.trim() === '') continue
    const value = jsonOf(written)
    if (line === 1 && value === undefined) throw wrongAt(line, fileReasons.notNdjson)
    yield { line, value }
  }
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  let line = 1
  const isTooLong = (written: string) =>
    // Looked at closely only where it can be too long.
    written.length * 3 > longestLine && Buffer.byteLength(written) > longestLine
  for await (const piece of text) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const written of lines) {
      if (isTooLong(written)) throw wrongAt(line, fileReasons.longLine)
      yield written
      line += 1
    }
    if (isTooLong(rest)) throw wrongAt(line, fileReasons.longLine)
  }
  if (rest !== '') yield rest
}
