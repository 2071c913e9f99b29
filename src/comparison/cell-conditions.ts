import { type SQL, sql } from 'drizzle-orm'
import { type CellFilter, codesOfProvision, outcomesOf, withinOf } from './cell-filter.js'
import type { OutcomeOrNone } from './results.js'
import type { CellsBehind } from './store.js'
import { comparisonCells } from './tables.js'

const { cell } = comparisonCells

/** A filter as the database understands it; `cellsBehind` says the same of cells in memory. */
export function conditionsOf(filter: CellFilter, base: string): CellsBehind {
  const { variant, outcome, from, code, provision } = filter
  const dimension = withinOf(filter)
  const value = dimension && filter[dimension]
  const amounts = dimension === undefined ? sql`${cell}` : sql`${cell} -> 'by' -> ${dimension} -> ${value}`
  const asked: (SQL | false | undefined)[] = [
    sql`${cell} ->> 'reading' = ${filter.reading}`,
    filter.kind !== undefined && sql`${cell} ->> 'kind' = ${filter.kind}`,
    outcome && answered(variant, outcomesOf(outcome)),
    from && answered(base, outcomesOf(from)),
    code && sql`${findingsOf(variant)} ? ${code}`,
    provision && sql`${findingsOf(variant)} ?| ${sql.param(codesOfProvision(provision))}::text[]`,
    dimension && sql`${amounts} IS NOT NULL`,
  ]
  return { amounts, conditions: asked.filter((one) => one instanceof Object) }
}

const answered = (variant: string | undefined, outcomes: readonly OutcomeOrNone[]): SQL =>
  sql`${cell} -> 'answers' -> ${variant ?? ''} ->> 'outcome' IN ${[...outcomes]}`

const findingsOf = (variant: string | undefined): SQL =>
  sql`${cell} -> 'answers' -> ${variant ?? ''} -> 'findings'`
