import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { openLines } from './matching.js'

interface Overlap {
  readonly [column: string]: unknown
  readonly statement: string
  /** It came in after this one, so that its lines were held against those of this one. */
  readonly isLater: boolean
}

/**
 * Open lines that another statement of the account may tell in other words, as a bank does in another format: it has more lines of
 * that day, side and sum than stand in this one word for word. Of a statement that came in later only those count that became
 * something, for the others wait for this one.
 */
export async function linesToldBefore(
  reader: Reader,
  ledger: string,
  statement: string,
): Promise<ReadonlySet<number>> {
  const overlaps = await reader.execute<Overlap>(sql`
    SELECT o.id AS statement, o.id > s.id AS "isLater" FROM statements AS s JOIN statements AS o
      ON o.ledger = s.ledger AND o.iban = s.iban AND o.currency = s.currency AND o.id <> s.id
      AND o.first_day <= s.last_day AND o.last_day >= s.first_day
    WHERE s.ledger = ${ledger} AND s.id = ${statement}`)
  if (overlaps.length === 0) return new Set()
  // Beside each other, never joined; see `pairs`.
  const rows = await reader.execute<{ line: number }>(sql`
    WITH others AS MATERIALIZED (
      SELECT statement, "isLater" AS later FROM jsonb_to_recordset(${JSON.stringify(overlaps)}::text::jsonb) AS o (statement uuid, "isLater" boolean)
    )
    SELECT line FROM (
      SELECT line, count(*) FILTER (WHERE theirs) OVER equal > count(*) FILTER (WHERE repeats) OVER equal AS told
      FROM (
        SELECT line, side, amount, booked_on, false AS repeats, false AS theirs FROM (${openLines(ledger, statement)}) AS l
        UNION ALL
        SELECT NULL, side, amount, booked_on, true, false FROM statement_lines
        WHERE ledger = ${ledger} AND statement = ${statement} AND repeats
        UNION ALL
        SELECT NULL, b.side, b.amount, b.booked_on, false, true FROM others AS o JOIN statement_lines AS b
          ON b.ledger = ${ledger} AND b.statement = o.statement AND NOT b.repeats
        WHERE NOT o.later OR EXISTS (
          SELECT FROM standing_matches AS m WHERE m.ledger = b.ledger AND m.statement = b.statement AND m.line = b.line
            AND m.transaction_id IS NOT NULL OFFSET 0)
      ) AS both_sides WINDOW equal AS (PARTITION BY side, amount, booked_on)
    ) AS counted WHERE line IS NOT NULL AND told`)
  return new Set(rows.map(({ line }) => line))
}
