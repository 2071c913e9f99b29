import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { addDays, type Day, startOf } from '../kernel/days.js'
import type { Outcome } from '../law/evaluation.js'
import { decodeFacts, type Facts } from '../law/facts.js'

/** What was decided about drives: to register one, or to open one. */
export type JudgedKind = 'register' | 'open'

/** How many decisions of a kind a variant found so, when they were made; `outcome` is null where it could not be computed. */
export interface JudgedCount {
  readonly [column: string]: unknown
  readonly kind: JudgedKind
  readonly variant: string
  readonly outcome: Outcome | null
  readonly count: number
}

const recordedIn = (from: Day, to: Day) =>
  sql`j.recorded_at >= ${startOf(from).toISOString()}::timestamptz AND j.recorded_at < ${startOf(addDays(to, 1)).toISOString()}::timestamptz`
const cells = sql`jsonb_array_elements(j.shadow || j.evaluation) AS cell`

/** The kept cells of the decisions recorded in a period, that of the law then in force among them, counted by the database. */
export async function judgedCounts(reader: Reader, from: Day, to: Day): Promise<JudgedCount[]> {
  const rows = await reader.execute<JudgedCount>(sql`
    SELECT j.kind, cell ->> 'variant' AS variant, cell ->> 'outcome' AS outcome, count(*)::int AS count
    FROM judgements AS j CROSS JOIN LATERAL ${cells}
    WHERE ${recordedIn(from, to)} GROUP BY 1, 2, 3`)
  return [...rows]
}

interface Unjudged {
  readonly kind: JudgedKind
  /** Undefined where they can no longer be read. */
  readonly facts: Facts | undefined
  readonly judgedBy: readonly string[]
}

/** The decisions of a period that some of the variants did not judge, because they were published later. */
export async function unjudged(
  reader: Reader,
  from: Day,
  to: Day,
  variants: readonly string[],
): Promise<Unjudged[]> {
  const judgedBy = sql`ARRAY(SELECT cell ->> 'variant' FROM ${cells})`
  const rows = await reader.execute<{ kind: JudgedKind; facts: unknown; judgedBy: string[] }>(sql`
    SELECT j.kind, j.facts, ${judgedBy} AS "judgedBy" FROM judgements AS j
    WHERE ${recordedIn(from, to)} AND NOT ${judgedBy} @> ${`{${variants.join(',')}}`}::text[]`)
  return rows.map(({ kind, facts, judgedBy }) => {
    const decoded = decodeFacts(facts)
    return { kind, facts: Array.isArray(decoded) ? undefined : decoded, judgedBy }
  })
}
