import { open } from 'node:fs/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { isWrongFile, type WrongFile, wrongFile } from '../reading/wrong-file.js'
import { tableReasons } from './reasons.js'

// A workbook of a bank has about a dozen parts; XML of a table becomes 10 to 30 times smaller, and more than 100 times only where
// a small one says the same over and over.
const mostParts = 1_000
const mostInflated = 256 * 1024 ** 2
const mostRatio = 100
const neverABomb = 32 * 1024 ** 2

/** The parts of a workbook, which is a ZIP archive. */
export interface Parts {
  has(name: string): boolean
  /** The text of a part, piece by piece. Throws `WrongFile` where there is none, or it is damaged. */
  text(name: string): AsyncGenerator<string>
  close(): void
}

const notXlsx = (): WrongFile => wrongFile(1, tableReasons.notXlsx)

/** An archive that is damaged, as against a disk that cannot be read. */
const asWrongFile = (error: unknown): unknown =>
  isWrongFile(error) || (error instanceof Error && 'syscall' in error) ? error : notXlsx()

/** Opens an archive, if it is one that may be unpacked. Throws `WrongFile`. */
export async function openParts(path: string): Promise<Parts> {
  if (await isOldOrLocked(path)) throw wrongFile(1, tableReasons.oldOrLocked)
  let zip: ZipFile | undefined
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true })
    const entries = await entriesOf(zip)
    const opened = zip
    return {
      has: (name) => entries.has(name),
      text: (name) => textOf(opened, entries.get(name)),
      close: () => opened.close(),
    }
  } catch (error) {
    zip?.close()
    throw asWrongFile(error)
  }
}

/** Both the .xls of before 2007 and a workbook with a password are compound files. */
async function isOldOrLocked(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.toString('hex') === 'd0cf11e0a1b11ae1'
  } finally {
    await file.close()
  }
}

/** What the archive says of itself: yauzl breaks off where a part turns out to be longer than it is said to be here. */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let inflated = 0
  if (zip.entryCount > mostParts) throw wrongFile(1, tableReasons.inflated)
  for await (const entry of zip.eachEntry()) {
    // Of two parts of one name each reader could take another.
    if (entries.has(entry.fileName)) throw notXlsx()
    if (entry.isEncrypted()) throw wrongFile(1, tableReasons.oldOrLocked)
    inflated += entry.uncompressedSize
    const isBomb =
      entry.uncompressedSize > neverABomb && entry.uncompressedSize > entry.compressedSize * mostRatio
    if (isBomb || inflated > mostInflated) throw wrongFile(1, tableReasons.inflated)
    entries.set(entry.fileName, entry)
  }
  return entries
}

async function* textOf(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<string> {
  if (entry === undefined) throw notXlsx()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry))
      yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    throw asWrongFile(error)
  }
}
