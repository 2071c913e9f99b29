import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'

export interface PendingBalance {
  readonly [column: string]: unknown
  readonly account: string
  readonly currency: string
  /** Minor units as decimal strings. */
  readonly debit: string
  readonly credit: string
}

/**
 * What would be posted on each account if all that is pending on a day came about: authorized payments, payments that wait for a
 * second person, transfers that were asked for. Never part of a balance. What was recorded after `asOf` does not count.
 */
export async function pendingBalances(
  reader: Reader,
  ledger: string,
  { on, asOf }: { readonly on: Day; readonly asOf?: Date },
): Promise<PendingBalance[]> {
  const rows = await reader.execute<PendingBalance>(sql`
    SELECT account, currency, debit::text, credit::text
    FROM pending_balances(${ledger}, ${on}::date, ${asOf?.toISOString() ?? null}::timestamptz) ORDER BY account, currency`)
  return [...rows]
}

/** The money that may still come into a fund and go out of it, by what is pending on a day (tiyn); of other currencies nothing. */
export async function pendingOfFund(reader: Reader, ledger: string, fund: string, on: Day) {
  const [row] = await reader.execute<{ in: string; out: string }>(sql`
    SELECT coalesce(sum(credit), 0)::text AS "in", coalesce(sum(debit), 0)::text AS out
    FROM pending_balances(${ledger}, ${on}::date, NULL)
    WHERE fund = ${fund} AND currency = 'KZT' AND account !~ '^funds:[0-9a-f-]+:in-kind'`)
  return { inTiyn: BigInt(row?.in ?? 0), outTiyn: BigInt(row?.out ?? 0) }
}
