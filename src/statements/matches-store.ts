import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import { uuidv7 } from '../kernel/ids.js'

export type MatchReason =
  | 'own-reference'
  | 'own-reference-other-day'
  | 'collection-number'
  | 'dedicated-account'
  | 'amount-day-and-identifier'
  | 'amount-day-and-name'
  | 'by-hand'
  | 'posted-by-hand'
  | 'set-aside'

/** What became of a line. */
export interface Match {
  readonly line: number
  /** Null where it was set aside. */
  readonly transaction: string | null
  readonly reason: MatchReason
  /** Of a transfer between own accounts: which end of it the line is. */
  readonly side?: 'D' | 'C' | null
  readonly note?: string
}

/** Keeps what became of lines, sealed together; what was decided of a line or an entry meanwhile stays. Answers how many. */
export async function keepMatches(
  tx: Transaction,
  of: { ledger: string; statement: string; by: string; at: Date },
  matches: readonly Match[],
): Promise<number> {
  const batch = uuidv7(of.at)
  const lines = `{${matches.map(({ line }) => line).join(',')}}`
  // Before anything else, and in their order: whoever decides of one of them holds it alone.
  await tx.execute(sql`SELECT FROM statement_lines WHERE ledger = ${of.ledger} AND statement = ${of.statement}
    AND line = ANY (${lines}::integer[]) ORDER BY line FOR UPDATE`)
  // Nothing is reversed from here on; what was, never came to the bank.
  await tx.execute(sql`SELECT pg_advisory_xact_lock_shared(lock_of_matches(${of.ledger}))`)
  // Few are undone: they are looked up once, and not for each match among all the others of the ledger.
  const kept = await tx.execute(sql`
    WITH undone AS MATERIALIZED (
      SELECT e.* FROM match_undoing_decisions AS d JOIN statement_matches AS e USING (ledger, statement, line, round)
      WHERE d.ledger = ${of.ledger} AND d.decision = 'confirm'
    )
    INSERT INTO statement_matches (ledger, statement, line, transaction_id, reason, note, batch, side, round, entry_round)
    SELECT ${of.ledger}, ${of.statement}::uuid, m.line, m.transaction, m.reason, m.note, ${batch}::uuid, m.side,
      (SELECT count(*) FROM undone AS u WHERE u.statement = ${of.statement}::uuid AND u.line = m.line),
      (SELECT count(*) FROM undone AS u WHERE u.transaction_id = m.transaction AND u.side IS NOT DISTINCT FROM m.side)
    FROM json_to_recordset(${JSON.stringify(matches)}::text::json) AS m (line integer, transaction uuid, reason text, note text, side "char")
    WHERE m.transaction IS NULL OR NOT is_reversed(${of.ledger}, m.transaction)
    ON CONFLICT DO NOTHING RETURNING line`)
  await tx.execute(sql`
    INSERT INTO statement_match_batches (id, ledger, statement, matches, matches_hash, matched_by, matched_at)
    VALUES (${batch}, ${of.ledger}, ${of.statement}, ${kept.length}, hash_of_matches(${batch}::uuid), ${of.by}, ${of.at.toISOString()})`)
  return kept.length
}
