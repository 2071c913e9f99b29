import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { textList } from '../database/text-list.js'
import type { Ground } from '../giving/limits.js'
import type { Day } from '../kernel/days.js'
import type { Currency } from '../kernel/money.js'
import type { SealedBeneficiary } from './beneficiaries.js'
import type { Paid } from './payment-decisions.js'

/** A payment that waits for a second person, or has been decided. Sums in tiyn. */
export interface HeldPayment {
  readonly ledger: string
  readonly id: string
  readonly collection: string
  readonly number: string
  readonly amount: { readonly amount: bigint; readonly currency: Currency }
  readonly category: string
  readonly channel: Paid['channel']
  /** From which it is paid; null: that of the drive. */
  readonly account: string | null
  readonly goods: NonNullable<Paid['goods']> | null
  readonly paidOn: Day
  /** Of an invoice; null of what is paid at once. */
  readonly dueOn: Day | null
  readonly sealed: Buffer
  readonly lookup: Buffer | null
  readonly kind: SealedBeneficiary['kind']
  readonly commitment: string
  readonly evidence: string[]
  readonly purpose: string | null
  readonly lapsesOn: Day
  readonly proposedBy: string
  readonly status: 'held' | 'approved' | 'refused'
  readonly decidedBy: string | null
  readonly decidedOn: Day | null
}

/** The part of a gift in kind that a row of disbursements or of held payments gives out; null of money. */
export const goodsOf = (row: SQL) => sql`CASE WHEN ${row}.gift IS NOT NULL
  THEN json_build_object('gift', ${row}.gift, 'quantity', trim_scale(${row}.quantity)::text) END`

interface NewHeldPayment {
  readonly ledger: string
  readonly id: string
  readonly collection: string
  readonly paid: Paid
  readonly beneficiary: SealedBeneficiary
  readonly grounds: readonly Ground[]
  readonly heldOn: Day
  readonly lapsesOn: Day
  readonly proposedBy: string
  /** Of a sum in another currency what the books say it is worth, tiyn. */
  readonly value: bigint | null
}

export async function keepHeldPayment(tx: Transaction, held: NewHeldPayment, now: Date): Promise<void> {
  const { amount, category, channel, account = null, paidOn, dueOn = null } = held.paid
  const { evidence, purpose = null, goods } = held.paid
  const { kind, sealed, lookup, commitment } = held.beneficiary
  await tx.execute(sql`
    INSERT INTO held_payments (ledger, id, collection, amount, currency, category, channel, account, paid_on, beneficiary_kind,
      beneficiary_sealed, beneficiary_lookup, beneficiary_commitment, evidence, purpose, grounds, held_on, lapses_on,
      proposed_by, status, recorded_at, gift, quantity, value, due_on)
    VALUES (${held.ledger}, ${held.id}, ${held.collection}, ${amount.amount}, ${amount.currency}, ${category}, ${channel}, ${account}, ${paidOn},
      ${kind}, ${sealed}, ${lookup}, ${commitment}, ${textList(evidence)}::text[], ${purpose}, ${textList(held.grounds)}::text[],
      ${held.heldOn}, ${held.lapsesOn}, ${held.proposedBy}, 'held', ${now.toISOString()}::timestamptz,
      ${goods?.gift ?? null}, ${goods?.quantity ?? null}::numeric, ${held.value}, ${dueOn})`)
}

/** A held payment in one of these ledgers. Whoever decides on it has locked its fund, so it does not change meanwhile. */
export async function heldPayment(
  reader: Reader,
  ledgers: readonly string[],
  id: string,
): Promise<HeldPayment | undefined> {
  const [row] = await reader.execute<
    Record<string, unknown> & Omit<HeldPayment, 'amount'> & { total: string; currency: Currency }
  >(sql`
    SELECT h.ledger, h.id, h.collection, c.number, h.amount::text AS total, h.currency, h.category, h.channel, h.account,
      h.paid_on::text AS "paidOn", h.due_on::text AS "dueOn", h.beneficiary_sealed AS sealed, h.beneficiary_lookup AS lookup, h.beneficiary_kind AS kind,
      h.beneficiary_commitment AS commitment, h.evidence, h.purpose, ${goodsOf(sql`h`)} AS goods, h.lapses_on::text AS "lapsesOn",
      h.proposed_by AS "proposedBy", h.status, h.decided_by AS "decidedBy", h.decided_on::text AS "decidedOn"
    FROM held_payments AS h JOIN collections AS c ON c.id = h.collection
    WHERE h.id = ${id} AND h.ledger = ANY (${textList(ledgers)}::text[])`)
  if (row === undefined) return undefined
  const { total, currency, ...held } = row
  return { ...held, amount: { amount: BigInt(total), currency } }
}

/** Who was the second person of a payment, if there was one. */
export async function approverOf(
  reader: Reader,
  ledger: string,
  disbursement: string,
): Promise<string | null> {
  const [row] = await reader.execute<{ approver: string }>(
    sql`SELECT decided_by AS approver FROM held_payments WHERE ledger = ${ledger} AND disbursement = ${disbursement}`,
  )
  return row?.approver ?? null
}

interface Settlement {
  readonly status: 'approved' | 'refused'
  readonly decidedBy: string
  readonly decidedOn: Day
  readonly reasons: string
  readonly disbursement: string | null
}

export async function settleHeldPayment(
  tx: Transaction,
  { ledger, id }: Pick<HeldPayment, 'ledger' | 'id'>,
  { status, decidedBy, decidedOn, reasons, disbursement }: Settlement,
): Promise<void> {
  await tx.execute(sql`
    UPDATE held_payments SET status = ${status}, decided_by = ${decidedBy}, decided_on = ${decidedOn}, reasons = ${reasons},
      disbursement = ${disbursement} WHERE ledger = ${ledger} AND id = ${id}`)
}
