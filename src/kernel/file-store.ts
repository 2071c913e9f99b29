import type { Readable } from 'node:stream'

/** A file that has come in whole but is not kept yet. */
export interface TakenFile {
  /** SHA-256 of the content, in hex. */
  readonly sha256: string
  readonly bytes: number
  /** Where it lies meanwhile, so that it can be looked into. */
  readonly path: string
  /** Keeps it under its hash, once for all of the same content; done when it would survive a crash. */
  keep(): Promise<void>
  /** Of a file that is kept nothing is taken away. */
  discard(): Promise<void>
}

/** Files by their content. Where the store cannot be reached its functions throw the error of the system. */
export interface FileStore {
  take(content: Readable): Promise<TakenFile>
  /** The content; undefined if nothing is kept under this hash. */
  read(sha256: string): Promise<Readable | undefined>
  /** The hashes of the files that were kept last before a moment. Clears away what was left half taken before it. */
  keptBefore(moment: Date): AsyncIterable<string>
  /** Removes a file, unless it was kept again at that moment or later. */
  forget(sha256: string, before: Date): Promise<void>
  isWritable(): Promise<boolean>
}
