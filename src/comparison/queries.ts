import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { House, Reader } from '../audit/house.js'
import { notFound } from '../http/problems.js'
import type { Actor } from '../kernel/actor.js'
import { toPage } from '../kernel/pages.js'
import type { Refusal } from '../kernel/problems.js'
import type { Language } from '../kernel/texts.js'
import { conditionsOf } from './cell-conditions.js'
import { type CellFilter, type CellPlace, cellsBehind } from './cell-filter.js'
import type { CellQuery, ComparisonQuery, ComparisonSummary, NewComparison, Progress } from './contract.js'
import { comparisonNotDone, type Failure, failures } from './problems.js'
import type { ComparisonResults, OutcomeOrNone } from './results.js'
import type { Runs } from './runs.js'
import {
  countCellsBehind,
  findComparison,
  type KeptComparison,
  listCells,
  listCellsBehind,
  listComparisons,
  listPublished,
  loadProgress,
  loadResults,
} from './store.js'
import { comparisonCells } from './tables.js'

/** Who asks, and in which language; only a person has comparisons of his own. */
export interface Asking {
  readonly actor: Actor
  readonly language: Language
}

const personOf = ({ actor }: Asking): string | undefined => (actor.kind === 'person' ? actor.id : undefined)

export async function comparisonSummary(
  house: House,
  runs: Runs,
  id: string,
  asking: Asking,
): Promise<ComparisonSummary | Refusal> {
  const row = await findComparison(house.read, id, personOf(asking))
  return row === undefined ? notFound() : viewOf(house.read, runs, row, asking)
}

/** The results as they are kept, byte for byte; undefined while there are none. */
export const resultsOf = (reader: Reader, id: string): Promise<string | undefined> => loadResults(reader, id)

/** The caller's own and the published ones, the latest first. */
export async function comparisonPage(
  { read }: House,
  runs: Runs,
  { limit, after }: ComparisonQuery,
  asking: Asking,
) {
  const rows = await listComparisons(read, personOf(asking), limit + 1, after)
  const { items, next } = toPage(
    rows,
    limit,
    ({ id }) => id,
    (row) => row,
  )
  const views: ComparisonSummary[] = []
  for (const row of items) views.push(await viewOf(read, runs, row, asking))
  return { items: views, next }
}

async function viewOf(
  read: Reader,
  runs: Runs,
  row: KeptComparison,
  asking: Asking,
): Promise<ComparisonSummary> {
  const { id, status, problem } = row
  return {
    ...{ id, status, own: row.createdBy === personOf(asking) },
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    recordedUntil: row.recordedUntil?.toISOString() ?? null,
    request: row.request as NewComparison,
    variants: row.variants.map(({ id, hash }) => ({ id, hash })),
    ...{ dataHash: row.dataHash, engine: row.engine, resultsHash: row.resultsHash },
    progress: row.finishedAt === null ? await progressOf(read, runs, id) : null,
    problem:
      problem === null ? null : { code: problem, detail: failures[problem as Failure][asking.language] },
  }
}

/** Of a run of this process to the moment, of another's as of its last renewal. */
async function progressOf(read: Reader, runs: Runs, id: string): Promise<Progress> {
  const known = runs.progressOf(id) ?? (await loadProgress(read, id))
  return (known as Progress | undefined) ?? { phase: 'waiting', done: 0, total: null }
}

/** The cases behind a number, a class at a time. */
export async function cellPage({ read }: House, id: string, query: CellQuery, asking: Asking) {
  const row = await findComparison(read, id, personOf(asking))
  if (row === undefined) return notFound()
  if (row.status !== 'done') return comparisonNotDone()
  const { limit, after, reading, outcome, from, code, kind } = query
  const { base } = row.request as NewComparison
  const variant = query.variant ?? base
  const cell = comparisonCells.cell
  const said = (name: string, value: string | undefined): SQL | undefined =>
    value === undefined ? undefined : sql`${cell} ->> ${name} = ${value}`
  const rows = await listCells(
    read,
    id,
    limit + 1,
    after,
    ...[said('reading', reading), said('kind', kind)],
    ...[answered(variant, outcome), answered(base, from)],
    query.variant === undefined ? undefined : sql`${cell} -> 'answers' ? ${variant}`,
    code === undefined ? undefined : sql`${cell} -> 'answers' -> ${variant} -> 'findings' ? ${code}`,
  )
  return toPage(
    rows,
    limit,
    ({ number }) => String(number),
    ({ cell }) => cell,
  )
}

const answered = (variant: string, outcomes: readonly OutcomeOrNone[] | undefined): SQL | undefined =>
  outcomes === undefined
    ? undefined
    : sql`${comparisonCells.cell} -> 'answers' -> ${variant} ->> 'outcome' IN ${[...outcomes]}`

/** What pages show: published comparisons alone. Of their results the list takes the number of cases, not the whole. */
export const publishedComparisons = ({ read }: House) => listPublished(read, mostListed)
const mostListed = 100

export async function publishedComparison({ read }: House, id: string) {
  const row = isUuid(id) ? await findComparison(read, id, undefined) : undefined
  const results = row === undefined ? undefined : await loadResults(read, id)
  if (row === undefined || results === undefined) return undefined
  return { row, results: JSON.parse(results) as ComparisonResults }
}

const cellsOnPage = 60

/** The cells behind a number, those with the most cases first, a page at a time; and what all of them come to. */
export async function cellsOfComparison(
  { read }: House,
  id: string,
  base: string,
  filter: CellFilter,
  after: CellPlace | undefined,
) {
  const asked = conditionsOf(filter, base)
  const rows = await listCellsBehind(read, id, asked, cellsOnPage + 1, after)
  const shown = rows.slice(0, cellsOnPage)
  const items = cellsBehind(
    shown.map(({ cell }) => cell),
    filter,
    base,
  )
  const last = items.at(-1)
  const next = rows.length > cellsOnPage && last ? { cases: last.cases, number: shown.at(-1)!.number } : null
  return { items, next, all: await countCellsBehind(read, id, asked) }
}

/** The facts of an example, as they stood where these are kept. */
export async function exampleOf({ read }: House, id: string, caseId: string) {
  const held = sql`${comparisonCells.cell} @> ${JSON.stringify({ examples: [{ id: caseId }] })}::jsonb`
  const rows = await listCells(read, id, mostListed, undefined, held)
  const [first] = rows.sort((a, b) => (a.cell.reading < b.cell.reading ? -1 : 1))
  return first?.cell.examples.find((example) => example.id === caseId)?.facts
}

const isUuid = (text: string): boolean => z.uuid().safeParse(text).success
