import type { Variant } from '../law/variant.js'
import type { FileErrors, FileFormat } from './case-files.js'
import type { CaseChunk } from './case-lines.js'
import type { PopulationRequest } from './population.js'
import type { CaseCell } from './results.js'

/** What the worker is started with: plain data. */
export interface WorkerSetup {
  readonly variants: readonly Variant[]
  readonly base: string
  readonly changed: Readonly<Record<string, number>>
  readonly draws: number
  readonly dataFolder: string
  /** Made by the worker itself; else cases are sent to it. */
  readonly synthetic?: PopulationRequest
}

/** Packed cases; none after the last. */
export type ToWorker = { readonly lines: Uint8Array } | { readonly end: true }

export type FromWorker =
  /** Cases done so far; `taken` when a chunk has been worked off, so that another may be sent. */
  | { readonly done: number; readonly taken?: true }
  | { readonly results: string; readonly cells: readonly CaseCell[] }

export interface WorkerFile {
  readonly format: FileFormat
}

/** A piece of a file; none after the last. */
export type ToFileWorker = { readonly bytes: Uint8Array } | { readonly end: true }

/** What became of a file: its errors, if any, and the SHA-256 of its bytes. */
export type FileRead = FileErrors & { readonly hash: string }

export type FromFileWorker =
  /** A piece has been read, so that another may be sent. */
  { readonly taken: true } | { readonly chunk: CaseChunk } | FileRead
