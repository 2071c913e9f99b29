import type { Readable } from 'node:stream'

/** A line, or that it was longer than it may be: then it is passed over without being held. */
export type Line = string | { readonly tooLong: true }

const newline = 0x0a

/** The lines of a stream, never holding more of one than `longest` bytes; empty lines are left out. */
export async function* linesOf(stream: Readable, longest: number): AsyncGenerator<Line> {
  let parts: Buffer[] = []
  let length = 0
  const take = (): Line | undefined => {
    const line = length > longest ? { tooLong: true as const } : Buffer.concat(parts).toString('utf8').trim()
    parts = []
    length = 0
    return line === '' ? undefined : line
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, end))
      start = end + 1
      const line = take()
      if (line !== undefined) yield line
    }
    add(chunk.subarray(start))
  }
  const last = take()
  if (last !== undefined) yield last

  function add(part: Buffer): void {
    length += part.length
    if (length <= longest) parts.push(part)
  }
}
