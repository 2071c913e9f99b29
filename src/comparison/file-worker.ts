import { createHash } from 'node:crypto'
import { on } from 'node:events'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { readCases } from './case-files.js'
import { packCases } from './case-lines.js'
import type { Case } from './cases.js'
import type { FromFileWorker, ToFileWorker, WorkerFile } from './worker-messages.js'

/** A file of cases is read in a thread of its own: bytes come in, packed cases go out, and at the end what was wrong. */
const port = parentPort as MessagePort
const { format } = workerData as WorkerFile
const casesInChunk = 2_000
const hash = createHash('sha256')

async function* received(): AsyncGenerator<Uint8Array> {
  for await (const [message] of on(port, 'message') as AsyncIterable<[ToFileWorker]>) {
    if ('end' in message) return
    hash.update(message.bytes)
    yield message.bytes
    say({ taken: true })
  }
}

function say(message: FromFileWorker): void {
  port.postMessage(message)
}

/** The next cases are read while the last ones are packed. */
async function readAll(): Promise<void> {
  const { cases, wrong } = readCases(received(), format)
  let waiting: Case[] = []
  let packing = Promise.resolve()
  const pack = async (): Promise<void> => {
    await packing
    const chunk = packCases(waiting)
    packing = chunk.then((packed) => say({ chunk: packed }))
    waiting = []
  }
  for await (const some of cases) {
    // Of a file that is wrong nothing stays.
    if (wrong().total > 0) continue
    waiting.push(...some)
    if (waiting.length >= casesInChunk) await pack()
  }
  if (wrong().total === 0 && waiting.length > 0) await pack()
  await packing
  say({ ...wrong(), hash: `sha256:${hash.digest('hex')}` })
}

// Whoever has started the thread ends it, when he has heard the last word.
port.on('message', () => {})
await readAll()
