import { sql } from 'drizzle-orm'
import { canonicalJson } from '../kernel/canonical-json.js'
import type { Transaction } from './act.js'

/** What an action adds to its audit entry. */
export interface Remarks {
  readonly subject?: string
  readonly reason?: string
  /** The hash of the variant of the law under which it was decided. */
  readonly variant?: string
  readonly article?: string
  /** Public facts of the act; never personal data. */
  readonly facts?: Readonly<Record<string, unknown>>
}

interface Act {
  readonly log: string
  readonly at: Date
  readonly action: string
  readonly actor: string
  readonly remarks: Remarks
}

/** The changed row `key` of `table`, and the SHA-256 (base64) of its new state. */
export type RowState = readonly [table: string, key: string, hash: string]

/** Writes the audit entry of this transaction: last, because the head of the log stays locked from here to the commit. */
export async function sealRows(tx: Transaction, act: Act): Promise<void> {
  const [noted] = await tx.execute<{ rows: string }>(sql`SELECT take_noted_rows() AS rows`)
  const { subject = act.log, reason, variant, article, facts } = act.remarks
  const rows = lastStates(noted?.rows ?? '')
  const leaf = canonicalJson({
    v: 1,
    at: act.at,
    action: act.action,
    actor: act.actor,
    subject,
    reason,
    variant,
    article,
    facts,
    rows,
  })
  await tx.execute(sql`SELECT append_leaves(${act.log}, ${act.at.toISOString()}::timestamptz,
    ARRAY[${act.action}], ARRAY[${act.actor}], ARRAY[${subject}], ARRAY[${leaf}])`)
}

/** A row that changed twice in one transaction counts with its last state. */
function lastStates(noted: string): RowState[] {
  const states = new Map<string, RowState>()
  for (const line of noted.split('\n')) {
    if (line === '') continue
    const state = JSON.parse(line) as RowState
    states.set(`${state[0]} ${state[1]}`, state)
  }
  return [...states.values()]
}
