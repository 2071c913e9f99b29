import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
import { type Currency, tenge } from '../kernel/money.js'
import { costOf, type Pocket, pocketOf } from '../ledger/pockets.js'
import { lockFund } from '../ledger/posting.js'
import type { SealedBeneficiary } from './beneficiaries.js'
import type { Paid } from './disbursing.js'
import type { Ground } from './limits.js'
import { collectingCosts } from './purpose-decisions.js'
import { type BookedDrive, textList } from './store.js'

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

/** The fund of a drive, locked, and what of it is free in one currency. */
export interface FreeMoney {
  /** Of what is available. */
  readonly currency: Currency
  readonly available: bigint
  /** Tiyn, as all that follows. */
  readonly raised: bigint
  readonly costs: bigint
  readonly reservedCosts: bigint
  /** What is held in a currency that is not tenge, if anything ever was. */
  readonly pocket?: Pocket
}

/**
 * Locks the fund of a drive and answers its totals with what is free: what is held for a second person, and what is asked
 * for by another fund, is not, so that two of them can never exceed it together. `except` is what is being decided.
 */
export async function lockFree(
  tx: Transaction,
  drive: Pick<BookedDrive, 'ledger' | 'id'>,
  today: Day,
  except: string | null = null,
  currency: Currency = tenge,
): Promise<FreeMoney> {
  const fund = await lockFund(tx, drive.ledger, drive.id)
  const pocket = currency === tenge ? undefined : await pocketOf(tx, drive.ledger, drive.id, currency)
  const held = currency === tenge ? fund.available : (pocket?.amount ?? 0n)
  const [reserved] = await tx.execute<{ all: string; costs: string }>(sql`
    SELECT coalesce(sum(amount) FILTER (WHERE currency = ${currency}), 0)::text AS "all",
      coalesce(sum(value) FILTER (WHERE category = ${collectingCosts}), 0)::text AS costs
    FROM (
      SELECT id, amount, currency, coalesce(value, amount) AS value, category FROM held_payments
        WHERE collection = ${drive.id} AND status = 'held' AND lapses_on > ${today} AND channel <> 'in-kind'
      UNION ALL SELECT id, amount, currency, amount, '' FROM fund_transfers WHERE from_collection = ${drive.id} AND status = 'pending'
    ) AS waiting WHERE id IS DISTINCT FROM ${except}::uuid`)
  const { raised, costs } = fund
  const available = held - BigInt(reserved?.all ?? 0)
  return {
    currency,
    available,
    raised,
    costs,
    reservedCosts: BigInt(reserved?.costs ?? 0),
    ...(pocket && { pocket }),
  }
}

/** What a sum of it is worth in the books (tiyn); tenge are worth themselves. */
export const valueOut = ({ currency, pocket }: FreeMoney, amount: bigint): bigint => {
  if (currency === tenge) return amount
  return pocket === undefined ? 0n : costOf(pocket, amount)
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
  const { amount, category, channel, account = null, paidOn, evidence, purpose = null, goods } = held.paid
  const { kind, sealed, lookup, commitment } = held.beneficiary
  await tx.execute(sql`
    INSERT INTO held_payments (ledger, id, collection, amount, currency, category, channel, account, paid_on, beneficiary_kind,
      beneficiary_sealed, beneficiary_lookup, beneficiary_commitment, evidence, purpose, grounds, held_on, lapses_on,
      proposed_by, status, recorded_at, gift, quantity, value)
    VALUES (${held.ledger}, ${held.id}, ${held.collection}, ${amount.amount}, ${amount.currency}, ${category}, ${channel}, ${account}, ${paidOn},
      ${kind}, ${sealed}, ${lookup}, ${commitment}, ${textList(evidence)}::text[], ${purpose}, ${textList(held.grounds)}::text[],
      ${held.heldOn}, ${held.lapsesOn}, ${held.proposedBy}, 'held', ${now.toISOString()}::timestamptz,
      ${goods?.gift ?? null}, ${goods?.quantity ?? null}::numeric, ${held.value})`)
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
      h.paid_on::text AS "paidOn", h.beneficiary_sealed AS sealed, h.beneficiary_lookup AS lookup, h.beneficiary_kind AS kind,
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
