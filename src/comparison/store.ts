import { and, asc, count, desc, eq, gt, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import type { CellPlace } from './cell-filter.js'
import {
  comparisonCases,
  comparisonCells,
  comparisonLeases,
  comparisonPublications,
  comparisonResults,
  comparisonSnapshots,
  comparisons,
  comparisonUploads,
} from './tables.js'

export type Comparison = typeof comparisons.$inferSelect
export type Upload = typeof comparisonUploads.$inferSelect
export type Snapshot = typeof comparisonSnapshots.$inferSelect
export type KeptComparison = Comparison & {
  readonly publishedAt: Date | null
  /** Of the cases of the register, once they have been read. */
  readonly recordedUntil: Date | null
}

const kept = (reader: Reader) =>
  reader
    .select({
      comparison: comparisons,
      publishedAt: comparisonPublications.publishedAt,
      recordedUntil: comparisonSnapshots.recordedUntil,
    })
    .from(comparisons)
    .leftJoin(comparisonPublications, eq(comparisonPublications.comparison, comparisons.id))
    .leftJoin(comparisonSnapshots, eq(comparisonSnapshots.comparison, comparisons.id))

/** Those that somebody may see: published ones, and his own. */
const seenBy = (person: string | undefined): SQL | undefined =>
  or(
    isNotNull(comparisonPublications.comparison),
    person === undefined ? undefined : eq(comparisons.createdBy, person),
  )

export async function findComparison(
  reader: Reader,
  id: string,
  person: string | undefined,
): Promise<KeptComparison | undefined> {
  const [row] = await kept(reader).where(and(eq(comparisons.id, id), seenBy(person)))
  return row && keptRow(row)
}

export async function listComparisons(
  reader: Reader,
  person: string | undefined,
  limit: number,
  after: string | undefined,
): Promise<KeptComparison[]> {
  const rows = await kept(reader)
    .where(and(seenBy(person), after === undefined ? undefined : lt(comparisons.id, after)))
    .orderBy(desc(comparisons.id))
    .limit(limit)
  return rows.map(keptRow)
}

const keptRow = ({ comparison, ...more }: Awaited<ReturnType<typeof kept>>[number]): KeptComparison => ({
  ...comparison,
  ...more,
})

/** The latest first, each with the number of its cases. */
export const listPublished = (reader: Reader, limit: number) =>
  reader
    .select({
      id: comparisons.id,
      createdAt: comparisons.createdAt,
      variants: comparisons.variants,
      cases: sql<number>`(${comparisonResults.results}::jsonb #>> '{cases,cases}')::int`,
    })
    .from(comparisonPublications)
    .innerJoin(comparisons, eq(comparisons.id, comparisonPublications.comparison))
    .innerJoin(comparisonResults, eq(comparisonResults.comparison, comparisonPublications.comparison))
    .orderBy(desc(comparisons.id))
    .limit(limit)

export async function loadComparison(reader: Reader, id: string): Promise<Comparison | undefined> {
  const [row] = await reader.select().from(comparisons).where(eq(comparisons.id, id))
  return row
}

export async function lockComparison(tx: Transaction, id: string): Promise<Comparison | undefined> {
  const [row] = await tx.select().from(comparisons).where(eq(comparisons.id, id)).for('update')
  return row
}

export async function insertComparison(tx: Transaction, row: Comparison): Promise<void> {
  await tx.insert(comparisons).values(row)
}

export async function updateComparison(
  tx: Transaction,
  id: string,
  changes: Partial<Comparison>,
): Promise<void> {
  await tx.update(comparisons).set(changes).where(eq(comparisons.id, id))
}

export async function isLeasedTo(tx: Transaction, id: string, holder: string): Promise<boolean> {
  const [row] = await tx
    .select({ holder: comparisonLeases.holder })
    .from(comparisonLeases)
    .where(eq(comparisonLeases.comparison, id))
  return row?.holder === holder
}

const cellsAtOnce = 500

export async function insertResults(
  tx: Transaction,
  comparison: string,
  results: string,
  cells: readonly (typeof comparisonCells.$inferInsert)['cell'][],
): Promise<void> {
  await tx.insert(comparisonResults).values({ comparison, results })
  for (let first = 0; first < cells.length; first += cellsAtOnce) {
    const rows = cells.slice(first, first + cellsAtOnce)
    await tx.insert(comparisonCells).values(rows.map((cell, i) => ({ comparison, number: first + i, cell })))
  }
}

export async function insertPublication(
  tx: Transaction,
  row: typeof comparisonPublications.$inferInsert,
): Promise<void> {
  await tx.insert(comparisonPublications).values(row)
}

export async function loadResults(reader: Reader, comparison: string): Promise<string | undefined> {
  const [row] = await reader
    .select({ results: comparisonResults.results })
    .from(comparisonResults)
    .where(eq(comparisonResults.comparison, comparison))
  return row?.results
}

export const listCells = (
  reader: Reader,
  comparison: string,
  limit: number,
  after: number | undefined,
  ...conditions: (SQL | undefined)[]
) =>
  reader
    .select({ number: comparisonCells.number, cell: comparisonCells.cell })
    .from(comparisonCells)
    .where(
      and(
        eq(comparisonCells.comparison, comparison),
        after === undefined ? undefined : gt(comparisonCells.number, after),
        ...conditions,
      ),
    )
    .orderBy(asc(comparisonCells.number))
    .limit(limit)

export interface CellsBehind {
  readonly conditions: readonly SQL[]
  /** Of a cell: what is counted of it. */
  readonly amounts: SQL
}

/** The cells that hold what is asked for, those with the most cases first. */
export async function listCellsBehind(
  reader: Reader,
  comparison: string,
  { conditions, amounts }: CellsBehind,
  limit: number,
  after: CellPlace | undefined,
) {
  const cases = casesIn(amounts)
  const isAfter = after && sql`(-${cases}, ${comparisonCells.number}) > (${-after.cases}, ${after.number})`
  return reader
    .select({ number: comparisonCells.number, cell: comparisonCells.cell })
    .from(comparisonCells)
    .where(and(eq(comparisonCells.comparison, comparison), ...conditions, isAfter))
    .orderBy(desc(cases), asc(comparisonCells.number))
    .limit(limit)
}

export async function countCellsBehind(
  reader: Reader,
  comparison: string,
  { conditions, amounts }: CellsBehind,
) {
  const [row] = await reader
    .select({
      cells: count(),
      cases: sql<number>`coalesce(sum(${casesIn(amounts)}), 0)::int`,
      tiyn: sql<string>`coalesce(sum((${amounts} ->> 'tiyn')::numeric), 0)::text`,
    })
    .from(comparisonCells)
    .where(and(eq(comparisonCells.comparison, comparison), ...conditions))
  return row ?? { cells: 0, cases: 0, tiyn: '0' }
}

const casesIn = (amounts: SQL): SQL => sql`(${amounts} ->> 'cases')::int`

export async function loadProgress(reader: Reader, comparison: string): Promise<unknown> {
  const [row] = await reader
    .select({ progress: comparisonLeases.progress })
    .from(comparisonLeases)
    .where(
      and(
        eq(comparisonLeases.comparison, comparison),
        gt(comparisonLeases.heldUntil, sql`clock_timestamp()`),
      ),
    )
  return row?.progress
}

export async function insertUpload(tx: Transaction, row: Upload): Promise<void> {
  await tx.insert(comparisonUploads).values(row)
}

export async function findUpload(reader: Reader, id: string, person: string): Promise<Upload | undefined> {
  const [row] = await reader
    .select()
    .from(comparisonUploads)
    .where(and(eq(comparisonUploads.id, id), eq(comparisonUploads.createdBy, person)))
  return row
}

export async function countCasesOfUpload(reader: Reader, upload: string): Promise<number> {
  const [row] = await reader
    .select({ cases: comparisonUploads.cases })
    .from(comparisonUploads)
    .where(eq(comparisonUploads.id, upload))
  return row?.cases ?? 0
}

export async function insertSnapshot(tx: Transaction, row: Snapshot): Promise<void> {
  await tx.insert(comparisonSnapshots).values(row)
}

export async function findSnapshot(reader: Reader, comparison: string): Promise<Snapshot | undefined> {
  const [row] = await reader
    .select()
    .from(comparisonSnapshots)
    .where(eq(comparisonSnapshots.comparison, comparison))
  return row
}

export async function loadChunk(reader: Reader, upload: string, number: number) {
  const [row] = await reader
    .select({ cases: comparisonCases.cases, lines: comparisonCases.lines })
    .from(comparisonCases)
    .where(and(eq(comparisonCases.upload, upload), eq(comparisonCases.number, number)))
  return row
}
