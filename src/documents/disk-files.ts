import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, opendir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileStore, TakenFile } from '../kernel/file-store.js'

/** Files in a folder: `kept/` by their hash, `incoming/` while they come in, on the same disk so that a rename moves them. */
export function diskFiles(folder: string): FileStore {
  const [kept, incoming] = [join(folder, 'kept'), join(folder, 'incoming')]
  const placeOf = (sha256: string): string => join(kept, sha256)
  const prepare = async (): Promise<void> => {
    for (const place of [kept, incoming]) await mkdir(place, { recursive: true, mode: 0o700 })
  }

  async function take(content: Readable): Promise<TakenFile> {
    await prepare()
    const path = join(incoming, randomUUID())
    const discard = () => rm(path, { force: true })
    try {
      const { sha256, bytes } = await write(content, path)
      return { sha256, bytes, path, keep: () => keep(path, placeOf(sha256), kept), discard }
    } catch (error) {
      await discard()
      throw error
    }
  }

  return {
    take,
    async read(sha256) {
      try {
        const file = await open(placeOf(sha256))
        return file.createReadStream()
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async *keptBefore(moment) {
      for await (const { path } of namesIn(incoming))
        if (await isOlder(path, moment)) await rm(path, { force: true })
      for await (const { name, path } of namesIn(kept)) if (await isOlder(path, moment)) yield name
    },
    async forget(sha256, before) {
      if (await isOlder(placeOf(sha256), before)) await rm(placeOf(sha256), { force: true })
    },
    async isWritable() {
      const path = join(incoming, randomUUID())
      try {
        await prepare()
        await writeFile(path, '')
        await rm(path)
        return true
      } catch {
        return false
      }
    },
  }
}

/** Writes the content through to the disk, and counts and hashes it on the way. */
async function write(content: Readable, path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  await pipeline(counted, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
  return { sha256: hash.digest('hex'), bytes }
}

/** The name must reach the disk too: after that the file is there whatever happens. */
async function keep(path: string, place: string, folder: string): Promise<void> {
  await rename(path, place)
  const names = await open(folder)
  try {
    await names.sync()
  } finally {
    await names.close()
  }
}

async function* namesIn(folder: string): AsyncGenerator<{ name: string; path: string }> {
  try {
    for await (const { name } of await opendir(folder)) yield { name, path: join(folder, name) }
  } catch (error) {
    // Nothing has ever been kept.
    if (!isMissing(error)) throw error
  }
}

async function isOlder(path: string, moment: Date): Promise<boolean> {
  try {
    return (await stat(path)).mtime < moment
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'
