import type { Readable } from 'node:stream'

/** A line with its number, from 1; without its text if it was longer than it may be: then it is passed over without being held. */
export interface Line {
  readonly number: number
  readonly text?: string
}

const newline = 0x0a

/** The lines of a stream, never holding more of one than `longest` bytes; empty lines are left out. */
export async function* linesOf(stream: Readable, longest: number): AsyncGenerator<Line> {
  let parts: Buffer[] = []
  let length = 0
  let number = 0
  const take = (): Line | undefined => {
    const text = length > longest ? undefined : Buffer.concat(parts).toString('utf8').trim()
    number += 1
    parts = []
    length = 0
    return text === '' ? undefined : { number, ...(text !== undefined && { text }) }
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
