import { sql } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import { fileLock } from './store.js'

const dayMilliseconds = 24 * 60 * 60_000
const mostAtOnce = 1_000

/** Removes files that no document speaks of and that are older than a day: their uploads ended between file and row. */
export async function sweepFiles(house: House): Promise<void> {
  const before = new Date(house.clock().getTime() - dayMilliseconds)
  let hashes: string[] = []
  for await (const sha256 of house.files.keptBefore(before)) {
    hashes.push(sha256)
    if (hashes.length < mostAtOnce) continue
    await sweepAmong(house, hashes, before)
    hashes = []
  }
  await sweepAmong(house, hashes, before)
}

async function sweepAmong(house: House, hashes: readonly string[], before: Date): Promise<void> {
  if (hashes.length === 0) return
  const listed = sql`jsonb_array_elements_text(${JSON.stringify(hashes)}::jsonb)`
  const unused = await house.read.execute<{ sha256: string }>(sql`
    SELECT sha256 FROM ${listed} AS kept (sha256) WHERE NOT EXISTS (SELECT FROM documents AS d WHERE d.sha256 = kept.sha256)`)
  for (const { sha256 } of unused) await forgetUnused(house, sha256, before)
}

/** Asked again under the lock that an upload holds from its file to its row. */
const forgetUnused = (house: House, sha256: string, before: Date): Promise<void> =>
  house.door.actMany(async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(hashtextextended(${fileLock(sha256)}, 0))`
    const rows = await tx`SELECT FROM documents WHERE sha256 = ${sha256} LIMIT 1`
    if (rows.length === 0) await house.files.forget(sha256, before)
  })
