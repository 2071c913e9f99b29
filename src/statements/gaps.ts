import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { momentText } from '../database/moment-text.js'
import type { Day } from '../kernel/days.js'
import { type Currency, tenge } from '../kernel/money.js'
import { daysOfAccount } from '../ledger/lookups.js'
import type { Reconciliation } from './reconciliation-contract.js'

/** A ledger in a period and in a currency: all of its bank accounts, or one of them. */
export interface Asked {
  readonly ledger: string
  readonly from: Day
  readonly to: Day
  readonly account?: string
  readonly currency: Currency
}

/** Whether a statement `s` is of what is asked for. */
export const isAsked = ({ account, currency }: Pick<Asked, 'account' | 'currency'>) =>
  account === undefined
    ? sql`s.currency = ${currency}`
    : sql`(s.currency = ${currency} AND s.iban = ${account})`

/** Collections of which more was announced than their funds ever took in; announcements are in tenge. */
export async function announcedGaps(
  reader: Reader,
  { ledger, to, currency }: Asked,
): Promise<Reconciliation['announced']> {
  if (currency !== tenge) return []
  const rows = await reader.execute<Reconciliation['announced'][number] & Record<string, unknown>>(sql`
    SELECT c.number AS collection, c.announced_tiyn::text AS announced, r.raised::text, (c.announced_tiyn - r.raised)::text AS gap
    FROM collections AS c, LATERAL (
      SELECT coalesce(sum(d.credit - d.debit), 0) AS raised FROM accounts AS a, ${daysOfAccount(sql`effective_on <= ${to}`)} AS d
      WHERE a.ledger = c.ledger AND a.fund = c.id AND a.code = 'funds:' || c.id || ':raised'
    ) AS r
    WHERE c.ledger = ${ledger} AND c.announced_tiyn <> r.raised ORDER BY c.number`)
  return [...rows]
}

/**
 * Where the statements of an account leave days out, or do not go on from where those before ended: of these the one that reaches
 * furthest, for a short one may lie within the days of a long one.
 */
export async function statementGaps(reader: Reader, asked: Asked): Promise<Reconciliation['gaps']> {
  const { ledger, from, to } = asked
  const rows = await reader.execute<Reconciliation['gaps'][number] & Record<string, unknown>>(sql`
    SELECT s.iban AS account, b.last_day::text AS "from", s.first_day::text AS "to"
    FROM statements AS s, LATERAL (
      SELECT last_day, closing FROM statements AS b
      WHERE b.ledger = s.ledger AND b.iban = s.iban AND b.currency = s.currency
        AND (b.first_day, b.last_day, b.id) < (s.first_day, s.last_day, s.id)
      ORDER BY last_day DESC, first_day DESC, id DESC LIMIT 1
    ) AS b
    WHERE s.ledger = ${ledger} AND ${isAsked(asked)} AND s.first_day BETWEEN ${from} AND ${to}
      AND (s.first_day > b.last_day + 1 OR (s.first_day = b.last_day + 1 AND s.opening <> b.closing))
    ORDER BY s.iban, s.first_day`)
  return [...rows]
}

/** The matches of lines of the period that were undone, in the order in which that was. */
export async function undoneMatches(reader: Reader, asked: Asked): Promise<Reconciliation['undone']> {
  const { ledger, from, to } = asked
  const rows = await reader.execute<Reconciliation['undone'][number] & Record<string, unknown>>(sql`
    SELECT l.statement, l.line, (CASE l.side WHEN 'C' THEN l.amount ELSE -l.amount END)::text AS amount, m.transaction_id AS transaction,
      u.reason, ${momentText('d.decided_at')} AS "undoneAt"
    FROM match_undoing_decisions AS d JOIN match_undoings AS u ON u.id = d.undoing
      JOIN statement_matches AS m ON m.ledger = d.ledger AND m.statement = d.statement AND m.line = d.line AND m.round = d.round
      JOIN statement_lines AS l ON l.ledger = d.ledger AND l.statement = d.statement AND l.line = d.line
      JOIN statements AS s ON s.id = d.statement
    WHERE d.ledger = ${ledger} AND d.decision = 'confirm' AND ${isAsked(asked)} AND l.booked_on BETWEEN ${from} AND ${to}
    ORDER BY d.decided_at, d.undoing`)
  return [...rows]
}
