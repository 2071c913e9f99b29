import { parentPort, workerData } from 'node:worker_threads'
import { prepareVariant } from '../law/evaluate.js'
import { proveStrictness } from '../law/proof.js'
import type { ProofTask } from './proofs.js'

/** Proves one pair and ends. */
const { a, b, law } = workerData as ProofTask
parentPort!.postMessage(proveStrictness(prepareVariant(a), prepareVariant(b), law))
