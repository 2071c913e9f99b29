import { isAscii, isUtf8 } from 'node:buffer'
import type { Text } from '../kernel/texts.js'
import { fileReasons, longestLine, mostBytes, wrongAt } from './file-problems.js'

/** What a file consists of: a record with the line on which it stands, from 1. */
export interface FileRecord {
  readonly line: number
  readonly value: unknown
}

/**
 * The text of bytes in strict UTF-8, piece by piece. Throws `WrongFile` for anything that is no text, or too much of it,
 * after all that stands in the lines before it.
 */
export async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let size = 0
  let line = 1
  let rest: Uint8Array = new Uint8Array()
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > mostBytes) throw wrongAt(line, fileReasons.tooLarge)
    const all = Buffer.concat([rest, chunk])
    const end = endOfWholeCharacters(all)
    rest = all.subarray(end)
    yield* textOfPiece(all.subarray(0, end), line)
    line += newlinesIn(all.subarray(0, end))
  }
  yield* textOfPiece(rest, line)
}

/** Where the last whole character ends: one of several bytes may go on in the next piece. */
function endOfWholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) break
    if (byte < 0xc0) continue
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

function* textOfPiece(bytes: Uint8Array, line: number): Generator<string> {
  if (isUtf8(bytes) && !bytes.includes(0)) return yield textIn(bytes)
  let start = 0
  for (let number = line; ; number++) {
    const newline = bytes.indexOf(lineFeed, start)
    const written = bytes.subarray(start, newline === -1 ? bytes.length : newline)
    if (!isUtf8(written) || written.includes(0)) {
      yield textIn(bytes.subarray(0, start))
      throw wrongAt(number, isUtf8(written) ? fileReasons.nul : fileReasons.notText)
    }
    start = newline + 1
  }
}

/** A text of ASCII takes half the memory when it is known to be one. */
const textIn = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(isAscii(bytes) ? 'latin1' : 'utf8')

const lineFeed = 0x0a

function newlinesIn(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count += 1
  return count
}

/** The values of lines of JSON, some at a time; `undefined` where a line is none. Empty lines are left out. */
export async function* recordsOfNdjson(text: AsyncIterable<string>): AsyncGenerator<FileRecord[]> {
  let rest = ''
  let line = 0
  for await (const piece of text) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    yield* recordsOf(lines, line)
    line += lines.length
    if (isTooLong(rest)) throw wrongAt(line + 1, fileReasons.longLine)
  }
  yield* recordsOf([rest], line)
}

function* recordsOf(lines: readonly string[], before: number): Generator<FileRecord[]> {
  const records: FileRecord[] = []
  for (const [i, written] of lines.entries()) {
    const line = before + i + 1
    const wrong = whyNotLine(written, line)
    if (wrong !== undefined) {
      yield records
      throw wrongAt(line, wrong)
    }
    if (written.trim() === '') continue
    const value = jsonOf(written)
    if (line === 1 && value === undefined) throw wrongAt(line, fileReasons.notNdjson)
    records.push({ line, value })
  }
  yield records
}

function whyNotLine(written: string, line: number): Text | undefined {
  if (isTooLong(written)) return fileReasons.longLine
  if (line === 1 && written.startsWith('\ufeff')) return fileReasons.byteOrderMark
  return written.endsWith('\r') ? fileReasons.carriageReturn : undefined
}

// Looked at closely only where it can be too long.
const isTooLong = (written: string): boolean =>
  written.length * 3 > longestLine && Buffer.byteLength(written) > longestLine

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}
