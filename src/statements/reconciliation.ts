import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { type Currency, tenge } from '../kernel/money.js'
import { daysOfAccount } from '../ledger/lookups.js'
import { bank, bankAccount } from '../ledger/posting.js'
import { bankMovements, type Movements } from './bank-movements.js'
import { type Asked, announcedGaps, isAsked, statementGaps, undoneMatches } from './gaps.js'
import { matchOfLine } from './queries.js'
import type { Reconciliation } from './reconciliation-contract.js'

type What = Reconciliation['explained'][number]['what']

/**
 * What the bank says of a period beside what the books say, and every reason why they differ, each with its lines, entries or
 * accounts counted. Lines that an earlier statement holds count there alone. One currency at a time: sums of several say nothing.
 */
export async function reconcile(
  reader: Reader,
  of: Omit<Asked, 'currency'> & Partial<Asked>,
): Promise<Reconciliation> {
  const asked = { ...of, currency: of.currency ?? (await currencyOf(reader, of)) }
  const { ledger, from, to, account = null, currency } = asked
  const [{ bank, contradicted }, books, differences, announced, undone, gaps] = await Promise.all([
    bankMovements(reader, asked),
    bookMovements(reader, asked),
    differencesOf(reader, asked),
    announcedGaps(reader, asked),
    undoneMatches(reader, asked),
    statementGaps(reader, asked),
  ])
  const opening = bank.opening - books.opening
  const explained = [
    ...(opening === 0n ? [] : [{ what: 'opening-difference' as const, count: 1, amount: String(opening) }]),
    ...differences,
    ...(contradicted.count === 0
      ? []
      : [{ what: 'statements-contradict' as const, ...contradicted, amount: String(contradicted.amount) }]),
  ]
  const told = explained.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  return {
    ledger,
    from,
    to,
    account,
    currency,
    bank: inWords(bank),
    books: inWords(books),
    explained,
    unexplained: String(bank.closing - books.closing - told),
    announced,
    undone,
    gaps,
  }
}

const inWords = ({ opening, credits, debits, closing }: Movements): Reconciliation['bank'] => ({
  ...{ opening: String(opening), credits: String(credits), debits: String(debits), closing: String(closing) },
})

/** That of the newest statement of the account that is asked for; of all accounts together, tenge. */
async function currencyOf(
  reader: Reader,
  { ledger, account }: Pick<Asked, 'ledger' | 'account'>,
): Promise<Currency> {
  if (account === undefined) return tenge
  const [newest] = await reader.execute<{ currency: Currency }>(sql`
    SELECT currency FROM statements WHERE ledger = ${ledger} AND iban = ${account} ORDER BY last_day DESC, id DESC LIMIT 1`)
  return newest?.currency ?? tenge
}

const bankAccounts = ({ ledger, account, currency }: Asked) => sql`(
  SELECT ledger, id FROM accounts WHERE ledger = ${ledger} AND currency = ${currency}
    AND ${account === undefined ? sql`(code = ${bank.code} OR code LIKE ${bankAccount('%').code})` : sql`code = ${bankAccount(account).code}`})`

async function bookMovements(reader: Reader, asked: Asked): Promise<Movements> {
  const { from, to } = asked
  const [row] = await reader.execute<{ opening: string; credits: string; debits: string }>(sql`
    SELECT coalesce(sum(debit - credit) FILTER (WHERE effective_on < ${from}), 0)::text AS opening,
      coalesce(sum(debit) FILTER (WHERE effective_on >= ${from}), 0)::text AS credits,
      coalesce(sum(credit) FILTER (WHERE effective_on >= ${from}), 0)::text AS debits
    FROM ${bankAccounts(asked)} AS a, ${daysOfAccount(sql`effective_on <= ${to}`)} AS d`)
  if (row === undefined) throw new Error('a sum without a row')
  const [opening, credits, debits] = [BigInt(row.opening), BigInt(row.credits), BigInt(row.debits)]
  return { opening, credits, debits, closing: opening + credits - debits }
}

/** By so much the bank has more than the books, for each reason why a line or an entry of the period has no counterpart in it. */
async function differencesOf(reader: Reader, asked: Asked): Promise<Reconciliation['explained']> {
  const { ledger, from, to } = asked
  const rows = await reader.execute<{ what: What; count: number; amount: string }>(sql`
    WITH bank_accounts AS MATERIALIZED ${bankAccounts(asked)}, lines AS (
      SELECT l.side, CASE l.side WHEN 'C' THEN l.amount ELSE -l.amount END AS amount, m.line IS NOT NULL AS matched, m.transaction_id
      FROM statement_lines AS l JOIN statements AS s ON s.id = l.statement
        LEFT JOIN LATERAL ${matchOfLine} AS m ON true
      WHERE l.ledger = ${ledger} AND ${isAsked(asked)} AND NOT l.repeats AND l.booked_on BETWEEN ${from} AND ${to}
    ), books AS (
      SELECT e.transaction_id, e.side, CASE e.side WHEN 'D' THEN e.amount ELSE -e.amount END AS amount FROM entries AS e
      WHERE e.ledger = ${ledger} AND e.account IN (SELECT id FROM bank_accounts) AND e.effective_on BETWEEN ${from} AND ${to}
    ), reasons AS (
      SELECT CASE WHEN NOT matched THEN 'lines-unmatched-' ELSE 'lines-set-aside-' END || CASE side WHEN 'C' THEN 'in' ELSE 'out' END AS what, amount
      FROM lines WHERE transaction_id IS NULL
      UNION ALL
      SELECT CASE WHEN amount > 0 THEN 'entries-without-line-in' ELSE 'entries-without-line-out' END, -amount FROM books AS b
      WHERE NOT EXISTS (SELECT FROM standing_matches AS m WHERE ${standsFor(ledger)} OFFSET 0)
      UNION ALL
      SELECT CASE WHEN EXISTS (
          SELECT FROM ${legsOfLine(ledger)} AS e WHERE e.account IN (SELECT id FROM bank_accounts)
        ) THEN 'booked-in-another-period' ELSE 'booked-on-another-account' END, amount
      FROM lines AS l
      WHERE transaction_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM ${legsOfLine(ledger)} AS e WHERE e.account IN (SELECT id FROM bank_accounts) AND e.effective_on BETWEEN ${from} AND ${to} OFFSET 0)
      UNION ALL
      SELECT CASE WHEN asked THEN 'booked-in-another-period' ELSE 'booked-on-another-account' END, -amount FROM books AS b, LATERAL (
        SELECT l.booked_on, ${isAsked(asked)} AS asked FROM standing_matches AS m JOIN statements AS s ON s.id = m.statement, LATERAL (
          SELECT booked_on FROM statement_lines AS l WHERE l.ledger = m.ledger AND l.statement = m.statement AND l.line = m.line OFFSET 0
        ) AS l WHERE ${standsFor(ledger)} LIMIT 1
      ) AS l WHERE NOT asked OR l.booked_on NOT BETWEEN ${from} AND ${to}
    )
    SELECT what, count(*)::int AS count, sum(amount)::text AS amount FROM reasons GROUP BY what ORDER BY what`)
  return [...rows]
}

/** The legs of the transaction of a line `l`. `OFFSET` has them looked up by it: those of an account are as many as its lines. */
const legsOfLine = (ledger: string) =>
  sql`(SELECT account, effective_on FROM entries WHERE ledger = ${ledger} AND transaction_id = l.transaction_id OFFSET 0)`

/** Whether a match `m` says that a line is the entry `b` of the books; of a transfer between own accounts, that end of it. */
const standsFor = (ledger: string) =>
  sql`m.ledger = ${ledger} AND m.transaction_id = b.transaction_id AND (m.side IS NULL OR m.side <> b.side)`
