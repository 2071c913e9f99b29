import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Match } from './matches-store.js'
import { openLines } from './matching.js'

/** The lines that were taken as gifts before the process died, or somebody else's did, and that have no match yet. */
export async function giftsTakenBefore(reader: Reader, ledger: string, statement: string): Promise<Match[]> {
  const rows = await reader.execute<{ line: number; transaction: string; named: boolean }>(sql`
    SELECT l.line, k.answer::jsonb ->> 'donation' AS transaction, l.drive IS NOT NULL AS named
    FROM (${openLines(ledger, statement)}) AS l JOIN idempotency_keys AS k
      ON k.principal = ${`statements:${ledger}`} AND k.key = encode(l.content_hash, 'hex')
    WHERE k.answer::jsonb ->> 'donation' IS NOT NULL ORDER BY l.line`)
  return rows.map(({ line, transaction, named }) => ({
    ...{ line, transaction, reason: named ? ('collection-number' as const) : ('dedicated-account' as const) },
  }))
}
