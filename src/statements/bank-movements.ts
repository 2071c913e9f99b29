import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { type Asked, isAsked } from './gaps.js'

export interface Movements {
  readonly opening: bigint
  readonly credits: bigint
  readonly debits: bigint
  readonly closing: bigint
}

interface OfAccount {
  readonly [column: string]: unknown
  readonly opening: string
  readonly credits: string
  readonly debits: string
  readonly before: string
  readonly after: string
}

/**
 * What the bank says of a period: the lines booked in it, each once, between the balances that its statements state. `contradicted`
 * is by how much the last of them closes with another sum than the lines make, and of how many accounts: a line was counted twice,
 * or is missing.
 */
export async function bankMovements(
  reader: Reader,
  asked: Asked,
): Promise<{ readonly bank: Movements; readonly contradicted: { count: number; amount: bigint } }> {
  const { ledger, from, to } = asked
  const rows = await reader.execute<OfAccount>(sql`
    WITH days AS MATERIALIZED (
      SELECT s.iban, l.booked_on AS day, coalesce(sum(l.amount) FILTER (WHERE l.side = 'C'), 0) AS credits,
        coalesce(sum(l.amount) FILTER (WHERE l.side = 'D'), 0) AS debits
      FROM statement_lines AS l JOIN statements AS s ON s.id = l.statement
      WHERE l.ledger = ${ledger} AND ${isAsked(asked)} AND NOT l.repeats AND l.booked_on <= ${to} GROUP BY s.iban, l.booked_on
    ), first AS (
      SELECT DISTINCT ON (iban) iban, opening FROM statements AS s
      WHERE ${isAsked(asked)} AND ledger = ${ledger} AND first_day <= ${to} ORDER BY iban, first_day, id
    )
    SELECT (opening + (SELECT coalesce(sum(credits - debits), 0) FROM days AS d WHERE d.iban = f.iban AND day < ${from}))::text AS opening,
      (SELECT coalesce(sum(credits), 0) FROM days AS d WHERE d.iban = f.iban AND day >= ${from})::text AS credits,
      (SELECT coalesce(sum(debits), 0) FROM days AS d WHERE d.iban = f.iban AND day >= ${from})::text AS debits,
      ${contradiction(asked, sql`${from}::date - 1`)}::text AS before, ${contradiction(asked, sql`${to}::date`)}::text AS after
    FROM first AS f`)
  const sumOf = (what: (row: OfAccount) => bigint) => rows.reduce((sum, row) => sum + what(row), 0n)
  const opening = sumOf((row) => BigInt(row.opening) + BigInt(row.before))
  const [credits, debits] = [sumOf((row) => BigInt(row.credits)), sumOf((row) => BigInt(row.debits))]
  const amount = sumOf(({ after, before }) => BigInt(after) - BigInt(before))
  const count = rows.filter(({ after, before }) => after !== before).length
  return {
    bank: { opening, credits, debits, closing: opening + credits - debits + amount },
    contradicted: { count, amount },
  }
}

/**
 * What the newest statement of an account `f` until a day closes with, less what the lines until then make of its first opening. Of
 * several that end on one day, as of noon and of the evening, one that agrees will do.
 */
const contradiction = (asked: Asked, day: ReturnType<typeof sql>) => sql`coalesce((
  SELECT differs FROM (
    SELECT s.id, s.closing - f.opening
      - (SELECT coalesce(sum(credits - debits), 0) FROM days AS d WHERE d.iban = f.iban AND d.day <= s.last_day) AS differs
    FROM statements AS s WHERE s.ledger = ${asked.ledger} AND ${isAsked(asked)} AND s.iban = f.iban AND s.last_day = (
      SELECT max(s.last_day) FROM statements AS s
      WHERE s.ledger = ${asked.ledger} AND ${isAsked(asked)} AND s.iban = f.iban AND s.last_day <= ${day})
  ) AS newest ORDER BY differs <> 0, id DESC LIMIT 1), 0)`
