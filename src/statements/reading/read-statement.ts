import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { TakenFile } from '../../kernel/file-store.js'
import type { Refusal } from '../../kernel/problems.js'
import { statementWrong } from '../problems.js'
import type { Reading, ReadStatement } from '../statement.js'
import type { TableMapping } from '../tables/mapping.js'
import { readTable } from '../tables/read-table.js'
import { readCamt } from './camt.js'
import { readToEnd } from './footing.js'
import { readOneC } from './one-c.js'
import { reasons } from './texts.js'
import { isWrongFile, wrongFile } from './wrong-file.js'

/** Reads a bank's file, whatever its name is, and refuses all of it for what is wrong with one line. */
export async function readStatement(
  { path, sha256 }: Pick<TakenFile, 'path' | 'sha256'>,
  mapping?: TableMapping,
): Promise<ReadStatement | Refusal> {
  try {
    return { ...(await readToEnd(await readingOf(path, mapping))), fileHash: sha256 }
  } catch (error) {
    if (!isWrongFile(error)) throw error
    return statementWrong({ detail: error.wrong.detail, errors: [error.wrong] })
  }
}

const marks: readonly (readonly [mark: RegExp, read: (bytes: AsyncIterable<Uint8Array>) => Reading])[] = [
  [/^(\xef\xbb\xbf)?1CClientBankExchange\s/, readOneC],
  [/^(\xef\xbb\xbf)?\s*</, readCamt],
]

// A text, or a workbook of either kind, is a table as far as can be told.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const table = /^(PK\x03\x04|\xd0\xcf\x11\xe0|[^\0-\x08\x0e-\x1f]+$)/

/** By how the file begins; a table is what its mapping says. */
async function readingOf(path: string, mapping: TableMapping | undefined): Promise<Reading> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
    const begins = buffer.toString('latin1', 0, bytesRead)
    const read = marks.find(([mark]) => mark.test(begins))?.[1]
    if (read !== undefined) return read(createReadStream(path))
    if (mapping !== undefined) return readTable(path, mapping)
    throw table.test(begins)
      ? wrongFile(1, reasons.mappingNeeded, '/mapping')
      : wrongFile(1, reasons.unknownFormat)
  } finally {
    await file.close()
  }
}
