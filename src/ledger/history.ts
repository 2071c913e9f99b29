import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'

export interface AccountEntry {
  readonly [column: string]: unknown
  readonly transaction: string
  readonly leg: number
  readonly kind: string
  readonly effectiveOn: Day
  readonly recordedAt: string
  readonly side: 'debit' | 'credit'
  /** Minor units as a decimal string. */
  readonly amount: string
  readonly currency: string
}

export interface EntryFilter {
  /** The code of the account. */
  readonly account: string
  readonly currency: string
  readonly from?: Day
  readonly to?: Day
  /** What was recorded later is left out. */
  readonly asOf?: Date
  /** `placeOf` the last entry that was seen. */
  readonly after?: string
  readonly limit: number
}

/** The entries of an account in the order of the days on which they took effect, then as they were recorded; a page at a time. */
export async function entriesOf(
  reader: Reader,
  ledger: string,
  filter: EntryFilter,
): Promise<AccountEntry[]> {
  const { account, currency, from, to, asOf, after, limit } = filter
  const [day, transaction, leg] = after?.split('~') ?? []
  const conditions = [
    from !== undefined && sql`e.effective_on >= ${from}`,
    to !== undefined && sql`e.effective_on <= ${to}`,
    asOf !== undefined && sql`e.recorded_at <= ${asOf.toISOString()}::timestamptz`,
    day !== undefined &&
      sql`(e.effective_on, e.recorded_at, e.transaction_id, e.leg) > (${day}::date,
        (SELECT recorded_at FROM transactions WHERE ledger = ${ledger} AND id = ${transaction}::uuid), ${transaction}::uuid, ${leg}::smallint)`,
  ].filter((condition) => condition !== false)
  const rows = await reader.execute<AccountEntry>(sql`
    SELECT e.transaction_id AS transaction, e.leg, t.kind, e.effective_on::text AS "effectiveOn",
      to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt",
      CASE e.side WHEN 'D' THEN 'debit' ELSE 'credit' END AS side, e.amount::text, ${currency} AS currency
    FROM entries AS e JOIN transactions AS t ON t.ledger = e.ledger AND t.id = e.transaction_id
    WHERE e.ledger = ${ledger}
      AND e.account = (SELECT id FROM accounts WHERE ledger = ${ledger} AND code = ${account} AND currency = ${currency})
      ${conditions.length === 0 ? sql`` : sql`AND ${sql.join(conditions, sql` AND `)}`}
    ORDER BY e.effective_on, e.recorded_at, e.transaction_id, e.leg LIMIT ${limit}`)
  return [...rows]
}

export const placeOf = ({ effectiveOn, transaction, leg }: AccountEntry): string =>
  `${effectiveOn}~${transaction}~${leg}`
