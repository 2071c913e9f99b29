import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import { uuidv7 } from '../kernel/ids.js'
import { dividedHalfEven, type ForeignCurrency } from '../kernel/money.js'
import { daysOfAccount } from './lookups.js'
import { type AccountCode, fundAccounts, type Leg } from './posting.js'

/** What a fund holds in another currency: a fund of its own beside it. */
export interface Pocket {
  readonly id: string
  /** The fund in tenge that it lies beside. */
  readonly fund: string
  readonly currency: ForeignCurrency
  /** Minor units of the currency. */
  readonly amount: bigint
  /** What the books say that this is worth, tiyn. */
  readonly value: bigint
}

/**
 * One account in two currencies: what is held, as a credit in its own currency, and what it is worth, as a debit in tenge. The
 * value counts as spent, so that money that lies in dollars is not there to be paid in tenge.
 */
export function pocketAccounts({ id, fund, currency }: Pick<Pocket, 'id' | 'fund' | 'currency'>) {
  const code = `${currenciesOfFund(fund)}${currency.toLowerCase()}`
  return {
    amount: { code, type: 'asset', fund: id, role: 'raised' },
    value: { code, type: 'asset', fund, role: 'spent' },
    held: { ...fundAccounts(fund).held, fund: id },
  } as const satisfies Record<string, AccountCode>
}

/** How the codes of a fund's accounts of other currencies begin. */
export const currenciesOfFund = (fund: string): string => `funds:${fund}:currency:`

/** What a part of a pocket is worth in the books (tiyn): its share of the whole, so that the last of it leaves nothing behind. */
export const costOf = (pocket: Pick<Pocket, 'amount' | 'value'>, amount: bigint): bigint =>
  pocket.amount === 0n ? 0n : dividedHalfEven(pocket.value * amount, pocket.amount)

/** A sum that leaves a pocket: in its own currency, and what it was worth; worth nothing, it needs no second leg. */
export function legsOut(pocket: Pocket, amount: bigint, cost: bigint): Leg[] {
  const accounts = pocketAccounts(pocket)
  const out: Leg = { account: accounts.amount, side: 'D', amount, currency: pocket.currency }
  return cost === 0n ? [out] : [out, { account: accounts.value, side: 'C', amount: cost }]
}

/** A gain (tiyn) of a fund by a change of rates; a loss is a negative gain, and none needs no leg. */
export function legsOfGain(fund: string, gain: bigint): Leg[] {
  const account = fundAccounts(fund).exchange
  if (gain === 0n) return []
  return [gain > 0n ? { account, side: 'C', amount: gain } : { account, side: 'D', amount: -gain }]
}

/** The pocket of a fund, which the caller has locked; undefined where nothing in the currency ever came. */
export async function pocketOf(
  tx: Transaction,
  ledger: string,
  fund: string,
  currency: ForeignCurrency,
): Promise<Pocket | undefined> {
  const [row] = await tx.execute<{ id: string; amount: string; value: string }>(sql`
    SELECT f.id, f.raised::text AS amount, (SELECT coalesce(sum(d.debit - d.credit), 0)::text
        FROM accounts AS a, ${daysOfAccount()} AS d
        WHERE a.ledger = f.ledger AND a.fund = f.beside AND a.code = ${currenciesOfFund(fund)} || lower(f.currency) AND a.currency = 'KZT') AS value
    FROM funds AS f WHERE f.ledger = ${ledger} AND f.beside = ${fund} AND f.currency = ${currency}`)
  return row && { id: row.id, fund, currency, amount: BigInt(row.amount), value: BigInt(row.value) }
}

/** Opens a pocket, once; its accounts are opened when first used. */
export async function openPocket(
  tx: Transaction,
  ledger: string,
  fund: string,
  currency: ForeignCurrency,
  now: Date,
): Promise<Pocket> {
  const id = uuidv7(now)
  await tx.execute(
    sql`INSERT INTO funds (ledger, id, currency, beside) VALUES (${ledger}, ${id}, ${currency}, ${fund})`,
  )
  return { id, fund, currency, amount: 0n, value: 0n }
}
