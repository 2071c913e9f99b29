import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { House } from '../audit/house.js'
import type { IdempotencyClaim } from '../audit/idempotency.js'
import type { Actor } from '../kernel/actor.js'
import { sha256 } from '../kernel/canonical-json.js'
import { uuidv7 } from '../kernel/ids.js'
import { type Begun, drivesOf } from './begin.js'
import type { RecordedDonation } from './contract.js'
import type { Drive, Given, Permit } from './decisions.js'
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
  readonly donation: Given
  /** The day on which it takes effect. */
  readonly day: string
  /** Whether it came past the target, and lies there to be given back. */
  readonly held?: boolean
  /** The key that it takes; without one it takes one of its own, for the action has claimed the key of its request. */
  readonly idempotency?: IdempotencyClaim
}

/** Records one donation as the batches do, with a leaf of its own. */
export async function recordOne(
  tx: Transaction,
  house: House,
  { locked, permit, actor, donation, day, held = false, idempotency }: Recording,
  now: Date,
): Promise<RecordedDonation> {
  const { drive, law } = locked
  const own = { principal: 'donation', key: uuidv7(now), requestHash: sha256(drive.id) }
  const request = { by: { actor, idempotency: idempotency ?? own }, collection: drive.number, donation }
  const { row, receipt } = donationRow(house, request, drive, permit, { held, day }, now)
  await tx.execute(sql`SELECT record_donations(${now.toISOString()}::timestamptz, ${itemsLiteral([row])}::donation_item[], '[]',
    ARRAY[${drive.number}], ARRAY[${drive.version}::integer], ${law.toString()}::bigint)`)
  return receipt
}
