import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { textList } from '../database/text-list.js'
import type { Day } from '../kernel/days.js'
import type { Currency, ForeignCurrency } from '../kernel/money.js'
import { accountOfEntry } from './lookups.js'

/** One leg: an account of the ledger by its code, a side, and a positive sum in minor units. */
export interface Leg {
  readonly account: AccountCode
  readonly side: 'D' | 'C'
  readonly amount: bigint
  /** Of the bank: the fund whose account is meant, where it is not that of the posting. */
  readonly bankOf?: string
  /** Where it is another than the posting's. */
  readonly currency?: Currency
}

export const fundRoles = ['raised', 'spent', 'costs', 'held', 'in-kind', 'in-kind-out'] as const
export type FundRole = (typeof fundRoles)[number]

/** Accounts are opened when first used; `fund` and `role` say which total of which fund a leg moves. */
export interface AccountCode {
  readonly code: string
  readonly type: 'asset' | 'liability' | 'income' | 'expense'
  readonly fund?: string
  readonly role?: FundRole
}

export interface Posting {
  readonly ledger: string
  readonly id: string
  readonly kind: string
  readonly fund?: string
  readonly currency: string
  readonly effectiveOn: Day
  readonly reverses?: string
  readonly legs: readonly Leg[]
}

/** Where it is posted: the bank account of the fund, which is this one only where the drive has stated none. */
export const bank: AccountCode = { code: 'assets:bank', type: 'asset' }
/** An account of an organization, which the register makes public; never that of a private collector. */
export const bankAccount = (iban: string): AccountCode => ({ code: `${bank.code}:${iban}`, type: 'asset' })
export const cash: AccountCode = { code: 'assets:cash', type: 'asset' }
/** What was counted when donation boxes were opened, until it comes to the bank or into the cash. */
export const boxes: AccountCode = { code: 'assets:boxes', type: 'asset' }
/** What was invoiced and is not paid yet. To whom it is owed stays sealed, so it is one account. */
export const payables: AccountCode = { code: 'liabilities:payables', type: 'liability' }
/** What payment systems have taken and not yet paid out. */
export const inTransit: AccountCode = { code: 'assets:in-transit', type: 'asset' }
/** What payment systems have kept and no fund bears. */
export const paymentFees: AccountCode = { code: 'expenses:payment-fees', type: 'expense' }
/** Goods that were given, by their value: no money, and never spent as such. */
export const inKind: AccountCode = { code: 'assets:in-kind', type: 'asset' }
/** What a host earns with the drives under its roof. */
export const hostFees: AccountCode = { code: 'income:host-fees', type: 'income' }

/**
 * The accounts of a fund: what was raised, what is held for return, costs of collecting and fees, what was spent by category, what came
 * from or went to another fund, which is neither a donation nor spending, and goods that were given and given out.
 */
export const fundAccounts = (fund: string) => ({
  raised: { code: `funds:${fund}:raised`, type: 'income', fund, role: 'raised' } as const,
  held: { code: `funds:${fund}:held`, type: 'liability', fund, role: 'held' } as const,
  costs: { code: `funds:${fund}:costs`, type: 'expense', fund, role: 'costs' } as const,
  fees: { code: `funds:${fund}:fees`, type: 'expense', fund, role: 'costs' } as const,
  spent: (category: string) =>
    ({ code: `funds:${fund}:spent:${category}`, type: 'expense', fund, role: 'spent' }) as const,
  hostFee: { code: `funds:${fund}:host-fee`, type: 'expense', fund, role: 'costs' } as const,
  transferIn: { code: `funds:${fund}:transfer-in`, type: 'income', fund, role: 'raised' } as const,
  inKind: { code: `funds:${fund}:in-kind`, type: 'income', fund, role: 'in-kind' } as const,
  inKindOut: (category: string) =>
    ({ code: `funds:${fund}:in-kind-out:${category}`, type: 'expense', fund, role: 'in-kind-out' }) as const,
  transferOut: { code: `funds:${fund}:transfer-out`, type: 'expense', fund, role: 'spent' } as const,
  /** Gains less losses by a change of rates: not raised, but there to be spent. */
  exchange: { code: `funds:${fund}:exchange`, type: 'income', fund, role: 'raised' } as const,
})

/** Opens a fund with the accounts that donations use, so that giving never has to open one. */
export async function openFund(
  tx: Transaction,
  fund: { id: string; ledger: string; currency: string },
): Promise<void> {
  await tx.execute(
    sql`INSERT INTO funds (ledger, id, currency) VALUES (${fund.ledger}, ${fund.id}, ${fund.currency})`,
  )
  const { raised, held } = fundAccounts(fund.id)
  for (const account of [bank, cash, raised, held, inTransit])
    await accountId(tx, fund.ledger, fund.currency, account)
}

async function accountId(
  tx: Transaction,
  ledger: string,
  currency: string,
  account: AccountCode,
  bankOf: string | null = null,
): Promise<number> {
  const { code, type, fund = null, role = null } = account
  const [row] = await tx.execute<{ id: number }>(
    account === bank
      ? sql`SELECT bank_of(${ledger}, ${bankOf}::uuid, ${currency}) AS id`
      : sql`SELECT account_of(${ledger}, ${code}, ${type}, ${fund}::uuid, ${role}, ${currency}) AS id`,
  )
  if (row === undefined) throw new Error(`account ${code} was not opened`)
  return row.id
}

/** From the opening of its drive on the money of a fund lies on this account. */
export async function keepOnAccount(
  tx: Transaction,
  { ledger, id, currency }: { ledger: string; id: string; currency: string },
  iban: string,
): Promise<void> {
  const account = await accountId(tx, ledger, currency, bankAccount(iban))
  await tx.execute(sql`UPDATE funds SET bank = ${account} WHERE ledger = ${ledger} AND id = ${id}`)
}

/** The numbers of accounts by their codes; those that are new are opened. */
export async function openAccounts(
  tx: Transaction,
  ledger: string,
  currency: string,
  accounts: readonly AccountCode[],
): Promise<Record<string, number>> {
  const numbers: Record<string, number> = {}
  for (const account of accounts) numbers[account.code] = await accountId(tx, ledger, currency, account)
  return numbers
}

/** Posts one transaction inside an action. The database refuses it unless it balances and no fund falls below zero. */
export async function post(tx: Transaction, posting: Posting, now: Date): Promise<void> {
  const { ledger, id, kind, fund = null, currency, effectiveOn, reverses = null, legs } = posting
  const accounts: number[] = []
  for (const leg of legs)
    accounts.push(await accountId(tx, ledger, leg.currency ?? currency, leg.account, leg.bankOf ?? fund))
  const numbers = legs.map((_, i) => i + 1)
  await tx.execute(sql`SELECT post_and_note(ARRAY[${ledger}], ARRAY[${id}::uuid], ARRAY[${kind}], ARRAY[${fund}::uuid],
    ARRAY[${effectiveOn}::date], ${now.toISOString()}::timestamptz, ARRAY[${reverses}::uuid],
    ${list(numbers.map(() => 1))}::integer[], ${list(numbers)}::smallint[], ${list(accounts)}::integer[],
    ${list(legs.map((leg) => leg.side))}::text[], ${list(legs.map((leg) => leg.amount))}::bigint[])`)
}

/** An array literal: drizzle would spread an array into a list of parameters. */
const list = (values: readonly (string | number | bigint)[]): string => `{${values.join(',')}}`

/** Locks a fund until the transaction ends and answers its totals (tiyn). */
export async function lockFund(tx: Transaction, ledger: string, fund: string) {
  const [row] = await tx.execute<
    Record<'raised' | 'spent' | 'costs' | 'held', string> & { currency: string }
  >(
    sql`SELECT raised::text, spent::text, costs::text, held::text, currency FROM funds
      WHERE ledger = ${ledger} AND id = ${fund} FOR UPDATE`,
  )
  if (row === undefined) throw new Error(`no fund ${fund} in ledger ${ledger}`)
  const [raised, spent, costs] = [BigInt(row.raised), BigInt(row.spent), BigInt(row.costs)]
  return {
    currency: row.currency,
    raised,
    spent,
    costs,
    held: BigInt(row.held),
    available: raised - spent - costs,
  }
}

/** A transaction of one of these ledgers, the currency beside tenge that it moved, and whether it was reversed; a second reversal fails on a unique index. */
export async function transactionToReverse(tx: Reader, ledgers: readonly string[], id: string) {
  const [row] = await tx.execute<{
    ledger: string
    kind: string
    fund: string | null
    effective_on: string
    reversed: boolean
    foreign: ForeignCurrency | null
  }>(
    sql`SELECT t.ledger, t.kind, t.fund, t.effective_on::text, EXISTS (
        SELECT FROM transactions AS r WHERE r.ledger = t.ledger AND r.reverses = t.id) AS reversed,
      (SELECT max(a.currency) FROM entries AS e, ${accountOfEntry} AS a
        WHERE e.ledger = t.ledger AND e.transaction_id = t.id AND a.currency <> 'KZT') AS foreign
      FROM transactions AS t WHERE t.ledger = ANY (${textList(ledgers)}::text[]) AND t.id = ${id}`,
  )
  return row
}

/** Posts the legs of a transaction with their sides exchanged, linked to it; possible once. */
export async function postReversal(
  tx: Transaction,
  reversal: { ledger: string; id: string; reverses: string; effectiveOn: Day },
  now: Date,
): Promise<void> {
  const { ledger, id, reverses, effectiveOn } = reversal
  await tx.execute(sql`
    SELECT post_and_note(ARRAY[t.ledger], ARRAY[${id}::uuid], ARRAY['reversal'], ARRAY[t.fund], ARRAY[${effectiveOn}::date],
      ${now.toISOString()}::timestamptz, ARRAY[t.id], array_agg(1 ORDER BY e.leg), array_agg(e.leg ORDER BY e.leg),
      array_agg(e.account ORDER BY e.leg), array_agg(CASE e.side WHEN 'D' THEN 'C' ELSE 'D' END ORDER BY e.leg),
      array_agg(e.amount ORDER BY e.leg))
    FROM transactions AS t JOIN entries AS e ON e.ledger = t.ledger AND e.transaction_id = t.id
    WHERE t.ledger = ${ledger} AND t.id = ${reverses} GROUP BY t.ledger, t.id, t.fund`)
}
