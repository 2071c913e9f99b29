import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { uuidv7 } from '../kernel/ids.js'
import {
  collectionApprovals,
  collectionBoxes,
  collectionNotices,
  collectionReports,
  collectionSteps,
  collections,
  collectionTerms,
  judgements,
} from './tables.js'

/** The place for which account numbers are sealed. */
export const accountPlace = 'collections.account'

export type Collection = typeof collections.$inferSelect
export type Terms = typeof collectionTerms.$inferSelect
export type Step = typeof collectionSteps.$inferSelect
export type Notice = typeof collectionNotices.$inferSelect
export type Approval = typeof collectionApprovals.$inferSelect
export type Box = typeof collectionBoxes.$inferSelect
export type Report = typeof collectionReports.$inferSelect

export async function findCollection(reader: Reader, number: string): Promise<Collection | undefined> {
  const [row] = await reader.select().from(collections).where(eq(collections.number, number))
  return row
}

export async function findById(reader: Reader, id: string): Promise<Collection | undefined> {
  const [row] = await reader.select().from(collections).where(eq(collections.id, id))
  return row
}

/** Locks a drive, and its fund, while something is decided about it: no gift is recorded meanwhile. */
export async function lockCollection(tx: Transaction, number: string): Promise<Collection | undefined> {
  const [row] = await tx.select().from(collections).where(eq(collections.number, number)).for('update')
  if (row !== undefined)
    await tx.execute(sql`SELECT FROM funds WHERE ledger = ${row.ledger} AND id = ${row.id} FOR UPDATE`)
  return row
}

export const listCollections = (
  reader: Reader,
  limit: number,
  after: string | undefined,
  ...conditions: (SQL | undefined)[]
): Promise<Collection[]> =>
  reader
    .select()
    .from(collections)
    .where(and(after === undefined ? undefined : lt(collections.id, after), ...conditions))
    .orderBy(desc(collections.id))
    .limit(limit)

/** What is said of a drive, as of a day. */
export const termsOf = (row: Collection, holdsFrom: string, recordedBy: string, now: Date): Terms => ({
  ...{ id: uuidv7(now), collectionId: row.id, holdsFrom, purpose: row.purpose, category: row.category },
  ...{ endsOn: row.endsOn, targetTiyn: row.targetTiyn, announcedTiyn: row.announcedTiyn },
  spending: row.spending,
  ...{ recordedBy, recordedAt: now },
})

export async function insertCollection(tx: Transaction, row: Collection, terms: Terms): Promise<void> {
  await tx.insert(collections).values(row)
  await tx.insert(collectionTerms).values(terms)
}

/** Changes the drive; without changes only its version counts on, because something about it has changed. */
export async function updateCollection(
  tx: Transaction,
  id: string,
  changes: Partial<Collection> = {},
): Promise<void> {
  // An update must set something: the version, which the database counts by itself.
  await tx
    .update(collections)
    .set({ version: 0, ...changes })
    .where(eq(collections.id, id))
}

export const insertTerms = (tx: Transaction, row: Terms) => tx.insert(collectionTerms).values(row)
export const insertStep = (tx: Transaction, row: Step) => tx.insert(collectionSteps).values(row)
export const insertNotice = (tx: Transaction, row: Notice) => tx.insert(collectionNotices).values(row)
export const insertApproval = (tx: Transaction, row: Approval) => tx.insert(collectionApprovals).values(row)
export const insertBoxes = (tx: Transaction, rows: Box[]) => tx.insert(collectionBoxes).values(rows)
export const insertReport = (tx: Transaction, row: Report) => tx.insert(collectionReports).values(row)
export const insertJudgement = (tx: Transaction, row: typeof judgements.$inferInsert) =>
  tx.insert(judgements).values(row)
