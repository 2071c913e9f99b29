import { Worker } from 'node:worker_threads'
import type { CaseChunk } from './case-lines.js'
import type { FileRead, FromFileWorker, ToFileWorker, WorkerFile } from './worker-messages.js'

// So many pieces of a file are read ahead, and so many chunks may wait to be kept: the rest stays with the sender.
const piecesAhead = 16
const chunksWaiting = 2
// A piece, its cases and two chunks of them: what is remembered of the ids lies outside.
const memory = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 }

/**
 * Reads a file of cases in a thread of its own and hands its chunks to `keep`, one after the other. Ends when the file is
 * read, or shown to be none: what is still to come is passed over, so that its sender hears the answer. Rejects if the
 * bytes break off or `keep` does; no chunk is being kept any more then.
 */
export async function readInThread(
  bytes: AsyncIterable<Uint8Array>,
  file: WorkerFile,
  keep: (chunk: CaseChunk) => Promise<void>,
): Promise<FileRead> {
  const worker = new Worker(new URL('./file-worker.js', import.meta.url), {
    workerData: file,
    resourceLimits: memory,
    execArgv: [],
    name: 'case-file',
  })
  const send = (message: ToFileWorker, transfer: readonly ArrayBuffer[] = []): void =>
    worker.postMessage(message, transfer)
  let [ahead, waiting, isOver] = [0, 0, false]
  let keeping = Promise.resolve()
  let wake = (): void => {}

  async function sendAll(): Promise<void> {
    for await (const piece of bytes) {
      // Its memory may be a part of what others read too.
      const copy = new Uint8Array(piece)
      if (!isOver) send({ bytes: copy }, [copy.buffer])
      ahead += 1
      while ((ahead >= piecesAhead || waiting >= chunksWaiting) && !isOver)
        await new Promise<void>((resume) => {
          wake = resume
        })
    }
    if (!isOver) send({ end: true })
  }

  try {
    return await new Promise<FileRead>((resolve, reject) => {
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('the thread ended before the file')))
      worker.on('message', (message: FromFileWorker) => {
        if ('errors' in message) keeping.then(() => resolve(message), reject)
        else if ('taken' in message) ahead -= 1
        else {
          waiting += 1
          keeping = keeping.then(() => (isOver ? undefined : keep(message.chunk)))
          keeping.then(() => {
            waiting -= 1
            wake()
          }, reject)
        }
        wake()
      })
      sendAll().catch(reject)
    })
  } finally {
    isOver = true
    wake()
    await worker.terminate()
    await keeping.catch(() => {})
  }
}
