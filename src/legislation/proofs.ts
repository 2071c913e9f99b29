import { Worker } from 'node:worker_threads'
import { engine } from '../law/evaluation.js'
import type { Legislation } from '../law/load.js'
import type { Proof, TooManyCells } from '../law/proof.js'
import type { Variant } from '../law/variant.js'

/** What a worker is given: plain data, which goes over to its thread as it is. */
export interface ProofTask {
  readonly a: Variant
  readonly b: Variant
  readonly law: Legislation
}

export type ProofAnswer = Proof | TooManyCells

export interface Proofs {
  /** The proof of a pair, remembered or made; undefined where too many pairs are waiting already. */
  readonly proofOf: (a: Variant, b: Variant) => Promise<ProofAnswer> | undefined
  readonly close: () => Promise<void>
}

const mostRemembered = 500
const mostWaiting = 8

/**
 * Proofs are made in a thread of their own, one at a time: a pair with many dated changes takes seconds, in which everybody
 * else is still served. Whoever asks for a pair that is being proved waits for the same proof. What is remembered never
 * gets old: its key names both variants, the data and the rules by their hashes and version.
 */
export function openProofs(law: Legislation, prove = proveInWorker): Proofs {
  const remembered = new Map<string, Promise<ProofAnswer>>()
  const closing = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  const begin = (a: Variant, b: Variant): Promise<ProofAnswer> => {
    waiting += 1
    const proof = last
      .then(() => prove({ a, b, law }, closing.signal))
      .finally(() => {
        waiting -= 1
      })
    last = proof.catch(() => undefined)
    return proof
  }
  return {
    proofOf: (a, b) => {
      const key = [a.hash, b.hash, law.dataHash, engine].join(' ')
      const known = remembered.get(key)
      if (known !== undefined) return known
      if (waiting >= mostWaiting) return undefined
      const proof = begin(a, b)
      remembered.set(key, proof)
      if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value!)
      proof.catch(() => remembered.delete(key))
      return proof
    },
    close: async () => {
      closing.abort()
      await last
    },
  }
}

/** What a proof may take. The bounds of the law (`mostOf` in `law/cells.ts`) keep every pair far below; these hold if they err. */
const mostTaken = { milliseconds: 30_000, megabytes: 512 }

/** What is said of a pair that took too much: an answer like any other, so it is remembered and not tried again. */
const tookTooMuch: TooManyCells = { tooManyCells: null }

/**
 * Answers when the thread has ended, so that two never run at once. Rejects if the thread fails for any other reason than
 * taking too much, or is ended because the service closes.
 */
export function proveInWorker(
  task: ProofTask,
  closing: AbortSignal,
  { milliseconds, megabytes } = mostTaken,
): Promise<ProofAnswer> {
  return new Promise((resolve, reject) => {
    closing.throwIfAborted()
    const resourceLimits = { maxOldGenerationSizeMb: megabytes }
    const worker = new Worker(new URL('./proof-worker.js', import.meta.url), {
      workerData: task,
      resourceLimits,
    })
    let answer: ProofAnswer | undefined
    const end = () => void worker.terminate()
    closing.addEventListener('abort', end)
    const deadline = setTimeout(() => {
      answer ??= tookTooMuch
      end()
    }, milliseconds)
    worker.once('message', (proof: ProofAnswer) => {
      answer ??= proof
    })
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') answer ??= tookTooMuch
      else reject(error)
    })
    worker.once('exit', (code) => {
      clearTimeout(deadline)
      closing.removeEventListener('abort', end)
      if (answer === undefined) reject(new Error(`the proof ended with ${code} and no answer`))
      else resolve(answer)
    })
  })
}
