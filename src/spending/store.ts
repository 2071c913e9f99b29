import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { textList } from '../database/text-list.js'
import type { Ground } from '../giving/limits.js'
import { type Currency, type Money, tenge } from '../kernel/money.js'
import type { SealedBeneficiary } from './beneficiaries.js'
import type { NewRefund } from './contract.js'
import type { GivenDonation, Paid } from './payment-decisions.js'

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
  const { amount, category, channel, evidence, purpose = null, goods, dueOn = null } = kept.paid
  const foreign = foreignOf(amount)
  const { kind, sealed, lookup, commitment } = kept.beneficiary
  await tx.execute(sql`
    INSERT INTO disbursements (ledger, id, collection, amount, category, beneficiary_kind, beneficiary_sealed,
      beneficiary_lookup, beneficiary_commitment, evidence, purpose, channel, grounds, gift, quantity, currency, foreign_amount, due_on)
    VALUES (${kept.ledger}, ${kept.id}, ${kept.collection}, ${kept.value}, ${category}, ${kind}, ${sealed},
      ${lookup}, ${commitment}, ${textList(evidence)}::text[], ${purpose}, ${channel}, ${textList(kept.grounds)}::text[],
      ${goods?.gift ?? null}, ${goods?.quantity ?? null}::numeric, ${foreign.currency}, ${foreign.amount}, ${dueOn})`)
}

/** What the tables keep beside the value of a sum in another currency. */
const foreignOf = ({ amount, currency }: Money) =>
  currency === tenge ? { currency: null, amount: null } : { currency, amount }

export async function keepRefund(
  tx: Transaction,
  kept: { ledger: string; id: string; value: bigint; input: NewRefund },
): Promise<void> {
  const { donation, amount, reason } = kept.input
  const foreign = foreignOf(amount)
  await tx.execute(sql`INSERT INTO refunds (ledger, id, donation, amount, reason, currency, foreign_amount)
    VALUES (${kept.ledger}, ${kept.id}, ${donation}, ${kept.value}, ${reason}, ${foreign.currency}, ${foreign.amount})`)
}
