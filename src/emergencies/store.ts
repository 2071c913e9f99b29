import type { SQL } from 'drizzle-orm'
import { and, asc, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { emergencies, emergencyActs } from './tables.js'

export type EmergencyRow = typeof emergencies.$inferSelect
export type ActRow = typeof emergencyActs.$inferSelect

export async function loadEmergency(reader: Reader, id: string): Promise<EmergencyRow | undefined> {
  const [row] = await reader.select().from(emergencies).where(eq(emergencies.id, id))
  return row
}

export async function lockEmergency(tx: Transaction, id: string): Promise<EmergencyRow | undefined> {
  const [row] = await tx.select().from(emergencies).where(eq(emergencies.id, id)).for('update')
  return row
}

export const loadActs = (reader: Reader, ids: readonly string[]): Promise<ActRow[]> =>
  reader
    .select()
    .from(emergencyActs)
    .where(inArray(emergencyActs.emergencyId, [...ids]))
    .orderBy(asc(emergencyActs.madeOn), asc(emergencyActs.id))

export const listEmergencies = (
  reader: Reader,
  limit: number,
  after: string | undefined,
  ...conditions: (SQL | undefined)[]
): Promise<EmergencyRow[]> =>
  reader
    .select()
    .from(emergencies)
    .where(and(after === undefined ? undefined : lt(emergencies.id, after), ...conditions))
    .orderBy(desc(emergencies.id))
    .limit(limit)

export async function saveEmergency(tx: Transaction, row: EmergencyRow, act: ActRow): Promise<void> {
  await tx.insert(emergencies).values(row)
  await tx.insert(emergencyActs).values(act)
}

export async function saveEnd(tx: Transaction, id: string, act: ActRow): Promise<void> {
  await tx.update(emergencies).set({ endsOn: act.endsOn }).where(eq(emergencies.id, id))
  await tx.insert(emergencyActs).values(act)
}
