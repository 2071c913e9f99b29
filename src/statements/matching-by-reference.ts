import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { daysApart, isOwnReference, isSumOf, type Link, openEntries, openLines } from './matching.js'

interface Group {
  readonly [column: string]: unknown
  readonly reference: string
  readonly lines: readonly number[]
  readonly entries: readonly string[]
  /** People have undone a match of one of the entries. */
  readonly freed: boolean
  /** So many different people are the other side, as far as is known. */
  readonly people: number
}

/**
 * Open lines whose own reference and sum an entry of the books has, whatever the days between them. Where just one of each has
 * them, and not two different people, they are the same payment; of others a person decides, and none becomes a second gift
 * meanwhile.
 */
export async function linksByReference(
  reader: Reader,
  ledger: string,
  statement: string,
): Promise<{ readonly links: Link[]; readonly unsure: number[] }> {
  // What has a reference is found first, and then its entries: the planner does not know how many lines there are, and would look for
  // all of them once for each entry.
  const groups = await reader.execute<Group>(sql`
    WITH lines AS MATERIALIZED (
      SELECT line, side, amount, reference, counterparty FROM (${openLines(ledger, statement)}) AS l
      WHERE reference IS NOT NULL AND reference IS DISTINCT FROM drive
    ), known AS MATERIALIZED (
      SELECT d.id, l.reference, n.lookup AS counterparty FROM (SELECT DISTINCT reference FROM lines) AS l, LATERAL (
        SELECT id FROM donations WHERE ledger = ${ledger} AND reference = l.reference OFFSET 0
      ) AS d LEFT JOIN donors AS n ON n.donation = d.id
      UNION ALL
      SELECT id, reference, NULL FROM payouts WHERE ledger = ${ledger} AND (reference IN (SELECT reference FROM lines)) IS TRUE
    ), banks AS MATERIALIZED (
      SELECT a.id FROM statements AS s JOIN accounts AS a ON a.ledger = s.ledger AND a.code IN ('assets:bank', 'assets:bank:' || s.iban)
        AND a.currency = s.currency
      WHERE s.ledger = ${ledger} AND s.id = ${statement}
    ), entries_of_bank AS (
      SELECT k.id, CASE e.side WHEN 'D' THEN 'C' ELSE 'D' END::"char" AS side, e.amount, k.reference, k.counterparty,
        EXISTS (SELECT FROM statement_matches AS m WHERE m.ledger = ${ledger} AND m.transaction_id = k.id OFFSET 0) AS freed
      FROM known AS k, LATERAL (SELECT * FROM entries WHERE ledger = ${ledger} AND transaction_id = k.id OFFSET 0) AS e
        JOIN banks ON banks.id = e.account
      WHERE NOT is_reversed(${ledger}, k.id)
        AND NOT EXISTS (SELECT FROM standing_matches AS m WHERE m.ledger = ${ledger} AND m.transaction_id = k.id OFFSET 0)
    )
    SELECT reference, array_agg(line ORDER BY line) FILTER (WHERE line IS NOT NULL) AS lines,
      array_agg(id) FILTER (WHERE id IS NOT NULL) AS entries, bool_or(freed) AS freed, count(DISTINCT counterparty)::int AS people
    FROM (
      SELECT line, NULL::uuid AS id, side, amount, reference, counterparty, false AS freed FROM lines
      WHERE ${isSumOf('entries_of_bank')}
      UNION ALL SELECT NULL, id, side, amount, reference, counterparty, freed FROM entries_of_bank
    ) AS both_sides
    GROUP BY side, amount, reference HAVING count(line) > 0 AND count(id) > 0`)
  const links: Link[] = []
  const unsure: number[] = []
  for (const { reference, lines, entries, freed, people } of groups) {
    // In another spelling than that of its collection.
    if (!isOwnReference(reference)) continue
    const [line, transaction] = [lines[0], entries[0]]
    const isSure = lines.length === 1 && entries.length === 1 && people <= 1 && !freed
    if (isSure && line !== undefined && transaction !== undefined)
      links.push({ line, transaction, reason: 'own-reference-other-day' })
    else unsure.push(...lines)
  }
  return { links, unsure }
}

/** Open lines beside an entry of the same sum, and of the same other side or reference, on days near each other: they may be one or not. */
export async function unsureByDay(reader: Reader, ledger: string, statement: string): Promise<number[]> {
  const marked = sql`LATERAL (VALUES (encode(counterparty, 'base64')), (reference)) AS marks (mark)`
  // Beside each other, never joined; see `pairs`.
  const rows = await reader.execute<{ line: number }>(sql`
    WITH known AS MATERIALIZED (
      SELECT id, side, amount, day, mark FROM (${openEntries(ledger, statement)}) AS e, ${marked} WHERE mark IS NOT NULL
    )
    SELECT DISTINCT line FROM (
      SELECT line, count(id) OVER (PARTITION BY side, amount, mark ORDER BY day
        RANGE BETWEEN ${`${daysApart} days`}::interval PRECEDING AND ${`${daysApart} days`}::interval FOLLOWING) AS entries
      FROM (
        SELECT line, NULL::uuid AS id, side, amount, booked_on AS day, mark FROM (${openLines(ledger, statement)}) AS l, ${marked}
        WHERE ${isSumOf('known')} AND (mark IN (SELECT mark FROM known)) IS TRUE
        UNION ALL
        SELECT NULL, id, side, amount, day, mark FROM known
      ) AS both_sides
    ) AS counted WHERE line IS NOT NULL AND entries > 0`)
  return rows.map(({ line }) => line)
}
