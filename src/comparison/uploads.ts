import { createHash } from 'node:crypto'
import type { By, House } from '../audit/house.js'
import { uuidv7 } from '../kernel/ids.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { chunksOf, type FileFormat, readCases } from './case-files.js'
import type { CaseChunk } from './case-lines.js'
import type { UploadView } from './contract.js'
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
  const hash = createHash('sha256')
  const { cases, wrong } = readCases(hashed(bytes, hash), format)
  let isKept = false
  try {
    let count = 0
    let number = 0
    for await (const chunk of chunksOf(cases)) {
      if (wrong().total > 0) continue
      await keepChunk(house, id, number, chunk)
      number += 1
      count += chunk.cases
    }
    const { errors, total } = wrong()
    if (total > 0) return casesFileWrong({ errors, more: { total } })
    const view: UploadView = { id, format, cases: count, hash: `sha256:${hash.digest('hex')}` }
    const outcome = await keepUpload(house, by, view)
    isKept = !isRefusal(outcome)
    return outcome
  } finally {
    if (!isKept) await forgetChunks(house, id)
  }
}

async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
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

/** What is not yet part of an upload is no act: the log is told of the whole file alone. */
const keepChunk = (house: House, upload: string, number: number, { cases, lines }: CaseChunk) =>
  house.door.actMany(
    (sql, now) => sql`
      INSERT INTO comparison_cases (upload, number, cases, lines, created_at)
      VALUES (${upload}, ${number}, ${cases}, ${lines}, ${now.toISOString()})`,
  )

const forgetChunks = (house: House, upload: string) =>
  house.door.actMany((sql) => sql`DELETE FROM comparison_cases WHERE upload = ${upload}`)

/** Files that were being read when a process died more than a day ago. */
export const forgetUnfinished = (house: House) =>
  house.door.actMany(
    (sql, now) => sql`
      DELETE FROM comparison_cases WHERE created_at < ${now.toISOString()}::timestamptz - interval '1 day'
        AND NOT EXISTS (SELECT FROM comparison_uploads WHERE id = upload)`,
  )
