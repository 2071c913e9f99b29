import { Worker } from 'node:worker_threads'
import type { CaseChunk } from './case-lines.js'
import type { CaseCell } from './results.js'
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.js'

export interface Replay {
  readonly setup: WorkerSetup
  readonly chunks?: AsyncIterable<CaseChunk>
  readonly signal: AbortSignal
  readonly onProgress: (done: number) => void
}

export interface ReplayOutcome {
  /** Canonical JSON. */
  readonly results: string
  readonly cells: readonly CaseCell[]
}

// So many chunks are with the worker at once: one that it works on, and one that waits.
const chunksUnderWay = 2
// Cases come and go: a large nursery spares most of the collector's work.
const memory = { maxOldGenerationSizeMb: 2_048, maxYoungGenerationSizeMb: 192 }

/** Runs a replay in a worker thread. Rejects with the signal's reason, or with what went wrong in the worker. */
export function replay({ setup, chunks, signal, onProgress }: Replay): Promise<ReplayOutcome> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: setup,
    resourceLimits: memory,
    execArgv: [],
    name: 'comparison',
  })
  const send = (message: ToWorker): void => worker.postMessage(message)
  return new Promise<ReplayOutcome>((resolve, reject) => {
    let underWay = 0
    let wake = (): void => {}
    const onAbort = (): void => reject(signal.reason)
    signal.addEventListener('abort', onAbort)
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('the worker ended before its results')))
    worker.on('message', (message: FromWorker) => {
      if ('results' in message) return resolve(message)
      onProgress(message.done)
      if (message.taken) underWay -= 1
      wake()
    })
    if (chunks !== undefined) feed(chunks).catch(reject)

    async function feed(all: AsyncIterable<CaseChunk>): Promise<void> {
      for await (const { lines } of all) {
        send({ lines })
        underWay += 1
        while (underWay >= chunksUnderWay && !signal.aborted)
          await new Promise<void>((resume) => {
            wake = resume
            signal.addEventListener('abort', () => resume(), { once: true })
          })
        if (signal.aborted) return
      }
      send({ end: true })
    }
  }).finally(() => worker.terminate())
}

export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
