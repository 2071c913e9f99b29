import { sql } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import { parsePublicNumber } from '../kernel/ids.js'
import { itselfAs } from './lines-store.js'

/** Why a line and an entry of the books are the same payment, from the surest reason. */
type LinkReason =
  | 'own-reference'
  | 'own-reference-other-day'
  | 'amount-day-and-identifier'
  | 'amount-day-and-name'

export interface Link {
  readonly line: number
  readonly transaction: string
  readonly reason: LinkReason
  /** Of a transfer between own accounts: which end of it the line is. */
  readonly side?: 'D' | 'C' | null
}

/** How many days a bank may book a payment before or after the day on which the books have it. */
export const daysApart = 3

/** The number of a collection is everybody's who gives to it, and tells no payment from another. */
export const isOwnReference = (reference: string): boolean => parsePublicNumber(reference, 'C') === undefined

/**
 * Lines and entries of the bank's account that are the same payment beyond doubt: equal sums, and the payer's own reference or
 * the IIN or BIN of the other side on days near each other. Where several fit, they are paired in the order of their days only if
 * they are as many on both sides; otherwise a person decides, and so where the same reference is of two different people. Of a
 * transfer between own accounts the organization is the other side.
 */
export async function sureLinks(house: House, ledger: string, statement: string): Promise<Link[]> {
  const byReference = await pairs(house, ledger, statement, 'own-reference')
  const taken = new Set(byReference.map(({ line }) => line))
  const entries = new Set(byReference.map(({ transaction }) => transaction))
  const byIdentifier = await pairs(house, ledger, statement, 'amount-day-and-identifier')
  return [
    ...byReference,
    ...byIdentifier.filter(({ line, transaction }) => !taken.has(line) && !entries.has(transaction)),
  ]
}

async function pairs(
  house: House,
  ledger: string,
  statement: string,
  reason: 'own-reference' | 'amount-day-and-identifier',
): Promise<Link[]> {
  // What must be equal beside side and sum.
  const isByReference = reason === 'own-reference'
  const mark = isByReference ? sql`reference` : sql`encode(counterparty, 'base64')`
  const itself = sql`CASE side WHEN 'C' THEN ${itselfAs(house, ledger, 'credit')}::bytea ELSE ${itselfAs(house, ledger, 'debit')}::bytea END`
  const ofEntry = isByReference
    ? mark
    : sql`encode(CASE WHEN own_end IS NOT NULL THEN ${itself} ELSE counterparty END, 'base64')`
  // Sorted beside each other, never joined: the planner does not know how many they are, and would compare each with each.
  const rows = await house.read.execute<Omit<Link, 'reason'> & { mark: string }>(sql`
    WITH known AS MATERIALIZED (${openEntries(ledger, statement)}), both_sides AS (
      SELECT line, NULL::uuid AS id, side, amount, booked_on AS day, NULL AS own_end, ${mark} AS mark, counterparty, false AS freed
      FROM (${openLines(ledger, statement)}) AS l WHERE ${isSumOf('known')}
      UNION ALL
      SELECT NULL, id, side, amount, day, own_end, ${ofEntry}, counterparty, freed FROM known
    ), placed AS (
      SELECT *, row_number() OVER (PARTITION BY side, amount, mark, line IS NULL ORDER BY day, line, id) AS place,
        count(line) OVER equal AS lines, count(id) OVER equal AS entries
      FROM both_sides WHERE mark IS NOT NULL WINDOW equal AS (PARTITION BY side, amount, mark)
    )
    SELECT max(line) AS line, max(id::text)::uuid AS transaction, max(own_end) AS side, mark FROM placed WHERE lines = entries
    GROUP BY placed.side, amount, mark, place
    HAVING max(day) - min(day) <= ${daysApart} AND NOT bool_or(freed) AND count(DISTINCT counterparty) <= 1 ORDER BY 1`)
  return rows
    .filter(({ mark }) => !isByReference || isOwnReference(mark))
    .map(({ line, transaction, side }) => ({ line, transaction, side, reason }))
}

/**
 * The lines of a statement of which nothing has become yet; one whose match was undone is left to a person. `OFFSET 0` has each looked up by its key: of a statement that has
 * just come in the planner knows nothing.
 */
export const openLines = (ledger: string, statement: string) => sql`
  SELECT l.* FROM statement_lines AS l WHERE l.ledger = ${ledger} AND l.statement = ${statement} AND NOT l.repeats AND NOT EXISTS (
    SELECT FROM statement_matches AS m WHERE m.ledger = l.ledger AND m.statement = l.statement AND m.line = l.line OFFSET 0)`

/** Lines that have the sum of something known: few, or none, are looked at further. `IS TRUE` has the sums hashed, for a plain IN is a join. */
export const isSumOf = (known: string) => sql`(amount IN (SELECT amount FROM ${sql.raw(known)})) IS TRUE`

/**
 * What the books moved on the statement's account, or on one that nobody has named, around the days of a statement and no line stands for yet; `side` as a bank says it.
 * What was reversed, and its reversal, never came to the bank. `freed` is an entry whose match people have undone: of it, too, a person
 * decides.
 */
export const openEntries = (ledger: string, statement: string) => sql`
  SELECT e.transaction_id AS id, CASE e.side WHEN 'D' THEN 'C' ELSE 'D' END::"char" AS side, e.amount, e.effective_on AS day,
    coalesce(d.reference, y.reference) AS reference, coalesce(n.lookup, p.beneficiary_lookup, o.lookup) AS counterparty,
    n.sealed AS donor, p.beneficiary_sealed AS beneficiary,
    CASE WHEN t.kind = 'own-transfer' THEN CASE e.side WHEN 'D' THEN 'C' ELSE 'D' END END AS own_end,
    EXISTS (SELECT FROM statement_matches AS m WHERE m.ledger = t.ledger AND m.transaction_id = t.id
      AND (m.side IS NULL OR m.side <> e.side) OFFSET 0) AS freed
  FROM statements AS s
    JOIN accounts AS a ON a.ledger = s.ledger AND a.code IN ('assets:bank', 'assets:bank:' || s.iban) AND a.currency = s.currency
    JOIN entries AS e ON e.ledger = a.ledger AND e.account = a.id
      AND e.effective_on BETWEEN s.first_day - ${daysApart}::integer AND s.last_day + ${daysApart}::integer
    JOIN transactions AS t ON t.ledger = e.ledger AND t.id = e.transaction_id
    LEFT JOIN donations AS d ON d.ledger = e.ledger AND d.id = e.transaction_id
    LEFT JOIN donors AS n ON n.donation = d.id
    LEFT JOIN invoice_payments AS i ON i.ledger = e.ledger AND i.id = e.transaction_id
    LEFT JOIN LATERAL (
      SELECT * FROM disbursements WHERE ledger = e.ledger AND id = coalesce(i.invoice, e.transaction_id) OFFSET 0
    ) AS p ON true
    LEFT JOIN payouts AS y ON y.ledger = e.ledger AND y.id = e.transaction_id
    LEFT JOIN refunds AS r ON r.ledger = e.ledger AND r.id = e.transaction_id
    LEFT JOIN donors AS o ON o.donation = r.donation
  WHERE s.ledger = ${ledger} AND s.id = ${statement} AND t.reverses IS NULL
    AND NOT EXISTS (SELECT FROM transactions AS u WHERE u.ledger = t.ledger AND u.reverses = t.id)
    AND NOT EXISTS (SELECT FROM standing_matches AS m WHERE m.ledger = t.ledger AND m.transaction_id = t.id
      AND (m.side IS NULL OR m.side <> e.side))`
