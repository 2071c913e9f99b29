import type { House } from '../audit/house.js'
import type { Progress } from './contract.js'

// A process that has died leaves its run to another after so long; a living one says that it lives much more often.
const seconds = 15
export const renewAfterMs = 3_000

export interface Lease {
  readonly id: string
  /** How often the run has been begun, this time included, since it last ended in order. */
  readonly attempts: number
}

/** Leases are no acts: nobody decides anything by them, so no log keeps them. */
export function leaseNext(house: House, holder: string, progress: Progress): Promise<Lease | undefined> {
  return house.door.actMany(async (sql) => {
    const [taken] = await sql<{ id: string | null }[]>`
      SELECT lease_comparison(${holder}::uuid, ${seconds}::int, ${JSON.stringify(progress)}::jsonb) AS id`
    const id = taken?.id ?? null
    const [lease] = await sql<Lease[]>`
      SELECT comparison AS id, attempts FROM comparison_leases WHERE comparison = ${id}`
    return lease
  })
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
