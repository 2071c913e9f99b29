import { createHash } from 'node:crypto'
import type { House, Reader } from '../audit/house.js'
import { registerFacts } from '../collections/register-facts.js'
import type { Day } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { isRefusal } from '../kernel/problems.js'
import { type CaseChunk, packCases } from './case-lines.js'
import { forgetChunks, keepChunk } from './chunks.js'
import { keepSnapshot } from './run-actions.js'
import { findSnapshot, type Snapshot } from './store.js'

/**
 * The register as of a day and as it was recorded when the comparison first ran. It is read in one transaction, so that no
 * two drives are seen at different moments, and kept, because later entries may be dated back.
 */
export async function registerSnapshot(
  house: House,
  comparison: string,
  asOf: Day,
  holder: string,
  signal: AbortSignal,
): Promise<Snapshot> {
  const known = await findSnapshot(house.read, comparison)
  if (known !== undefined) return known
  const chunks = uuidv7(house.clock())
  let isKept = false
  try {
    const read = await keepRegister(house, chunks, asOf, signal)
    const kept = await keepSnapshot(house, holder, { comparison, chunks, asOf, ...read })
    if (isRefusal(kept)) throw new Error('the comparison is not run here any more')
    isKept = true
    return kept
  } finally {
    if (!isKept) await forgetChunks(house, chunks)
  }
}

/** Copies the register, chunk by chunk, out of one snapshot of the database. */
function keepRegister(house: House, chunks: string, asOf: Day, signal: AbortSignal) {
  return house.read.transaction(
    async (tx) => {
      const hash = createHash('sha256')
      const recordedUntil = house.clock()
      let [cases, number] = [0, 0]
      for await (const chunk of chunksOfRegister(tx, asOf)) {
        signal.throwIfAborted()
        await keepChunk(house, chunks, number, chunk)
        hash.update(chunk.lines)
        number += 1
        cases += chunk.cases
      }
      return { recordedUntil, cases, hash: `sha256:${hash.digest('hex')}` }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

const drivesAtOnce = 500

/** A case is known by the public number of its drive. Nobody has said which drives are frauds. */
async function* chunksOfRegister(reader: Reader, on: Day): AsyncGenerator<CaseChunk> {
  for (let after: string | undefined; ; ) {
    const drives = await registerFacts(reader, on, drivesAtOnce, after)
    if (drives.length === 0) return
    after = drives.at(-1)?.id
    yield await packCases(
      drives.map(({ number, category, facts }) => ({ id: number, facts, labels: { purpose: category } })),
    )
  }
}
