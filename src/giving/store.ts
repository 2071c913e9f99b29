import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import type { Spending } from '../collections/spending.js'
import type { Day } from '../kernel/days.js'
import type { SealedBeneficiary } from './beneficiaries.js'
import type { NewDisbursement, NewRefund } from './contract.js'
import type { Ground } from './limits.js'
import type { GivenDonation } from './payment-decisions.js'

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

/** A donation of a ledger with what was given back of it. The caller has locked the fund, so nothing changes meanwhile. */
export async function donationOf(
  tx: Reader,
  ledger: string,
  id: string,
): Promise<(GivenDonation & { collection: string }) | undefined> {
  const [row] = await tx.execute<Record<string, string | boolean>>(sql`
    SELECT d.amount::text, d.held, d.collection, EXISTS (SELECT FROM transit_donations AS o WHERE o.ledger = d.ledger AND o.id = d.id) AS transit, t.effective_on::text AS "receivedOn",
      EXISTS (SELECT FROM transactions AS r WHERE r.ledger = d.ledger AND r.reverses = d.id) AS reversed,
      (SELECT coalesce(sum(r.amount), 0)::text FROM refunds AS r WHERE r.ledger = d.ledger AND r.donation = d.id
         AND NOT EXISTS (SELECT FROM transactions AS u WHERE u.ledger = r.ledger AND u.reverses = r.id)) AS refunded
    FROM donations AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
    WHERE d.ledger = ${ledger} AND d.id = ${id}`)
  if (row === undefined) return undefined
  return {
    amount: BigInt(String(row.amount)),
    refunded: BigInt(String(row.refunded)),
    held: row.held === true,
    inTransit: row.transit === true,
    reversed: row.reversed === true,
    receivedOn: String(row.receivedOn),
    collection: String(row.collection),
  }
}

interface KeptDisbursement {
  readonly ledger: string
  readonly id: string
  readonly collection: string
  readonly paid: Omit<NewDisbursement, 'beneficiary' | 'paidOn'>
  readonly beneficiary: SealedBeneficiary
  readonly grounds: readonly Ground[]
}

export async function keepDisbursement(tx: Transaction, kept: KeptDisbursement): Promise<void> {
  const { amount, category, channel, evidence, purpose = null } = kept.paid
  const { kind, sealed, lookup, commitment } = kept.beneficiary
  await tx.execute(sql`
    INSERT INTO disbursements (ledger, id, collection, amount, category, beneficiary_kind, beneficiary_sealed,
      beneficiary_lookup, beneficiary_commitment, evidence, purpose, channel, grounds)
    VALUES (${kept.ledger}, ${kept.id}, ${kept.collection}, ${amount.amount}, ${category}, ${kind}, ${sealed},
      ${lookup}, ${commitment}, ${textList(evidence)}::text[], ${purpose}, ${channel}, ${textList(kept.grounds)}::text[])`)
}

/** An array literal of words without quotes, commas or spaces. */
export const textList = (words: readonly string[]): string => `{${words.join(',')}}`

export async function keepRefund(
  tx: Transaction,
  kept: { ledger: string; id: string; input: NewRefund },
): Promise<void> {
  const { donation, amount, reason } = kept.input
  await tx.execute(sql`INSERT INTO refunds (ledger, id, donation, amount, reason)
    VALUES (${kept.ledger}, ${kept.id}, ${donation}, ${amount.amount}, ${reason})`)
}
