import { sql } from 'drizzle-orm'
import type { Work } from '../audit/act.js'
import type { By, House, Reader } from '../audit/house.js'
import type { Spending } from '../collections/spending.js'
import { notAllowed, notFound } from '../http/problems.js'
import type { Day } from '../kernel/days.js'
import type { Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import { mayKeepBooks } from './decisions.js'

/** What bookkeeping needs to know of a drive; locked, it cannot change its state meanwhile. */
export interface BookedDrive {
  readonly [column: string]: unknown
  readonly id: string
  readonly number: string
  readonly ledger: string
  readonly status: string
  readonly personId: string | null
  readonly startsOn: Day
  readonly closedOn: Day | null
  readonly organizationId: string | null
  readonly hostId: string | null
  readonly hostFeePercent: number | null
  readonly category: string
  readonly forOthers: boolean
  readonly region: string
  readonly spending: Spending | null
}

export async function driveForBooks(
  reader: Reader,
  number: string,
  lock?: 'lock',
): Promise<BookedDrive | undefined> {
  const [drive] = await reader.execute<BookedDrive>(sql`
    SELECT id, number, ledger, status, person_id AS "personId", starts_on::text AS "startsOn", closed_on::text AS "closedOn",
      organization_id AS "organizationId", host_id AS "hostId", host_fee_percent AS "hostFeePercent", category,
      for_others AS "forOthers", region, spending
    FROM collections WHERE number = ${number} ${lock ? sql`FOR SHARE` : sql``}`)
  return drive
}

/** An act inside the books of a drive, which is locked meanwhile. */
export interface Booking extends Work {
  readonly drive: BookedDrive
}

/** An action on the money of one drive, in the log of its ledger, by those who keep its books. */
export async function inLedgerOf<T>(
  house: House,
  by: By,
  number: string,
  action: string,
  work: (inside: Booking) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const found = await driveForBooks(house.read, number)
  if (found === undefined) return notFound()
  if (!mayKeepBooks(by.actor, found) || !mayDispose(by.actor, found.ledger, [found.ledger]))
    return notAllowed()
  const command = { ...by, action, log: found.ledger, subject: `collection:${number}` }
  return house.door.act<T>(command, async (inside) => {
    const drive = await driveForBooks(inside.tx, number, 'lock')
    return drive === undefined ? notFound() : work({ ...inside, drive })
  })
}
