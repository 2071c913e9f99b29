import type { House } from '../audit/house.js'
import type { CaseChunk } from './case-lines.js'

/** What is not yet part of an upload or a snapshot is no act: the log is told of the whole alone. */
export const keepChunk = (house: House, upload: string, number: number, { cases, lines }: CaseChunk) =>
  house.door.actMany(
    (sql, now) => sql`
      INSERT INTO comparison_cases (upload, number, cases, lines, created_at)
      VALUES (${upload}, ${number}, ${cases}, ${lines}, ${now.toISOString()})`,
  )

/** Some at a time: those of a large file would take longer than a statement may. */
export async function forgetChunks(house: House, upload: string): Promise<void> {
  let left = true
  while (left) {
    const forgotten = await house.door.actMany(
      (sql) => sql`
        DELETE FROM comparison_cases WHERE upload = ${upload} AND number IN (
          SELECT number FROM comparison_cases WHERE upload = ${upload} LIMIT ${chunksAtOnce})`,
    )
    left = forgotten.count === chunksAtOnce
  }
}
const chunksAtOnce = 500

/** Those that were being read when a process died more than a day ago. */
export const forgetUnfinished = (house: House) =>
  house.door.actMany(
    (sql, now) => sql`
      DELETE FROM comparison_cases WHERE created_at < ${now.toISOString()}::timestamptz - interval '1 day'
        AND NOT EXISTS (SELECT FROM comparison_uploads WHERE id = upload)
        AND NOT EXISTS (SELECT FROM comparison_snapshots WHERE chunks = upload)`,
  )
