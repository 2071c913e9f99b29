import { sql as drizzle } from 'drizzle-orm'
import type { ISql } from 'postgres'
import type { Transaction } from '../audit/act.js'
import type { Drive } from './decisions.js'
import type { DonationRequest } from './donate.js'

/** What was answered before under a key, by `principal key`. */
export type KnownAnswers = Readonly<Record<string, { readonly hash: string; readonly answer: string }>>

type DriveRow = Drive & { raised: string; held: string; target: string | null }

interface Begun {
  drives: Record<string, DriveRow> | null
  known: KnownAnswers | null
  law: bigint
}

const driveOf = (row: DriveRow): Drive => ({
  ...row,
  raised: BigInt(row.raised),
  held: BigInt(row.held),
  target: row.target === null ? null : BigInt(row.target),
})

/** Locks one drive and its fund inside an act, and reads it. */
export async function beginGift(tx: Transaction, number: string): Promise<Drive | undefined> {
  const [begun] = await tx.execute<{ drives: Begun['drives'] }>(
    drizzle`SELECT drives FROM begin_donations(ARRAY[${number}], '{}', '{}')`,
  )
  const row = begun?.drives?.[number]
  return row && driveOf(row)
}

/** Locks the drives and funds of a batch and reads them, the answers its keys already have, and the version of the law. */
export async function beginBatch(sql: ISql, requests: readonly DonationRequest[]) {
  const numbers = [...new Set(requests.map((request) => request.collection))]
  const keys = requests.map(({ by: { idempotency } }) => idempotency)
  const list = (texts: readonly string[]) =>
    sql`ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(texts)}::text::jsonb))`
  const [begun] = await sql<Begun[]>`SELECT * FROM begin_donations(${list(numbers)},
    ${list(keys.map(({ principal }) => principal))}, ${list(keys.map(({ key }) => key))})`
  const drives = Object.values(begun?.drives ?? {}).map(driveOf)
  return { drives, answers: begun?.known ?? {}, law: begun?.law ?? 0n }
}
