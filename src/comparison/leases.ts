import type { House } from '../audit/house.js'
import type { Progress } from './contract.js'

// A process that has died leaves its run to another after so long; a living one says that it lives much more often.
const seconds = 15
export const renewAfterMs = 3_000

/** Leases are no acts: nobody decides anything by them, so no log keeps them. */
export async function leaseNext(house: House, holder: string, progress: Progress): Promise<string | null> {
  const [row] = await house.door.actMany(
    (sql) => sql<{ id: string | null }[]>`
      SELECT lease_comparison(${holder}::uuid, ${seconds}::int, ${JSON.stringify(progress)}::jsonb) AS id`,
  )
  return row?.id ?? null
}

/** False if the run is another's by now, or nobody wants its results any more. */
export async function renewLease(
  house: House,
  id: string,
  holder: string,
  progress: Progress,
): Promise<boolean> {
  const [row] = await house.door.actMany(
    (sql) => sql<{ ours: boolean }[]>`
      SELECT keep_comparison_lease(${id}::uuid, ${holder}::uuid, ${seconds}::int, ${JSON.stringify(progress)}::jsonb) AS ours`,
  )
  return row?.ours === true
}

export async function endLease(house: House, id: string, holder: string): Promise<void> {
  await house.door.actMany(
    (sql) => sql`DELETE FROM comparison_leases WHERE comparison = ${id}::uuid AND holder = ${holder}::uuid`,
  )
}
