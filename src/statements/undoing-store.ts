import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { momentText } from '../database/moment-text.js'
import type { MatchUndoing, MatchUndoingDecision, MatchUndoingQuery } from './undoing-contract.js'
import type { LineStanding } from './undoing-decisions.js'
import type { LinePlace } from './waiting-lines.js'

/** Locks a line and says what stands of it. */
export async function lockStanding(
  tx: Transaction,
  { ledger, statement, line }: LinePlace,
): Promise<LineStanding> {
  const known = await tx.execute(
    sql`SELECT FROM statement_lines WHERE ledger = ${ledger} AND statement = ${statement} AND line = ${line} FOR UPDATE`,
  )
  const [match] = await tx.execute<{ round: number; asked: string | null }>(sql`
    SELECT m.round, (SELECT u.id FROM match_undoings AS u WHERE u.statement = m.statement AND u.line = m.line AND u.round = m.round
      AND NOT EXISTS (SELECT FROM match_undoing_decisions AS d WHERE d.undoing = u.id) LIMIT 1) AS asked
    FROM standing_matches AS m WHERE m.ledger = ${ledger} AND m.statement = ${statement} AND m.line = ${line}`)
  return { isKnown: known.length > 0, round: match?.round ?? null, asked: match?.asked ?? null }
}

export async function keepAsked(
  tx: Transaction,
  { ledger, statement, line }: LinePlace,
  asked: { id: string; round: number; reason: string; by: string; at: Date },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO match_undoings (id, ledger, statement, line, round, reason, asked_by, asked_at)
    VALUES (${asked.id}, ${ledger}, ${statement}, ${line}, ${asked.round}, ${asked.reason}, ${asked.by}, ${asked.at.toISOString()}::timestamptz)`)
}

export async function keepDecided(
  tx: Transaction,
  undoing: string,
  { decision, reasons, by, at }: MatchUndoingDecision & { by: string; at: Date },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO match_undoing_decisions (undoing, ledger, statement, line, round, asked_by, decision, reasons, decided_by, decided_at)
    SELECT id, ledger, statement, line, round, asked_by, ${decision}, ${reasons}, ${by}, ${at.toISOString()}::timestamptz
    FROM match_undoings WHERE id = ${undoing}`)
}

/**
 * Whether the transaction of a match `m` is a gift that was taken from its line, as one of the keys of the line says: it has one for
 * each match that was undone, and one more if its first gift came to stand on another line.
 */
const wasTaken = sql`EXISTS (
  SELECT FROM statement_lines AS l, generate_series(0, m.round + 1) AS before, LATERAL (
    SELECT answer FROM idempotency_keys
    WHERE principal = 'statements:' || m.ledger AND key = concat_ws(' ', encode(l.content_hash, 'hex'), nullif(before, 0)) OFFSET 0
  ) AS k WHERE l.ledger = m.ledger AND l.statement = m.statement AND l.line = m.line AND k.answer::jsonb ->> 'donation' = m.transaction_id::text)`

/** What was asked to be undone in a ledger, the newest first, or one of it. */
export async function undoingsOf(
  reader: Reader,
  ledger: string,
  { id, status, after, limit }: Partial<MatchUndoingQuery> & { id?: string; limit: number },
): Promise<MatchUndoing[]> {
  const rows = await reader.execute<MatchUndoing & Record<string, unknown>>(sql`
    SELECT * FROM (
      SELECT u.id, u.statement, u.line, CASE d.decision WHEN 'confirm' THEN 'confirmed' WHEN 'refuse' THEN 'refused' ELSE 'asked' END AS status,
        m.reason AS "matchedBecause", m.transaction_id AS transaction,
        m.transaction_id IS NOT NULL AND NOT is_reversed(m.ledger, m.transaction_id) AND ${wasTaken} AS "giftStands",
        u.reason, u.asked_by AS "askedBy", ${momentText('u.asked_at')} AS "askedAt",
        d.decided_by AS "decidedBy", ${momentText('d.decided_at')} AS "decidedAt", d.reasons
      FROM match_undoings AS u JOIN statement_matches AS m USING (ledger, statement, line, round)
        LEFT JOIN match_undoing_decisions AS d ON d.undoing = u.id
      WHERE u.ledger = ${ledger} AND (${id ?? null}::uuid IS NULL OR u.id = ${id ?? null}::uuid)
        AND (${after ?? null}::uuid IS NULL OR u.id < ${after ?? null}::uuid)
    ) AS undoings
    WHERE ${status ?? null}::text IS NULL OR status = ${status ?? null} ORDER BY id DESC LIMIT ${limit}`)
  return [...rows]
}
