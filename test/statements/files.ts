import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { readStatement } from '../../src/statements/reading/read-statement.js'
import { temporaryFolder } from '../support/folder.js'

/** The number that stands in the samples where a test puts that of its collection. */
export const nobodysNumber = 'C-0000-0000-0000'

/** A sample, byte for byte but for the number of the collection and what a test changes in it; ASCII in every encoding. */
export function sample(name: string, ...changes: readonly (readonly [from: string, to: string])[]): Buffer {
  let text = readFileSync(join('test/statements/samples', name), 'latin1')
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`)
    text = text.replaceAll(from, to)
  }
  return Buffer.from(text, 'latin1')
}

/** The bytes of a text in a single-byte encoding. */
export function encoded(text: string, encoding: 'windows-1251' | 'ibm866'): Buffer {
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const),
  )
  return Buffer.from(Array.from(text, (letter) => bytes.get(letter) ?? 0x3f))
}

/** What a file says, or why it is none. */
export function readBytes(t: Test, content: Buffer | string) {
  const path = join(temporaryFolder(t), randomUUID())
  writeFileSync(path, content)
  return readStatement({ path, sha256: createHash('sha256').update(content).digest('hex') })
}
