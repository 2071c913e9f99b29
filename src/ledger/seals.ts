import { sql } from 'drizzle-orm'
import { lockHead } from '../audit/head.js'
import type { By, House, Reader } from '../audit/house.js'
import { momentText } from '../database/moment-text.js'
import { notAllowed } from '../http/problems.js'
import { canonicalJson, sha256Hex } from '../kernel/canonical-json.js'
import { addDays, type Day, dayOf } from '../kernel/days.js'
import type { Refusal } from '../kernel/problems.js'
import { decideSeal, lastDayOf, mayDispose } from './decisions.js'
import { type BalanceRow, balancesOf } from './queries.js'

/** What a seal says; its hash is over the canonical JSON of all but `hash` and `sealedAt`. */
export interface Seal {
  readonly [column: string]: unknown
  readonly ledger: string
  /** Null of the first seal: it covers all that was before. */
  readonly from: Day | null
  readonly through: Day
  readonly log: { readonly size: number; readonly root: string }
  readonly trialBalance: readonly BalanceRow[]
  readonly previous: string | null
  readonly hash: string
  readonly sealedAt: string
}

/** Seals a month of a ledger, and with the first seal all that was before it: nothing can be entered in it any more. */
export async function seal(
  house: House,
  by: By,
  own: readonly string[],
  ledger: string,
  month: string,
): Promise<Seal | Refusal> {
  if (by.actor.kind !== 'person' || !mayDispose(by.actor, ledger, own)) return notAllowed()
  const command = { ...by, action: 'period.seal', log: ledger, subject: `ledger:${ledger}` }
  return house.door.act(command, async ({ tx, now, say }) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(lock_of_books(${ledger}))`)
    const last = await lastSeal(tx, ledger)
    const through = lastDayOf(month)
    const refusal = decideSeal(through, last?.through ?? null, dayOf(now))
    if (refusal !== undefined) return refusal
    const from = last === undefined ? null : addDays(last.through, 1)
    const balances = await balancesOf(tx, ledger, { ...(from !== null && { from }), on: through })
    const content = {
      ledger,
      from,
      through,
      log: await lockHead(tx, ledger),
      trialBalance: balances.map((row) => ({ ...row })),
      previous: last?.hash ?? null,
    }
    const hash = `sha256:${sha256Hex(canonicalJson(content))}`
    await tx.execute(sql`
      INSERT INTO period_seals (ledger, through, first_day, log_size, log_root, trial_balance, previous, hash, sealed_by, sealed_at)
      VALUES (${ledger}, ${through}, ${from}, ${content.log.size}, ${content.log.root}, ${JSON.stringify(content.trialBalance)}::text::jsonb,
        ${content.previous}, ${hash}, ${by.actor.id}, ${now.toISOString()})`)
    say({ facts: { through, hash, previous: content.previous, log: content.log } })
    return { ...content, hash, sealedAt: now.toISOString() }
  })
}

async function lastSeal(reader: Reader, ledger: string) {
  const [last] = await reader.execute<{ through: Day; hash: string }>(
    sql`SELECT through::text, hash FROM period_seals WHERE ledger = ${ledger} ORDER BY period_seals.through DESC LIMIT 1`,
  )
  return last
}

/** The seals of a ledger, the newest first. `after` is the last day of the last one that was seen. */
export async function sealsOf(
  reader: Reader,
  ledger: string,
  { after, limit }: { after?: Day; limit: number },
): Promise<Seal[]> {
  const rows = await reader.execute<Seal>(sql`
    SELECT ledger, first_day::text AS "from", through::text, json_build_object('size', log_size, 'root', log_root) AS log,
      trial_balance AS "trialBalance", previous, hash,
      ${momentText('sealed_at')} AS "sealedAt"
    FROM period_seals WHERE ledger = ${ledger} AND (${after ?? null}::date IS NULL OR through < ${after ?? null}::date)
    ORDER BY period_seals.through DESC LIMIT ${limit}`)
  return [...rows]
}
