import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
import type { Reconciliation } from './contract.js'
import { matchOfLine } from './queries.js'

type What = Reconciliation['explained'][number]['what']

interface Movements {
  readonly [column: string]: unknown
  readonly opening: string
  readonly credits: string
  readonly debits: string
}

/**
 * What the bank says of a period beside what the books say, and every reason why they differ, each with its lines or entries
 * counted. Lines that an earlier statement holds count there alone. Tenge; other currencies have accounts of their own.
 */
export async function reconcile(reader: Reader, ledger: string, from: Day, to: Day): Promise<Reconciliation> {
  const [bank, books, differences, announced, gaps] = await Promise.all([
    bankMovements(reader, ledger, from, to),
    bookMovements(reader, ledger, from, to),
    differencesOf(reader, ledger, from, to),
    announcedGaps(reader, ledger, to),
    statementGaps(reader, ledger, from, to),
  ])
  const opening = BigInt(bank.opening) - BigInt(books.opening)
  const explained = [
    ...(opening === 0n ? [] : [{ what: 'opening-difference' as const, count: 1, amount: String(opening) }]),
    ...differences,
  ]
  const difference = closingOf(bank) - closingOf(books)
  const told = explained.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  return {
    ledger,
    from,
    to,
    currency: 'KZT',
    bank: { ...bank, closing: String(closingOf(bank)) },
    books: { ...books, closing: String(closingOf(books)) },
    explained,
    unexplained: String(difference - told),
    announced,
    gaps,
  }
}

const closingOf = ({ opening, credits, debits }: Movements): bigint =>
  BigInt(opening) + BigInt(credits) - BigInt(debits)

/** The lines booked in the period, each once; before them what the earliest statement of each account opens with. */
async function bankMovements(reader: Reader, ledger: string, from: Day, to: Day): Promise<Movements> {
  const [row] = await reader.execute<Movements>(sql`
    WITH lines AS (
      SELECT s.iban, l.booked_on, l.side, l.amount FROM statement_lines AS l JOIN statements AS s ON s.id = l.statement
      WHERE l.ledger = ${ledger} AND s.currency = 'KZT' AND NOT l.repeats AND l.booked_on <= ${to}
    ), first AS (
      SELECT DISTINCT ON (iban) iban, opening FROM statements
      WHERE ledger = ${ledger} AND currency = 'KZT' AND first_day <= ${to} ORDER BY iban, first_day, id
    )
    SELECT (coalesce((SELECT sum(opening) FROM first), 0)
        + coalesce((SELECT sum(CASE side WHEN 'C' THEN amount ELSE -amount END) FROM lines WHERE booked_on < ${from}), 0))::text AS opening,
      coalesce((SELECT sum(amount) FROM lines WHERE side = 'C' AND booked_on >= ${from}), 0)::text AS credits,
      coalesce((SELECT sum(amount) FROM lines WHERE side = 'D' AND booked_on >= ${from}), 0)::text AS debits`)
  if (row === undefined) throw new Error('a sum without a row')
  return { ...row }
}

const bankAccount = (ledger: string) =>
  sql`(SELECT id FROM accounts WHERE ledger = ${ledger} AND code = 'assets:bank' AND currency = 'KZT')`

async function bookMovements(reader: Reader, ledger: string, from: Day, to: Day): Promise<Movements> {
  const [row] = await reader.execute<Movements>(sql`
    SELECT coalesce(sum(debit - credit) FILTER (WHERE effective_on < ${from}), 0)::text AS opening,
      coalesce(sum(debit) FILTER (WHERE effective_on >= ${from}), 0)::text AS credits,
      coalesce(sum(credit) FILTER (WHERE effective_on >= ${from}), 0)::text AS debits
    FROM account_days WHERE ledger = ${ledger} AND account = ${bankAccount(ledger)} AND effective_on <= ${to}`)
  if (row === undefined) throw new Error('a sum without a row')
  return { ...row }
}

/** By so much the bank has more than the books, for each reason why a line or an entry of the period has no counterpart in it. */
async function differencesOf(
  reader: Reader,
  ledger: string,
  from: Day,
  to: Day,
): Promise<Reconciliation['explained']> {
  const rows = await reader.execute<{ what: What; count: number; amount: string }>(sql`
    WITH lines AS (
      SELECT l.side, CASE l.side WHEN 'C' THEN l.amount ELSE -l.amount END AS amount, m.line IS NOT NULL AS matched, m.transaction_id
      FROM statement_lines AS l JOIN statements AS s ON s.id = l.statement
        LEFT JOIN LATERAL ${matchOfLine} AS m ON true
      WHERE l.ledger = ${ledger} AND s.currency = 'KZT' AND NOT l.repeats AND l.booked_on BETWEEN ${from} AND ${to}
    ), books AS (
      SELECT e.transaction_id, CASE e.side WHEN 'D' THEN e.amount ELSE -e.amount END AS amount FROM entries AS e
      WHERE e.ledger = ${ledger} AND e.account = ${bankAccount(ledger)} AND e.effective_on BETWEEN ${from} AND ${to}
    ), reasons AS (
      SELECT CASE WHEN NOT matched THEN 'lines-unmatched-' ELSE 'lines-set-aside-' END || CASE side WHEN 'C' THEN 'in' ELSE 'out' END AS what, amount
      FROM lines WHERE transaction_id IS NULL
      UNION ALL
      SELECT CASE WHEN amount > 0 THEN 'entries-without-line-in' ELSE 'entries-without-line-out' END, -amount FROM books AS b
      WHERE NOT EXISTS (SELECT FROM statement_matches AS m WHERE m.ledger = ${ledger} AND m.transaction_id = b.transaction_id OFFSET 0)
      UNION ALL
      SELECT 'booked-in-another-period', amount FROM lines AS l
      WHERE transaction_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM entries AS e WHERE e.ledger = ${ledger} AND e.transaction_id = l.transaction_id AND e.account = ${bankAccount(ledger)}
          AND e.effective_on BETWEEN ${from} AND ${to} OFFSET 0)
      UNION ALL
      SELECT 'booked-in-another-period', -amount FROM books AS b, LATERAL (
        SELECT l.booked_on FROM statement_matches AS m JOIN statement_lines AS l USING (ledger, statement, line)
        WHERE m.ledger = ${ledger} AND m.transaction_id = b.transaction_id LIMIT 1
      ) AS l WHERE l.booked_on NOT BETWEEN ${from} AND ${to}
    )
    SELECT what, count(*)::int AS count, sum(amount)::text AS amount FROM reasons GROUP BY what ORDER BY what`)
  return [...rows]
}

/** Collections of which more was announced than their funds ever took in. */
async function announcedGaps(reader: Reader, ledger: string, on: Day): Promise<Reconciliation['announced']> {
  const rows = await reader.execute<Reconciliation['announced'][number] & Record<string, unknown>>(sql`
    SELECT c.number AS collection, c.announced_tiyn::text AS announced, r.raised::text, (c.announced_tiyn - r.raised)::text AS gap
    FROM collections AS c, LATERAL (
      SELECT coalesce(sum(d.credit - d.debit), 0) AS raised FROM accounts AS a
        JOIN account_days AS d ON d.ledger = a.ledger AND d.account = a.id AND d.effective_on <= ${on}
      WHERE a.ledger = c.ledger AND a.fund = c.id AND a.code = 'funds:' || c.id || ':raised'
    ) AS r
    WHERE c.ledger = ${ledger} AND c.announced_tiyn <> r.raised ORDER BY c.number`)
  return [...rows]
}

/** Where the statements of an account leave days out, or do not go on from where the one before ended. */
async function statementGaps(
  reader: Reader,
  ledger: string,
  from: Day,
  to: Day,
): Promise<Reconciliation['gaps']> {
  const rows = await reader.execute<Reconciliation['gaps'][number] & Record<string, unknown>>(sql`
    SELECT iban AS account, last_before::text AS "from", first_day::text AS "to" FROM (
      SELECT iban, first_day, opening, lag(last_day) OVER w AS last_before, lag(closing) OVER w AS closing_before
      FROM statements WHERE ledger = ${ledger} WINDOW w AS (PARTITION BY iban ORDER BY first_day, last_day, id)
    ) AS s
    WHERE last_before IS NOT NULL AND first_day <= ${to} AND first_day >= ${from}
      AND (first_day > last_before + 1 OR (first_day = last_before + 1 AND opening <> closing_before))
    ORDER BY iban, first_day`)
  return [...rows]
}
