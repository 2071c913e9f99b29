import type { Variant } from '../law/variant.js'
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
