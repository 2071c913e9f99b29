import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

type Content = AsyncIterable<string | Uint8Array> | Iterable<string>

/** A file that is written when its turn comes. */
export interface KitFile {
  readonly name: string
  readonly content: () => Content
}

const bytesAtOnce = 65_536

/** A stream of texts, sent in pieces that are worth sending, and of bytes; whoever stops reading stops the writing. */
export const streamOf = (content: Content): Readable =>
  Readable.from(gathered(content), { objectMode: false })

async function* gathered(content: Content): AsyncGenerator<Uint8Array> {
  let text = ''
  for await (const part of content) {
    if (typeof part === 'string') text += part
    if (typeof part === 'string' && text.length < bytesAtOnce) continue
    if (text !== '') yield Buffer.from(text)
    text = ''
    if (typeof part !== 'string') yield part
  }
  if (text !== '') yield Buffer.from(text)
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
      for await (const part of file.content()) {
        hash.update(part)
        yield part
      }
      lines.push(`${hash.digest('hex')}  ${file.name}\n`)
    },
  }))
  return [...hashed, { name, content: () => [write(lines)] }]
}
