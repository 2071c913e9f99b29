import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { PurposeFigures } from '../collections/purpose-figures.js'
import type { Day } from '../kernel/days.js'
import { toMoneyView } from '../kernel/money.js'

interface Opened {
  readonly [column: string]: unknown
  readonly box: string
  readonly count: number
  /** Tiyn as a decimal string. */
  readonly sum: string
  readonly brokenSeals: number
  readonly lastOpenedOn: Day
}

/** How often the boxes of a drive were opened up to and on a day, what was counted, and how many seals were found broken. */
export async function boxFigures(
  reader: Reader,
  collection: string,
  on: Day,
): Promise<PurposeFigures['boxes']> {
  const rows = await reader.execute<Opened>(sql`
    SELECT b.number AS box, count(*)::int AS count, sum(o.counted)::text AS sum, max(o.day)::text AS "lastOpenedOn",
      count(*) FILTER (WHERE o.seal_broken)::int AS "brokenSeals"
    FROM collection_boxes AS b JOIN (
      SELECT *, (opened_at AT TIME ZONE 'Asia/Almaty')::date AS day FROM box_openings WHERE collection = ${collection}
    ) AS o ON o.box = b.id
    WHERE o.day <= ${on} AND NOT EXISTS (
      SELECT FROM transactions AS r WHERE r.ledger = o.ledger AND r.reverses = o.id AND r.effective_on <= ${on})
    GROUP BY b.number ORDER BY b.number`)
  const total = (of: (row: Opened) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  return {
    count: total(({ count }) => count),
    sum: toMoneyView(rows.reduce((sum, row) => sum + BigInt(row.sum), 0n)),
    brokenSeals: total(({ brokenSeals }) => brokenSeals),
    each: rows.map((row) => ({ ...row, sum: toMoneyView(BigInt(row.sum)) })),
  }
}

/** What anybody who asks about a box may know of its openings. */
export interface OpenedBox {
  readonly openings: number
  readonly lastOpenedOn: Day | null
  /** As the seal was found when the box was last opened. */
  readonly sealBroken: boolean
}

export async function openedBox(reader: Reader, box: string): Promise<OpenedBox> {
  const [row] = await reader.execute<OpenedBox & { [column: string]: unknown }>(sql`
    SELECT count(*)::int AS openings, (max(opened_at) AT TIME ZONE 'Asia/Almaty')::date::text AS "lastOpenedOn",
      coalesce((array_agg(seal_broken ORDER BY opened_at DESC))[1], false) AS "sealBroken"
    FROM box_openings AS o WHERE o.box = ${box} AND NOT is_reversed(o.ledger, o.id)`)
  if (row === undefined) throw new Error('a count without a row')
  return { ...row }
}
