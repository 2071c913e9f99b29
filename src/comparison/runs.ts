import { randomUUID } from 'node:crypto'
import type { House } from '../audit/house.js'
import { engine } from '../law/evaluation.js'
import { forgetUnfinished } from './chunks.js'
import type { NewComparison, Progress } from './contract.js'
import { endLease, type Lease, leaseNext, renewAfterMs, renewLease } from './leases.js'
import type { Failure } from './problems.js'
import { isOutOfMemory, replay } from './replay.js'
import { begin, fail, finish } from './run-actions.js'
import { sourceOf } from './sources.js'
import type { Comparison } from './store.js'

/** The comparisons that this process runs: one at a time, in the order in which they were asked for. */
export interface Runs {
  start(): void
  /** There may be a comparison that waits. */
  wake(): void
  /** Ends the run of a comparison that has been cancelled, where it runs here. */
  stop(id: string): void
  /** Of the comparison that runs here. */
  progressOf(id: string): Progress | undefined
  /** What still runs is left to the next start, from its beginning. */
  close(): Promise<void>
}

interface Run {
  readonly id: string
  readonly abort: AbortController
  progress: Progress
}

// Another process may have died, or have been asked while this one had nothing to do.
const lookEveryMs = 5_000
// A run that has brought so many processes down would bring down the next one too.
const mostAttempts = 3
const waiting: Progress = { phase: 'waiting', done: 0, total: null }

/** Takes up whatever waits, also what a process before this one left unfinished, until it is closed. */
export function openRuns(house: House, dataFolder: string, onError: (error: unknown) => void): Runs {
  const holder = randomUUID()
  let closed = false
  let wake = (): void => {}
  let isWoken = false
  let current: Run | undefined
  let working: Promise<void> | undefined

  async function work(): Promise<void> {
    await forgetUnfinished(house).catch(told)
    while (!closed) {
      isWoken = false
      const lease = await leaseNext(house, holder, waiting).catch(told)
      if (lease === undefined) await nap()
      else await runLeased(lease).catch(told)
    }
  }

  /** A run that ends in order ends its lease; the lease of one that breaks off lapses by itself, and counts as an attempt. */
  async function runLeased({ id, attempts }: Lease): Promise<void> {
    const run: Run = { id, abort: new AbortController(), progress: waiting }
    current = run
    if (closed) run.abort.abort()
    const renewing = setInterval(() => {
      renewLease(house, id, holder, run.progress).then((ours) => ours || run.abort.abort(), told)
    }, renewAfterMs)
    try {
      if (attempts > mostAttempts) await fail(house, id, holder, 'broke-off')
      else {
        const comparison = await begin(house, id)
        if (comparison !== undefined && !run.abort.signal.aborted) await judge(comparison, run)
      }
    } finally {
      clearInterval(renewing)
      current = undefined
    }
    await endLease(house, id, holder)
  }

  async function judge(comparison: Comparison, run: Run): Promise<void> {
    const { id } = comparison
    if (comparison.dataHash !== house.law.dataHash || comparison.engine !== engine)
      return void (await fail(house, id, holder, 'data-changed'))
    try {
      const outcome = await outcomeOf(comparison, run)
      run.progress = { ...run.progress, phase: 'results' }
      await finish(house, id, holder, outcome)
    } catch (error) {
      if (run.abort.signal.aborted) return
      told(error)
      const failure: Failure = isOutOfMemory(error) ? 'out-of-memory' : 'broken'
      await fail(house, id, holder, failure)
    }
  }

  async function outcomeOf(comparison: Comparison, run: Run) {
    const { request, variants } = comparison
    const { base, cases, draws, assumptions = {} } = request as NewComparison
    const { total, chunks } = await sourceOf(house, comparison, holder, run.abort.signal)
    const onProgress = (done: number): void => {
      run.progress = { phase: done === total ? 'results' : 'cases', done, total }
    }
    onProgress(0)
    const synthetic = cases.from === 'synthetic' ? cases : undefined
    const setup = { variants, base, changed: assumptions, draws, dataFolder, ...(synthetic && { synthetic }) }
    return replay({ setup, chunks, signal: run.abort.signal, onProgress })
  }

  async function nap(): Promise<void> {
    if (isWoken || closed) return
    await new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, lookEveryMs).unref()
    })
  }

  function told(error: unknown): undefined {
    if (!closed) onError(error)
  }

  return {
    start() {
      working ??= work()
    },
    wake() {
      isWoken = true
      wake()
    },
    stop: (id) => {
      if (current?.id === id) current.abort.abort()
    },
    progressOf: (id) => (current?.id === id ? current.progress : undefined),
    async close() {
      closed = true
      current?.abort.abort()
      wake()
      await working
    },
  }
}
