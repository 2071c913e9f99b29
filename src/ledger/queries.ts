import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
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
  /** From and to other funds: neither raised nor spent. */
  readonly transferredInTiyn: bigint
  readonly transferredOutTiyn: bigint
  readonly spentByCategory: Readonly<Record<string, bigint>>
}

/** The totals of a fund from its entries, as they took effect up to and on a day. */
export async function fundTotals(reader: Reader, ledger: string, fund: string, on: Day): Promise<FundTotals> {
  const rows = await reader.execute<{ code: string; role: string; total: string; currency: string }>(sql`
    SELECT a.code, a.role, a.currency, sum(CASE e.side WHEN 'C' THEN e.amount ELSE -e.amount END)::text AS total
    FROM accounts AS a JOIN entries AS e ON e.ledger = a.ledger AND e.account = a.id
    WHERE a.ledger = ${ledger} AND a.fund = ${fund} AND e.effective_on <= ${on}
    GROUP BY a.code, a.role, a.currency`)
  const sumOf = (of: readonly { total: string }[], sign: bigint) =>
    of.reduce((sum, row) => sum + sign * BigInt(row.total), 0n)
  const { hostFee, transferIn, transferOut } = fundAccounts(fund)
  const between: readonly string[] = [transferIn.code, transferOut.code]
  const totalOf = (role: string, sign: bigint) =>
    sumOf(
      rows.filter((row) => row.role === role && !between.includes(row.code)),
      sign,
    )
  const onAccount = (code: string, sign: bigint) =>
    sumOf(
      rows.filter((row) => row.code === code),
      sign,
    )
  const spent = rows.filter((row) => row.role === 'spent' && row.code !== transferOut.code)
  return {
    currency: rows[0]?.currency ?? 'KZT',
    raisedTiyn: totalOf('raised', 1n),
    spentTiyn: totalOf('spent', -1n),
    costsTiyn: totalOf('costs', -1n),
    heldTiyn: totalOf('held', 1n),
    hostFeeTiyn: onAccount(hostFee.code, -1n),
    transferredInTiyn: onAccount(transferIn.code, 1n),
    transferredOutTiyn: onAccount(transferOut.code, -1n),
    spentByCategory: Object.fromEntries(spent.map((row) => [categoryOf(row.code), -BigInt(row.total)])),
  }
}

const categoryOf = (code: string): string => code.slice(code.lastIndexOf(':') + 1)

export interface TrialBalanceRow {
  readonly [column: string]: unknown
  readonly account: string
  readonly type: string
  readonly currency: string
  /** Sums of both sides, tiyn as decimal strings. */
  readonly debit: string
  readonly credit: string
}

/** Debits and credits of every account: what took effect by `on`, as it was recorded by `asOf`. */
export async function trialBalance(
  reader: Reader,
  ledger: string,
  on: Day,
  asOf: Date,
): Promise<TrialBalanceRow[]> {
  const rows = await reader.execute<TrialBalanceRow>(sql`
    SELECT a.code AS account, a.type, a.currency,
      coalesce(sum(e.amount) FILTER (WHERE e.side = 'D'), 0)::text AS debit,
      coalesce(sum(e.amount) FILTER (WHERE e.side = 'C'), 0)::text AS credit
    FROM accounts AS a JOIN entries AS e ON e.ledger = a.ledger AND e.account = a.id
    WHERE a.ledger = ${ledger} AND e.effective_on <= ${on} AND e.recorded_at <= ${asOf.toISOString()}::timestamptz
    GROUP BY a.code, a.type, a.currency ORDER BY a.code, a.currency`)
  return [...rows]
}

/** Every account of a ledger with its balance as of now. */
export async function accountsOf(reader: Reader, ledger: string): Promise<TrialBalanceRow[]> {
  const rows = await reader.execute<TrialBalanceRow>(sql`
    SELECT a.code AS account, a.type, a.currency,
      coalesce(sum(e.amount) FILTER (WHERE e.side = 'D'), 0)::text AS debit,
      coalesce(sum(e.amount) FILTER (WHERE e.side = 'C'), 0)::text AS credit
    FROM accounts AS a LEFT JOIN entries AS e ON e.ledger = a.ledger AND e.account = a.id
    WHERE a.ledger = ${ledger} GROUP BY a.code, a.type, a.currency ORDER BY a.code, a.currency`)
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
  readonly after?: string
  readonly limit: number
}

/** Transactions of a ledger in the order of their ids (time-ordered), a page at a time. */
export async function transactionsOf(
  reader: Reader,
  ledger: string,
  filter: TransactionFilter,
): Promise<TransactionView[]> {
  const { fund = null, from = null, to = null, after = null, limit } = filter
  const rows = await reader.execute<Record<string, unknown>>(sql`
    SELECT t.id, t.kind, t.fund, t.effective_on::text AS "effectiveOn", t.reverses,
      to_char(t.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt",
      (SELECT json_agg(json_build_object('account', a.code, 'side', CASE e.side WHEN 'D' THEN 'debit' ELSE 'credit' END,
         'amount', e.amount::text, 'currency', a.currency) ORDER BY e.leg)
       FROM entries AS e JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account
       WHERE e.ledger = t.ledger AND e.transaction_id = t.id) AS entries
    FROM transactions AS t
    WHERE t.ledger = ${ledger} AND (${fund}::uuid IS NULL OR t.fund = ${fund}::uuid)
      AND (${from}::date IS NULL OR t.effective_on >= ${from}::date) AND (${to}::date IS NULL OR t.effective_on <= ${to}::date)
      AND (${after}::uuid IS NULL OR t.id > ${after}::uuid)
    ORDER BY t.id LIMIT ${limit}`)
  return [...rows] as unknown as TransactionView[]
}
