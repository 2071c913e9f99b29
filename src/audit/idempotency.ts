import { sql } from 'drizzle-orm'
import { isRefusal, problem, type Refusal } from '../kernel/problems.js'
import type { Transaction } from './act.js'

/** A request's key, in the scope of its principal, with a hash of what was asked. */
export interface IdempotencyClaim {
  readonly principal: string
  readonly key: string
  readonly requestHash: Buffer
  /** A refusal is not kept under the key: who was refused may ask again, and for something else. */
  readonly forgetsRefusals?: true
}

const reused = problem('idempotency-key-reused', 422, {
  kk: 'Бұл Idempotency-Key басқа сұрауға қолданылған',
  ru: 'Этот Idempotency-Key уже использован для другого запроса',
  en: 'This Idempotency-Key was used for a different request',
})
export const keyReused = (): Refusal =>
  reused({ errors: [{ pointer: '/header/idempotency-key', detail: reused.title }] })

export const keyInUse = problem('idempotency-key-in-use', 409, {
  kk: 'Осы Idempotency-Key бар сұрау әлі орындалуда',
  ru: 'Запрос с этим Idempotency-Key ещё выполняется',
  en: 'A request with this Idempotency-Key is still running',
})

/** The constraint that a second claim of a key violates: a batch of donations claims its keys without the lock below. */
export const keyIsUnique = 'idempotency_keys_pkey'

/** The answer that the key already has, a refusal, or undefined when the key is now ours. */
export async function claimKey(
  tx: Transaction,
  claim: IdempotencyClaim,
): Promise<{ answer: unknown } | undefined> {
  const [lock] = await tx.execute<{ free: boolean }>(
    sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${`${claim.principal} ${claim.key}`}, 0)) AS free`,
  )
  if (!lock?.free) return { answer: keyInUse() }
  const [known] = await tx.execute<{ request_hash: Buffer; answer: string }>(
    sql`SELECT request_hash, answer FROM idempotency_keys WHERE principal = ${claim.principal} AND key = ${claim.key}`,
  )
  if (known === undefined) return undefined
  return claim.requestHash.equals(known.request_hash)
    ? { answer: JSON.parse(known.answer) }
    : { answer: keyReused() }
}

/** Refusals are answers too: the same request with the same key is answered the same. */
export async function keepAnswer(
  tx: Transaction,
  claim: IdempotencyClaim,
  answer: unknown,
  now: Date,
): Promise<void> {
  const text = JSON.stringify(isRefusal(answer) ? forgetful(answer) : (answer ?? null))
  await tx.execute(sql`INSERT INTO idempotency_keys (principal, key, request_hash, answer, created_at)
    VALUES (${claim.principal}, ${claim.key}, ${claim.requestHash}, ${text}, ${now.toISOString()}::timestamptz)`)
}

/** `kept` speaks of the first time only. */
const forgetful = ({ kept: _, ...refusal }: Refusal): Refusal => refusal
