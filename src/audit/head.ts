import { sql } from 'drizzle-orm'
import type { Transaction } from './act.js'
import { appendAll, emptyFrontier, rootOf } from './merkle.js'

export interface LogHead {
  readonly size: number
  /** Base64. */
  readonly root: string
}

const hashBytes = 32

/** The head of a log as it is in this transaction. It stays locked, so that nothing comes between it and the act's own leaf. */
export async function lockHead(tx: Transaction, log: string): Promise<LogHead> {
  await tx.execute(sql`SELECT FROM logs WHERE name = ${log} FOR UPDATE`)
  const [last] = await tx.execute<{ size: string; frontier: Buffer }>(
    sql`SELECT size::text, frontier FROM checkpoints WHERE log = ${log} ORDER BY checkpoints.size DESC LIMIT 1`,
  )
  const start =
    last === undefined ? emptyFrontier : { size: Number(last.size), hashes: hashesIn(last.frontier) }
  const leaves = await tx.execute<{ hash: Buffer }>(
    sql`SELECT hash FROM hashes_of_log(${log}, ${start.size}, NULL)`,
  )
  const frontier = appendAll(
    start,
    [...leaves].map(({ hash }) => hash),
  )
  return { size: frontier.size, root: rootOf(frontier).toString('base64') }
}

/** The hashes of a frontier as a checkpoint keeps them: one after the other. */
export const hashesIn = (frontier: Buffer): Buffer[] =>
  Array.from({ length: frontier.length / hashBytes }, (_, i) =>
    frontier.subarray(i * hashBytes, (i + 1) * hashBytes),
  )
