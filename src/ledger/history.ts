import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { momentText } from '../database/moment-text.js'
import type { Day } from '../kernel/days.js'
import type { FundRole } from './posting.js'

export interface AccountEntry {
  readonly [column: string]: unknown
  readonly transaction: string
  readonly leg: number
  readonly account: string
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
  readonly account?: string
  readonly fund?: string
  readonly role?: readonly FundRole[]
  /** What a fund spent it on: the last part of the account's code. */
  readonly category?: string
  readonly currency: string
  readonly side?: 'debit' | 'credit'
  /** The kind of the transaction, or of the one that it reverses. */
  readonly origin?: string
  readonly from?: Day
  readonly to?: Day
  /** What was recorded later is left out. */
  readonly asOf?: Date
  /** `placeOf` the last entry that was seen. */
  readonly after?: string
  readonly limit: number
}

/**
 * The entries of one or more accounts in the order of the days on which they took effect, then as they were recorded; a page
 * at a time. `party` is a condition on the transaction `t`. Each account is read along its index for no more than the page needs.
 */
export async function entriesOf(
  reader: Reader,
  ledger: string,
  filter: EntryFilter,
  party: SQL,
): Promise<AccountEntry[]> {
  const { currency, limit } = filter
  const rows = await reader.execute<AccountEntry>(sql`
    SELECT e.transaction_id AS transaction, e.leg, a.code AS account, e.kind, e.effective_on::text AS "effectiveOn",
      ${momentText('e.recorded_at')} AS "recordedAt",
      CASE e.side WHEN 'D' THEN 'debit' ELSE 'credit' END AS side, e.amount::text, a.currency
    FROM accounts AS a, LATERAL (
      SELECT e.*, t.kind FROM entries AS e JOIN transactions AS t ON t.ledger = e.ledger AND t.id = e.transaction_id
      WHERE e.ledger = ${ledger} AND e.account = a.id AND ${every([...onEntries(ledger, filter), party])}
      ORDER BY e.effective_on, e.recorded_at, e.transaction_id, e.leg LIMIT ${limit}
    ) AS e
    WHERE a.ledger = ${ledger} AND a.currency = ${currency} AND ${every(onAccounts(filter))}
    ORDER BY e.effective_on, e.recorded_at, e.transaction_id, e.leg LIMIT ${limit}`)
  return [...rows]
}

const every = (conditions: readonly SQL[]): SQL => sql.join([sql`true`, ...conditions], sql` AND `)

const onAccounts = ({ account, fund, role, category }: EntryFilter): SQL[] => [
  ...(account === undefined ? [] : [sql`a.code = ${account}`]),
  ...(fund === undefined ? [] : [sql`a.fund = ${fund}::uuid`]),
  ...(role === undefined ? [] : [sql`a.role = ANY (${`{${role.join(',')}}`}::text[])`]),
  ...(category === undefined ? [] : [sql`a.code = 'funds:' || a.fund || ':spent:' || ${category}::text`]),
]

function onEntries(ledger: string, { side, origin, from, to, asOf, after }: EntryFilter): SQL[] {
  const [day, transaction, leg] = after?.split('~') ?? []
  return [
    ...(from === undefined ? [] : [sql`e.effective_on >= ${from}`]),
    ...(to === undefined ? [] : [sql`e.effective_on <= ${to}`]),
    ...(asOf === undefined ? [] : [sql`e.recorded_at <= ${asOf.toISOString()}::timestamptz`]),
    ...(side === undefined ? [] : [sql`e.side = ${side === 'debit' ? 'D' : 'C'}::"char"`]),
    ...(origin === undefined
      ? []
      : [
          sql`EXISTS (SELECT FROM transactions AS o WHERE o.ledger = t.ledger AND o.id = coalesce(t.reverses, t.id) AND o.kind = ${origin})`,
        ]),
    ...(day === undefined
      ? []
      : [
          sql`(e.effective_on, e.recorded_at, e.transaction_id, e.leg) > (${day}::date,
        (SELECT recorded_at FROM transactions WHERE ledger = ${ledger} AND id = ${transaction}::uuid), ${transaction}::uuid, ${leg}::smallint)`,
        ]),
  ]
}

export const placeOf = ({ effectiveOn, transaction, leg }: AccountEntry): string =>
  `${effectiveOn}~${transaction}~${leg}`
