import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Day } from '../kernel/days.js'
import type { Currency } from '../kernel/money.js'
import { accountOfEntry } from '../ledger/lookups.js'

/** Where a line stands. */
export interface LinePlace {
  readonly ledger: string
  readonly statement: string
  readonly line: number
}

/** A line of which somebody decides. */
export interface WaitingLine {
  readonly [column: string]: unknown
  readonly content: string
  readonly day: Day
  readonly side: 'C' | 'D'
  readonly amount: string
  readonly currency: Currency
  readonly iban: string
  readonly kod: string | null
  readonly reference: string | null
  readonly sealed: Buffer
  readonly decided: boolean
}

/** The line stays locked: nobody else decides of it meanwhile. */
export async function lockLine(
  tx: Transaction,
  { ledger, statement, line }: LinePlace,
): Promise<WaitingLine | undefined> {
  await tx.execute(
    sql`SELECT FROM statement_lines WHERE ledger = ${ledger} AND statement = ${statement} AND line = ${line} FOR UPDATE`,
  )
  const [row] = await tx.execute<WaitingLine>(sql`
    SELECT encode(l.content_hash, 'hex') AS content, l.booked_on::text AS day, l.side, l.amount::text, s.currency, s.iban, l.kod, l.reference, l.sealed,
      l.repeats OR EXISTS (SELECT FROM standing_matches AS m WHERE m.ledger = l.ledger AND m.statement = l.statement AND m.line = l.line) AS decided
    FROM statement_lines AS l JOIN statements AS s ON s.id = l.statement
    WHERE l.ledger = ${ledger} AND l.statement = ${statement} AND l.line = ${line}`)
  return row
}

/** What moves money from one account of an organization to another, also of another currency, and so stands on a line of each. */
const betweenAccounts: readonly string[] = ['own-transfer', 'fund-transfer', 'conversion']

/**
 * Whether a transaction moved just so much on the account of a line, in the same direction, and still stands; a reversal never came
 * to the bank. `side` is the end of it that the line is, where it has two.
 */
export async function movedBy(
  tx: Transaction,
  ledger: string,
  transaction: string,
  { side, amount, currency, iban }: WaitingLine,
): Promise<{ side: 'C' | 'D' | null } | undefined> {
  const [row] = await tx.execute<{ kind: string }>(sql`
    SELECT t.kind FROM transactions AS t
      JOIN entries AS e ON e.ledger = t.ledger AND e.transaction_id = t.id
      JOIN ${accountOfEntry} AS a ON a.code IN ('assets:bank', 'assets:bank:' || ${iban}::text) AND a.currency = ${currency}
    WHERE t.ledger = ${ledger} AND t.id = ${transaction} AND t.reverses IS NULL
      AND NOT EXISTS (SELECT FROM transactions AS u WHERE u.ledger = t.ledger AND u.reverses = t.id)
    GROUP BY t.kind, t.id
    HAVING sum(CASE e.side WHEN 'D' THEN e.amount ELSE -e.amount END) = ${side === 'C' ? amount : `-${amount}`}::numeric`)
  return row && { side: betweenAccounts.includes(row.kind) ? side : null }
}
