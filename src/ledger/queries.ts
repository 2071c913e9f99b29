import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { momentText } from '../database/moment-text.js'
import { addDays, type Day } from '../kernel/days.js'
import { accountOfEntry, daysOfAccount } from './lookups.js'
import { currenciesOfFund } from './pockets.js'
import { fundAccounts } from './posting.js'

export interface FundTotals {
  readonly currency: string
  /** Posted donations less reversals and refunds, tiyn. */
  readonly raisedTiyn: bigint
  readonly spentTiyn: bigint
  readonly costsTiyn: bigint
  readonly heldTiyn: bigint
  /** Of the costs: the fee of the host. */
  readonly hostFeeTiyn: bigint
  /** Of the costs: what payment systems kept. */
  readonly paymentFeesTiyn: bigint
  /** From and to other funds: neither raised nor spent. */
  readonly transferredInTiyn: bigint
  readonly transferredOutTiyn: bigint
  /** Gains less losses by a change of rates. */
  readonly exchangeTiyn: bigint
  /** What of the rest lies in other currencies, as the books value it. */
  readonly inCurrenciesTiyn: bigint
  /** Goods by their value, apart from all money: what was given, and what was given out. */
  readonly inKindTiyn: bigint
  readonly inKindOutTiyn: bigint
  readonly spentByCategory: Readonly<Record<string, bigint>>
}

/** The totals of a fund in its currency as they took effect up to and on a day; sums in others count with their value. */
export async function fundTotals(reader: Reader, ledger: string, fund: string, on: Day): Promise<FundTotals> {
  const rows = await reader.execute<{ code: string; role: string; total: string; currency: string }>(sql`
    SELECT a.code, a.role, a.currency, sum(d.credit - d.debit)::text AS total
    FROM accounts AS a, ${daysOfAccount(sql`effective_on <= ${on}`)} AS d
    WHERE a.ledger = ${ledger} AND a.fund = ${fund}
    GROUP BY a.code, a.role, a.currency`)
  const sumOf = (of: readonly { total: string }[], sign: bigint) =>
    of.reduce((sum, row) => sum + sign * BigInt(row.total), 0n)
  const { hostFee, fees, transferIn, transferOut, exchange } = fundAccounts(fund)
  const inCurrencies = rows.filter(({ code }) => code.startsWith(currenciesOfFund(fund)))
  const apart = [transferIn.code, transferOut.code, exchange.code, ...inCurrencies.map(({ code }) => code)]
  const own = rows.filter(({ code }) => !apart.includes(code))
  const totalOf = (role: string, sign: bigint) =>
    sumOf(
      own.filter((row) => row.role === role),
      sign,
    )
  const onAccount = (code: string, sign: bigint) =>
    sumOf(
      rows.filter((row) => row.code === code),
      sign,
    )
  const spent = own.filter((row) => row.role === 'spent')
  return {
    currency: rows[0]?.currency ?? 'KZT',
    raisedTiyn: totalOf('raised', 1n),
    spentTiyn: totalOf('spent', -1n),
    costsTiyn: totalOf('costs', -1n),
    heldTiyn: totalOf('held', 1n),
    hostFeeTiyn: onAccount(hostFee.code, -1n),
    paymentFeesTiyn: onAccount(fees.code, -1n),
    transferredInTiyn: onAccount(transferIn.code, 1n),
    transferredOutTiyn: onAccount(transferOut.code, -1n),
    exchangeTiyn: onAccount(exchange.code, 1n),
    inCurrenciesTiyn: sumOf(inCurrencies, -1n),
    inKindTiyn: totalOf('in-kind', 1n),
    inKindOutTiyn: totalOf('in-kind-out', -1n),
    spentByCategory: Object.fromEntries(spent.map((row) => [categoryOf(row.code), -BigInt(row.total)])),
  }
}

const categoryOf = (code: string): string => code.slice(code.lastIndexOf(':') + 1)

export interface BalanceRow {
  readonly [column: string]: unknown
  readonly account: string
  readonly type: 'asset' | 'liability' | 'income' | 'expense'
  readonly currency: string
  /** Debits less credits before the period, the sums of both sides in it, and at its end: minor units as decimal strings. */
  readonly opening: string
  readonly debit: string
  readonly credit: string
  readonly closing: string
}

export interface BalancePeriod {
  /** The code of one account; default: all of them. */
  readonly account?: string
  /** The first day of the period; without it the period begins with the ledger. */
  readonly from?: Day
  readonly on: Day
  /** What was recorded later does not count; without it everything that is known counts. */
  readonly asOf?: Date
}

/** Opening, debits, credits and closing of every account: what took effect in a period, as it was recorded by `asOf`. */
export async function balancesOf(
  reader: Reader,
  ledger: string,
  { account, from, on, asOf }: BalancePeriod,
): Promise<BalanceRow[]> {
  const before = from === undefined ? '-infinity' : addDays(from, -1)
  const known = asOf === undefined ? null : asOf.toISOString()
  const rows = await reader.execute<BalanceRow>(sql`
    SELECT a.code AS account, a.type, a.currency, (coalesce(o.debit, 0) - coalesce(o.credit, 0))::text AS opening,
      (coalesce(c.debit, 0) - coalesce(o.debit, 0))::text AS debit, (coalesce(c.credit, 0) - coalesce(o.credit, 0))::text AS credit,
      (coalesce(c.debit, 0) - coalesce(c.credit, 0))::text AS closing
    FROM accounts AS a
      LEFT JOIN balances(${ledger}, ${before}::date, ${known}::timestamptz) AS o ON o.account = a.id
      LEFT JOIN balances(${ledger}, ${on}::date, ${known}::timestamptz) AS c ON c.account = a.id
    WHERE a.ledger = ${ledger} AND ${account === undefined ? sql`true` : sql`a.code = ${account}`} ORDER BY a.code, a.currency`)
  return [...rows]
}

export interface TransactionView {
  readonly id: string
  readonly kind: string
  readonly fund: string | null
  readonly effectiveOn: Day
  readonly recordedAt: string
  readonly reverses: string | null
  readonly entries: readonly { account: string; side: 'debit' | 'credit'; amount: string; currency: string }[]
}

export interface TransactionFilter {
  readonly fund?: string
  readonly from?: Day
  readonly to?: Day
  readonly asOf?: Date
  readonly kind?: string
  /** The code of an account of one of its legs. */
  readonly account?: string
  /** The amount of one of its legs: `1500`, or `1000..2000` with both ends, of which one may be left out. */
  readonly amount?: string
  readonly after?: string
  readonly limit: number
}

/** Transactions of a ledger as they were recorded, a page at a time; `party` is a condition on them. */
export async function transactionsOf(
  reader: Reader,
  ledger: string,
  filter: TransactionFilter,
  party: SQL = sql`true`,
): Promise<TransactionView[]> {
  const { fund, from = null, to = null, asOf, kind = null, after, limit } = filter
  const { order, past } = placesOf(ledger, fund, after)
  const rows = await reader.execute<Record<string, unknown> & TransactionView>(sql`
    SELECT t.id, t.kind, t.fund, t.effective_on::text AS "effectiveOn", t.reverses,
      ${momentText('t.recorded_at')} AS "recordedAt",
      (SELECT json_agg(json_build_object('account', a.code, 'side', CASE e.side WHEN 'D' THEN 'debit' ELSE 'credit' END,
         'amount', e.amount::text, 'currency', a.currency) ORDER BY e.leg)
       FROM entries AS e, ${accountOfEntry} AS a
       WHERE e.ledger = t.ledger AND e.transaction_id = t.id) AS entries
    FROM transactions AS t
    WHERE t.ledger = ${ledger} AND ${fund === undefined ? sql`true` : sql`t.fund = ${fund}`}
      AND (${from}::date IS NULL OR t.effective_on >= ${from}::date) AND (${to}::date IS NULL OR t.effective_on <= ${to}::date)
      AND (${asOf?.toISOString() ?? null}::timestamptz IS NULL OR t.recorded_at <= ${asOf?.toISOString() ?? null}::timestamptz)
      AND (${kind}::text IS NULL OR t.kind = ${kind}::text)
      AND ${past} AND ${hasLeg(filter)} AND ${party}
    ORDER BY ${order} LIMIT ${limit}`)
  return [...rows]
}

/** Identifiers are in the order of time; the index of a fund has the moments alone, which batches share. */
function placesOf(ledger: string, fund: string | undefined, after: string | undefined) {
  const order = fund === undefined ? sql`t.id` : sql`t.recorded_at, t.id`
  if (after === undefined) return { order, past: sql`true` }
  const recordedAt = sql`(SELECT recorded_at FROM transactions WHERE ledger = ${ledger} AND id = ${after})`
  return {
    order,
    past: fund === undefined ? sql`t.id > ${after}` : sql`(t.recorded_at, t.id) > (${recordedAt}, ${after})`,
  }
}

/** Whether a transaction `t` has a leg on an account, of an amount. */
function hasLeg({ account, amount }: TransactionFilter) {
  if (account === undefined && amount === undefined) return sql`true`
  const [least = '', most = least] = amount?.split('..') ?? []
  return sql`EXISTS (SELECT FROM entries AS e, ${accountOfEntry} AS a
    WHERE e.ledger = t.ledger AND e.transaction_id = t.id AND (${account ?? null}::text IS NULL OR a.code = ${account ?? null}::text)
      AND (${least}::text = '' OR e.amount >= nullif(${least}::text, '')::bigint)
      AND (${most}::text = '' OR e.amount <= nullif(${most}::text, '')::bigint))`
}
