import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'

export interface PublishedDecision {
  readonly [column: string]: unknown
  readonly decision: string
  readonly reasons: string
  /** Of the official, who is not named. */
  readonly region: string
  readonly decidedOn: string
}

/** What officials decided about a drive with their reasons, oldest first. */
export async function decisionsOnCollection(reader: Reader, number: string): Promise<PublishedDecision[]> {
  const rows = await reader.execute<PublishedDecision>(sql`
    SELECT d.decision, d.reasons, d.official_region AS region, d.decided_on::text AS "decidedOn"
    FROM emergency_decisions AS d JOIN emergency_applications AS a ON a.id = d.application_id
      JOIN collections AS c ON c.id = a.collection_id
    WHERE c.number = ${number} ORDER BY d.id`)
  return [...rows]
}

/** The log in which the books of a drive are kept. */
export async function ledgerOfCollection(reader: Reader, number: string): Promise<string | undefined> {
  const [row] = await reader.execute<{ ledger: string }>(
    sql`SELECT ledger FROM collections WHERE number = ${number}`,
  )
  return row?.ledger
}
