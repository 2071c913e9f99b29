import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { House, Reader } from '../audit/house.js'
import type { Match } from './matches-store.js'
import { openLines } from './matching.js'

export const beginWork = async (tx: Transaction, ledger: string, statement: string): Promise<unknown> =>
  tx.execute(sql`INSERT INTO statements_in_work VALUES (${ledger}, ${statement}) ON CONFLICT DO NOTHING`)

/** The statements of a ledger that were begun; in one that nobody works through any more gifts may stand without their lines. */
export async function statementsInWork(reader: Reader, ledger: string): Promise<string[]> {
  const rows = await reader.execute<{ statement: string }>(
    sql`SELECT statement FROM statements_in_work WHERE ledger = ${ledger} ORDER BY statement`,
  )
  return rows.map(({ statement }) => statement)
}

export const endWork = ({ door }: House, ledger: string): Promise<unknown> =>
  door.actMany((tx) => tx`DELETE FROM statements_in_work WHERE ledger = ${ledger}`)

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
