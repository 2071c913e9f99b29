import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { daysApart, type Link, openEntries, openLines } from './matching.js'

interface Group {
  readonly [column: string]: unknown
  readonly lines: readonly number[]
  readonly entries: readonly string[]
  /** People have undone a match of one of the entries. */
  readonly freed: boolean
}

/**
 * Open lines whose own reference and sum an entry of the books has, whatever the days between them. Where just one of each has
 * them, they are the same payment; of others a person decides, and none becomes a second gift meanwhile.
 */
export async function linksByReference(
  reader: Reader,
  ledger: string,
  statement: string,
): Promise<{ readonly links: Link[]; readonly unsure: number[] }> {
  const groups = await reader.execute<Group>(sql`
    WITH lines AS MATERIALIZED (
      SELECT line, side, amount, reference FROM (${openLines(ledger, statement)}) AS l WHERE reference IS NOT NULL
    ), known AS (
      SELECT d.id, d.reference FROM donations AS d
      WHERE d.ledger = ${ledger} AND d.reference IN (SELECT reference FROM lines)
      UNION ALL
      SELECT y.id, y.reference FROM payouts AS y WHERE y.ledger = ${ledger} AND y.reference IN (SELECT reference FROM lines)
    ), entries_of_bank AS (
      SELECT k.id, CASE e.side WHEN 'D' THEN 'C' ELSE 'D' END::"char" AS side, e.amount, k.reference,
        EXISTS (SELECT FROM statement_matches AS m WHERE m.ledger = ${ledger} AND m.transaction_id = k.id OFFSET 0) AS freed
      FROM statements AS s, known AS k
        JOIN entries AS e ON e.ledger = ${ledger} AND e.transaction_id = k.id
        JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account
      WHERE s.id = ${statement} AND a.code IN ('assets:bank', 'assets:bank:' || s.iban) AND a.currency = s.currency
        AND NOT is_reversed(${ledger}, k.id)
        AND NOT EXISTS (SELECT FROM standing_matches AS m WHERE m.ledger = ${ledger} AND m.transaction_id = k.id)
    )
    SELECT array_agg(line ORDER BY line) FILTER (WHERE line IS NOT NULL) AS lines,
      array_agg(id) FILTER (WHERE id IS NOT NULL) AS entries, bool_or(freed) AS freed
    FROM (
      SELECT line, NULL::uuid AS id, side, amount, reference, false AS freed FROM lines
      UNION ALL SELECT NULL, id, side, amount, reference, freed FROM entries_of_bank
    ) AS both_sides
    GROUP BY side, amount, reference HAVING count(line) > 0 AND count(id) > 0`)
  const links: Link[] = []
  const unsure: number[] = []
  for (const { lines, entries, freed } of groups) {
    const [line, transaction] = [lines[0], entries[0]]
    const isSure = lines.length === 1 && entries.length === 1 && !freed
    if (isSure && line !== undefined && transaction !== undefined)
      links.push({ line, transaction, reason: 'own-reference-other-day' })
    else unsure.push(...lines)
  }
  return { links, unsure }
}

/** Open lines beside an entry of the same sum and other side on days near each other, of which they may be one or not. */
export async function unsureByIdentifier(
  reader: Reader,
  ledger: string,
  statement: string,
): Promise<number[]> {
  // Beside each other, never joined; see `pairs`.
  const rows = await reader.execute<{ line: number }>(sql`
    SELECT line FROM (
      SELECT line, count(id) OVER (PARTITION BY side, amount, counterparty ORDER BY day
        RANGE BETWEEN ${`${daysApart} days`}::interval PRECEDING AND ${`${daysApart} days`}::interval FOLLOWING) AS entries
      FROM (
        SELECT line, NULL::uuid AS id, side, amount, booked_on AS day, counterparty FROM (${openLines(ledger, statement)}) AS l
        UNION ALL
        SELECT NULL, id, side, amount, day, counterparty FROM (${openEntries(ledger, statement)}) AS e
      ) AS both_sides WHERE counterparty IS NOT NULL
    ) AS counted WHERE line IS NOT NULL AND entries > 0`)
  return rows.map(({ line }) => line)
}
