import type { ISql } from 'postgres'
import type { Drive } from './decisions.js'
import type { DonationRequest } from './donate.js'

/** What was answered before under a key, by `principal key`. */
export type KnownAnswers = Readonly<Record<string, { readonly hash: string; readonly answer: string }>>

export interface Begun {
  drives: Record<string, Drive & { raised: string; held: string; target: string | null }> | null
  known: KnownAnswers | null
  law: bigint
}

/** Locks the drives and funds of a batch and reads them, the answers its keys already have, and the version of the law. */
export async function beginBatch(sql: ISql, requests: readonly DonationRequest[]) {
  const numbers = [...new Set(requests.map((request) => request.collection))]
  const keys = requests.map(({ by: { idempotency } }) => idempotency)
  const list = (texts: readonly string[]) =>
    sql`ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(texts)}::text::jsonb))`
  const [begun] = await sql<Begun[]>`SELECT * FROM begin_donations(${list(numbers)},
    ${list(keys.map(({ principal }) => principal))}, ${list(keys.map(({ key }) => key))})`
  return { drives: drivesOf(begun?.drives ?? null), answers: begun?.known ?? {}, law: begun?.law ?? 0n }
}

export const drivesOf = (drives: Begun['drives']): Drive[] =>
  Object.values(drives ?? {}).map((row) => ({
    ...row,
    raised: BigInt(row.raised),
    held: BigInt(row.held),
    target: row.target === null ? null : BigInt(row.target),
  }))
