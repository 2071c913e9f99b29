import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
import { daysOfAccount } from './lookups.js'

export interface PostedToFund {
  readonly [column: string]: unknown
  readonly ledger: string
  readonly fund: string
  readonly count: number
  /** Tiyn as a decimal string. */
  readonly total: string
  readonly lastOn: Day
}

/**
 * What transactions of a kind that took effect in a period, and were not reversed, brought to each fund: to its raised
 * money, or held beside it. Tenge; a gift in another currency counts with its value. Summed by the database; only funds that were brought something appear.
 */
export async function postedToFunds(
  reader: Reader,
  kind: string,
  from: Day,
  to: Day,
): Promise<PostedToFund[]> {
  const rows = await reader.execute<PostedToFund>(sql`
    SELECT a.ledger, a.fund, count(*)::int AS count, sum(e.amount)::text AS total, max(e.effective_on)::text AS "lastOn"
    FROM accounts AS a
      JOIN entries AS e ON e.ledger = a.ledger AND e.account = a.id AND e.side = 'C' AND e.effective_on BETWEEN ${from} AND ${to}
      JOIN transactions AS t ON t.ledger = e.ledger AND t.id = e.transaction_id AND t.kind = ${kind}
    WHERE a.role IN ('raised', 'held') AND a.currency = 'KZT'
      AND NOT EXISTS (SELECT FROM transactions AS r WHERE r.ledger = t.ledger AND r.reverses = t.id)
    GROUP BY a.ledger, a.fund ORDER BY a.fund`)
  return [...rows]
}

interface FundOnDay {
  readonly ledger: string
  readonly fund: string
  readonly on: Day
}

/**
 * What each of many funds had raised and spent on costs by a day of its own (tiyn), by fund. Counted back from the totals
 * of today, so that a long past is not added up anew. What came from another fund, or by a change of rates, was never raised.
 */
export async function fundsOnDays(
  reader: Reader,
  asked: readonly FundOnDay[],
): Promise<ReadonlyMap<string, { raisedTiyn: bigint; costsTiyn: bigint }>> {
  const rows = await reader.execute<{ fund: string; raised: string; costs: string }>(sql`
    SELECT f.id AS fund, (f.raised - coalesce(later.raised, 0))::text AS raised, (f.costs - coalesce(later.costs, 0))::text AS costs
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) AS asked (ledger text, fund uuid, "on" date)
      JOIN funds AS f ON f.ledger = asked.ledger AND f.id = asked.fund
      LEFT JOIN LATERAL (
        SELECT sum(d.credit - d.debit) FILTER (WHERE a.role = 'raised') AS raised, sum(d.debit - d.credit) FILTER (WHERE a.role = 'costs') AS costs
        FROM accounts AS a, ${daysOfAccount(sql`(effective_on > asked."on" OR a.code IN ('funds:' || f.id || ':transfer-in', 'funds:' || f.id || ':exchange'))`)} AS d
        WHERE a.ledger = f.ledger AND a.fund = f.id
      ) AS later ON true`)
  return new Map(
    rows.map(({ fund, raised, costs }) => [fund, { raisedTiyn: BigInt(raised), costsTiyn: BigInt(costs) }]),
  )
}
