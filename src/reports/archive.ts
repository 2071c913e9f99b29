import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A file that is written when its turn comes. */
export interface KitFile {
  readonly name: string
  readonly content: () => AsyncIterable<string> | Iterable<string>
}

const bytesAtOnce = 65_536

/** A stream of texts, sent in pieces that are worth sending; whoever stops reading stops the writing. */
export const streamOf = (texts: AsyncIterable<string> | Iterable<string>): Readable =>
  Readable.from(gathered(texts), { objectMode: false })

async function* gathered(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let piece = ''
  for await (const text of texts) {
    piece += text
    if (piece.length < bytesAtOnce) continue
    yield Buffer.from(piece)
    piece = ''
  }
  if (piece !== '') yield Buffer.from(piece)
}

// A fixed day and fixed rights: the same files are the same bytes, whenever and wherever they are packed.
const plain = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true }

/** A ZIP archive (ZIP64 where it must be), each file written while it is read: none is ever held as a whole. */
export function zipOf(files: readonly KitFile[]): Readable {
  const zip = new ZipFile()
  const archive = zip.outputStream as Readable
  let current: Readable | undefined
  for (const { name, content } of files)
    zip.addReadStreamLazy(name, plain, (send) => {
      current = streamOf(content())
      // A pipe carries no errors: half an archive must break off, not look whole.
      current.once('error', (error) => archive.destroy(error))
      send(null, current)
    })
  zip.end()
  archive.once('close', () => current?.destroy())
  return archive
}

/** The files, and at their end a list of them with their SHA-256 (hex), which `write` makes the content of. */
export function withManifest(
  files: readonly KitFile[],
  name: string,
  write: (lines: readonly string[]) => string,
): KitFile[] {
  const lines: string[] = []
  const hashed = files.map((file) => ({
    name: file.name,
    content: async function* () {
      const hash = createHash('sha256')
      for await (const text of file.content()) {
        hash.update(text)
        yield text
      }
      lines.push(`${hash.digest('hex')}  ${file.name}\n`)
    },
  }))
  return [...hashed, { name, content: () => [write(lines)] }]
}
