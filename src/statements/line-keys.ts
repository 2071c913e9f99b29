import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import { claimKey, type IdempotencyClaim, keyInUse } from '../audit/idempotency.js'
import { sha256 } from '../kernel/canonical-json.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { lineInWork } from './problems.js'

/**
 * The key under which a line becomes what it becomes, whoever decides and however: the database takes it once and never forgets
 * it. `content` is a hash of all that the line says; `became` the collection whose gift it is, or what else a person decided;
 * `before` how often that was over again.
 */
export const keyOfLine = (ledger: string, content: string, became: string, before = 0) =>
  ({
    principal: `statements:${ledger}`,
    key: before === 0 ? content : `${content} ${before}`,
    requestHash: sha256(`${content} ${became}`),
    forgetsRefusals: true,
  }) as const satisfies IdempotencyClaim

/** The gift that a line is already, and whether it is that of the collection which is meant now. */
export interface TakenGift {
  readonly gift: string
  readonly isSame: boolean
}

/**
 * Takes the key of a line of which nothing stands. A key is spent for good when what the line became by it is over: its match was
 * undone, its gift reversed, or found to be another line. While the gift stands otherwise the line is that, and nothing else.
 */
export async function claimLine(
  tx: Transaction,
  ledger: string,
  content: string,
  became: string,
): Promise<IdempotencyClaim | TakenGift | Refusal> {
  for (let before = 0; ; before++) {
    const key = keyOfLine(ledger, content, became, before)
    const known = await claimKey(tx, key)
    if (known === undefined) return key
    if (isRefusal(known.answer) && known.answer.refused === keyInUse.problem) return lineInWork()
    const taken = await standingGift(tx, ledger, key)
    if (taken !== undefined) return taken
  }
}

async function standingGift(
  tx: Transaction,
  ledger: string,
  { principal, key, requestHash }: IdempotencyClaim,
): Promise<TakenGift | undefined> {
  const [row] = await tx.execute<{ gift: string; isSame: boolean }>(sql`
    SELECT gift, request_hash = ${requestHash} AS "isSame" FROM idempotency_keys, LATERAL (SELECT answer::jsonb ->> 'donation' AS gift) AS became
    WHERE principal = ${principal} AND key = ${key} AND gift IS NOT NULL AND NOT is_reversed(${ledger}, gift::uuid)
      AND NOT EXISTS (SELECT FROM standing_matches AS m WHERE m.ledger = ${ledger} AND m.transaction_id = gift::uuid)`)
  return row && { ...row }
}
