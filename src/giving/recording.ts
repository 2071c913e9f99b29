import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { House } from '../audit/house.js'
import type { Actor } from '../kernel/actor.js'
import { sha256 } from '../kernel/canonical-json.js'
import { type Begun, drivesOf } from './begin.js'
import type { NewDonation, RecordedDonation } from './contract.js'
import type { Drive, Permit } from './decisions.js'
import { itemsLiteral } from './donation-items.js'
import { donationRow } from './donation-rows.js'

/** A drive under the lock of its fund, and the version of the law by which it was read. */
export interface LockedDrive {
  readonly drive: Drive
  readonly law: bigint
}

/** Locks a drive with its fund, as a batch does, for a donation inside an action of its own. */
export async function lockDrive(tx: Transaction, number: string): Promise<LockedDrive | undefined> {
  const [begun] = await tx.execute<Record<string, unknown> & Begun>(
    sql`SELECT drives, law FROM begin_donations(ARRAY[${number}], '{}', '{}')`,
  )
  const [drive] = drivesOf(begun?.drives ?? null)
  return drive && { drive, law: BigInt(begun?.law ?? 0) }
}

interface Recording {
  readonly locked: LockedDrive
  readonly permit: Permit
  readonly actor: Actor
  readonly donation: NewDonation
  /** The day on which it takes effect. */
  readonly day: string
  /** What it is recorded for: no two donations are recorded for the same. */
  readonly cause: string
}

/** Records one donation as the batches do, with a leaf of its own. */
export async function recordOne(
  tx: Transaction,
  house: House,
  { locked, permit, actor, donation, day, cause }: Recording,
  now: Date,
): Promise<RecordedDonation> {
  const { drive, law } = locked
  // The request has its own key; this one stands for the cause.
  const idempotency = { principal: cause, key: 'recorded', requestHash: sha256(cause) }
  const request = { by: { actor, idempotency }, collection: drive.number, donation }
  const { row, receipt } = donationRow(house, request, drive, permit, { held: false, day }, now)
  await tx.execute(sql`SELECT record_donations(${now.toISOString()}::timestamptz, ${itemsLiteral([row])}::donation_item[], '[]',
    ARRAY[${drive.number}], ARRAY[${drive.version}::integer], ${law.toString()}::bigint)`)
  return receipt
}
