import { and, asc, desc, eq, gt, inArray, lt, type SQL } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
import { emergencyApplications, emergencyDecisions, emergencyReplies } from './tables.js'

export type Application = typeof emergencyApplications.$inferSelect
export type Decision = typeof emergencyDecisions.$inferSelect
export type Reply = typeof emergencyReplies.$inferSelect

/** Locks an application, so that of two officials who decide at once one comes second. */
export async function lockApplication(tx: Transaction, id: string): Promise<Application | undefined> {
  const [row] = await tx
    .select()
    .from(emergencyApplications)
    .where(eq(emergencyApplications.id, id))
    .for('update')
  return row
}

export const decisionsOn = (reader: Reader, ids: readonly string[]): Promise<Decision[]> =>
  reader
    .select()
    .from(emergencyDecisions)
    .where(inArray(emergencyDecisions.applicationId, [...ids]))
    .orderBy(asc(emergencyDecisions.id))

/** On which days something was decided about a drive, on whatever application. */
export async function daysDecidedOn(reader: Reader, collectionId: string): Promise<Day[]> {
  const rows = await reader
    .select({ day: emergencyDecisions.decidedOn })
    .from(emergencyDecisions)
    .innerJoin(emergencyApplications, eq(emergencyApplications.id, emergencyDecisions.applicationId))
    .where(eq(emergencyApplications.collectionId, collectionId))
  return rows.map(({ day }) => day)
}

export const repliesOn = (reader: Reader, ids: readonly string[]): Promise<Reply[]> =>
  reader
    .select()
    .from(emergencyReplies)
    .where(inArray(emergencyReplies.applicationId, [...ids]))
    .orderBy(asc(emergencyReplies.id))

/** The queue, oldest first. */
export const listApplications = (
  reader: Reader,
  limit: number,
  after: string | undefined,
  ...conditions: (SQL | undefined)[]
): Promise<Application[]> =>
  reader
    .select()
    .from(emergencyApplications)
    .where(and(after === undefined ? undefined : gt(emergencyApplications.id, after), ...conditions))
    .orderBy(asc(emergencyApplications.id))
    .limit(limit)

/** Decisions with what they are about, newest first. */
export const listDecisions = (
  reader: Reader,
  limit: number,
  after: string | undefined,
  ...conditions: (SQL | undefined)[]
) =>
  reader
    .select({ decision: emergencyDecisions, application: emergencyApplications })
    .from(emergencyDecisions)
    .innerJoin(emergencyApplications, eq(emergencyApplications.id, emergencyDecisions.applicationId))
    .where(and(after === undefined ? undefined : lt(emergencyDecisions.id, after), ...conditions))
    .orderBy(desc(emergencyDecisions.id))
    .limit(limit)

export const insertApplication = (tx: Transaction, row: Application) =>
  tx.insert(emergencyApplications).values(row)
export const insertDecision = (tx: Transaction, row: Decision) => tx.insert(emergencyDecisions).values(row)
export const insertReply = (tx: Transaction, row: Reply) => tx.insert(emergencyReplies).values(row)

export const updateApplication = (tx: Transaction, id: string, changes: Partial<Application>) =>
  tx.update(emergencyApplications).set(changes).where(eq(emergencyApplications.id, id))
