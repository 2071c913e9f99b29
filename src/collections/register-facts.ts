import { and, asc, gt, sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
import type { Facts } from '../law/facts.js'
import { factsOfMany } from './many-facts.js'
import { collections } from './tables.js'

/** Registered by the end of a day. */
const registeredBy = (on: Day) =>
  sql`${collections.recordedAt} < (${on}::date + 1)::timestamp AT TIME ZONE 'Asia/Almaty'`

export interface RegisteredFacts {
  readonly id: string
  readonly number: string
  readonly category: string
  readonly facts: Facts
}

/** The next drives of the register of a day, in the order of their registration, with their facts as of it. */
export async function registerFacts(
  reader: Reader,
  on: Day,
  limit: number,
  after: string | undefined,
): Promise<RegisteredFacts[]> {
  const rows = await reader
    .select({ id: collections.id, number: collections.number, category: collections.category })
    .from(collections)
    .where(and(registeredBy(on), after === undefined ? undefined : gt(collections.id, after)))
    .orderBy(asc(collections.id))
    .limit(limit)
  const facts = await factsOfMany(reader, new Map(rows.map(({ id }) => [id, on])))
  return rows.map((row) => ({ ...row, facts: facts.get(row.id)! }))
}
