import type { By, House } from '../audit/house.js'
import { uuidv7 } from '../kernel/ids.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { FileFormat } from './case-files.js'
import { forgetChunks, keepChunk } from './chunks.js'
import type { UploadView } from './contract.js'
import { readInThread } from './file-thread.js'
import { casesFileWrong } from './problems.js'
import { insertUpload } from './store.js'

/**
 * Reads a file of cases into the database while it comes in. If a line of it is wrong, nothing of it stays, and the refusal
 * names the first hundred errors with their lines.
 */
export async function takeFile(
  house: House,
  by: By,
  bytes: AsyncIterable<Uint8Array>,
  format: FileFormat,
): Promise<UploadView | Refusal> {
  const id = uuidv7(house.clock())
  let isKept = false
  try {
    let [count, number] = [0, 0]
    const { errors, total, hash } = await readInThread(bytes, { format }, async (chunk) => {
      await keepChunk(house, id, number, chunk)
      number += 1
      count += chunk.cases
    })
    if (total > 0) return casesFileWrong({ errors, more: { total } })
    const outcome = await keepUpload(house, by, { id, format, cases: count, hash })
    isKept = !isRefusal(outcome)
    return outcome
  } finally {
    if (!isKept) await forgetChunks(house, id)
  }
}

function keepUpload(house: House, by: By, view: UploadView): Promise<UploadView | Refusal> {
  const command = { ...by, action: 'comparison.upload', log: 'internal', subject: `upload:${view.id}` }
  return house.door.act(command, async ({ tx, now, say }) => {
    await insertUpload(tx, { ...view, createdBy: by.actor.id, createdAt: now })
    say({ facts: { cases: view.cases, hash: view.hash } })
    return view
  })
}
