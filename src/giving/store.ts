import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import type { Spending } from '../collections/spending.js'
import type { Day } from '../kernel/days.js'
import { type Currency, type ForeignCurrency, type Money, tenge } from '../kernel/money.js'
import type { SealedBeneficiary } from './beneficiaries.js'
import type { NewDonation, NewRefund } from './contract.js'
import type { Paid } from './disbursing.js'
import type { SealedDonor } from './donation-rows.js'
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
    SELECT coalesce(g.amount, d.amount)::text AS amount, coalesce(g.currency, 'KZT') AS currency, d.amount::text AS value, d.held, d.collection,
      EXISTS (SELECT FROM transit_donations AS o WHERE o.ledger = d.ledger AND o.id = d.id) AS transit,
      d.channel = 'in-kind' AS "isInKind", t.effective_on::text AS "receivedOn",
      EXISTS (SELECT FROM transactions AS r WHERE r.ledger = d.ledger AND r.reverses = d.id) AS reversed,
      back.amount::text AS refunded, back.value::text AS "refundedValue"
    FROM donations AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
      LEFT JOIN foreign_gifts AS g ON g.ledger = d.ledger AND g.donation = d.id,
      LATERAL (SELECT coalesce(sum(coalesce(r.foreign_amount, r.amount)), 0) AS amount, coalesce(sum(r.amount), 0) AS value
        FROM refunds AS r WHERE r.ledger = d.ledger AND r.donation = d.id
          AND NOT EXISTS (SELECT FROM transactions AS u WHERE u.ledger = r.ledger AND u.reverses = r.id)) AS back
    WHERE d.ledger = ${ledger} AND d.id = ${id}`)
  if (row === undefined) return undefined
  return {
    currency: String(row.currency) as Currency,
    amount: BigInt(String(row.amount)),
    value: BigInt(String(row.value)),
    refunded: BigInt(String(row.refunded)),
    refundedValue: BigInt(String(row.refundedValue)),
    held: row.held === true,
    inTransit: row.transit === true,
    reversed: row.reversed === true,
    receivedOn: String(row.receivedOn),
    isInKind: row.isInKind === true,
    collection: String(row.collection),
  }
}

interface KeptForeignGift {
  readonly id: string
  readonly receipt: string
  readonly drive: { readonly id: string; readonly ledger: string }
  readonly donation: NewDonation
  readonly given: { readonly amount: bigint; readonly currency: ForeignCurrency }
  /** Tiyn, at the rate. */
  readonly value: bigint
  readonly rate: { readonly id: string }
  readonly held: boolean
  readonly donor: SealedDonor | undefined
}

/** The row of a donation, whose amount is its value, and beside it what was given. */
export async function keepForeignGift(tx: Transaction, gift: KeptForeignGift): Promise<void> {
  const { id, receipt, drive, donation, given, value, rate, held, donor } = gift
  const { channel, receivedAt, reference = null } = donation
  const { kind, visibility } = donation.donor
  await tx.execute(sql`
    INSERT INTO donations (ledger, id, collection, receipt, amount, channel, received_at, held, donor_kind, visibility,
      donor_commitment, reference)
    VALUES (${drive.ledger}, ${id}, ${drive.id}, ${receipt}, ${value}, ${channel}, ${receivedAt.toISOString()}::timestamptz, ${held},
      ${kind}, ${visibility}, ${donor?.commitment ?? null}, ${reference})`)
  await tx.execute(sql`INSERT INTO foreign_gifts (ledger, donation, currency, amount, rate)
    VALUES (${drive.ledger}, ${id}, ${given.currency}, ${given.amount}, ${rate.id})`)
  if (donor === undefined) return
  const { salt, sealed, lookup = null } = donor.columns
  await tx.execute(sql`INSERT INTO donors (donation, ledger, salt, sealed, lookup)
    VALUES (${id}, ${drive.ledger}, decode(${salt}, 'base64'), decode(${sealed}, 'base64'), decode(${lookup}, 'base64'))`)
}

interface KeptDisbursement {
  readonly ledger: string
  readonly id: string
  readonly collection: string
  readonly paid: Omit<Paid, 'paidOn'>
  /** Tiyn. */
  readonly value: bigint
  readonly beneficiary: SealedBeneficiary
  readonly grounds: readonly Ground[]
}

export async function keepDisbursement(tx: Transaction, kept: KeptDisbursement): Promise<void> {
  const { amount, category, channel, evidence, purpose = null, goods } = kept.paid
  const foreign = foreignOf(amount)
  const { kind, sealed, lookup, commitment } = kept.beneficiary
  await tx.execute(sql`
    INSERT INTO disbursements (ledger, id, collection, amount, category, beneficiary_kind, beneficiary_sealed,
      beneficiary_lookup, beneficiary_commitment, evidence, purpose, channel, grounds, gift, quantity, currency, foreign_amount)
    VALUES (${kept.ledger}, ${kept.id}, ${kept.collection}, ${kept.value}, ${category}, ${kind}, ${sealed},
      ${lookup}, ${commitment}, ${textList(evidence)}::text[], ${purpose}, ${channel}, ${textList(kept.grounds)}::text[],
      ${goods?.gift ?? null}, ${goods?.quantity ?? null}::numeric, ${foreign.currency}, ${foreign.amount})`)
}

/** What the tables keep beside the value of a sum in another currency. */
const foreignOf = ({ amount, currency }: Money) =>
  currency === tenge ? { currency: null, amount: null } : { currency, amount }

/** An array literal of words without quotes, commas or spaces. */
export const textList = (words: readonly string[]): string => `{${words.join(',')}}`

export async function keepRefund(
  tx: Transaction,
  kept: { ledger: string; id: string; value: bigint; input: NewRefund },
): Promise<void> {
  const { donation, amount, reason } = kept.input
  const foreign = foreignOf(amount)
  await tx.execute(sql`INSERT INTO refunds (ledger, id, donation, amount, reason, currency, foreign_amount)
    VALUES (${kept.ledger}, ${kept.id}, ${donation}, ${kept.value}, ${reason}, ${foreign.currency}, ${foreign.amount})`)
}
