import type { House } from '../audit/house.js'
import { notFound } from '../http/problems.js'
import type { Actor } from '../kernel/actor.js'
import { sha256Hex } from '../kernel/canonical-json.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { Failure } from './problems.js'
import type { CaseCell } from './results.js'
import {
  type Comparison,
  insertResults,
  insertSnapshot,
  isLeasedTo,
  loadComparison,
  lockComparison,
  type Snapshot,
  updateComparison,
} from './store.js'

const actor: Actor = { kind: 'system', id: 'comparison', roles: [], organizations: [] }
const commandOf = (id: string, verb: string) => ({
  ...{ actor, action: `comparison.${verb}`, log: 'internal', subject: `comparison:${id}` },
})

/** The comparison, running from now on; undefined if it has been cancelled meanwhile. One taken up again began before. */
export async function begin(house: House, id: string): Promise<Comparison | undefined> {
  const known = await loadComparison(house.read, id)
  if (known?.status === 'running') return known
  const row = await house.door.act<Comparison>(commandOf(id, 'begin'), async ({ tx, now }) => {
    const waiting = await lockComparison(tx, id)
    if (waiting?.status !== 'queued') return notFound()
    await updateComparison(tx, id, { status: 'running', startedAt: now })
    return { ...waiting, status: 'running', startedAt: now }
  })
  return isRefusal(row) ? undefined : row
}

/** Fixes the cases of the register that are judged: whoever takes the run up again judges the same. */
export function keepSnapshot(house: House, holder: string, snapshot: Snapshot): Promise<Snapshot | Refusal> {
  const { comparison: id, cases, hash } = snapshot
  return house.door.act(commandOf(id, 'snapshot'), async ({ tx, say }) => {
    const running = await lockComparison(tx, id)
    if (running?.status !== 'running' || !(await isLeasedTo(tx, id, holder))) return notFound()
    await insertSnapshot(tx, snapshot)
    say({ facts: { cases, hash } })
    return snapshot
  })
}

/** Results, cells and status in one transaction, so that a run that dies half-way leaves nothing that looks whole. */
export function finish(
  house: House,
  id: string,
  holder: string,
  { results, cells }: { results: string; cells: readonly CaseCell[] },
): Promise<string | Refusal> {
  return house.door.act(commandOf(id, 'finish'), async ({ tx, now, say }) => {
    const running = await lockComparison(tx, id)
    // It may have been cancelled, or be run by another process by now, which finishes it.
    if (running?.status !== 'running' || !(await isLeasedTo(tx, id, holder))) return notFound()
    const resultsHash = `sha256:${sha256Hex(results)}`
    await insertResults(tx, id, results, cells)
    await updateComparison(tx, id, { status: 'done', finishedAt: now, resultsHash })
    say({ facts: { resultsHash } })
    return resultsHash
  })
}

/** Of a run that goes on no more, whether it has begun or not. */
export function fail(house: House, id: string, holder: string, problem: Failure): Promise<string | Refusal> {
  return house.door.act(commandOf(id, 'fail'), async ({ tx, now, say }) => {
    const row = await lockComparison(tx, id)
    if (row?.finishedAt !== null || !(await isLeasedTo(tx, id, holder))) return notFound()
    await updateComparison(tx, id, { status: 'failed', finishedAt: now, problem })
    say({ facts: { problem } })
    return problem
  })
}
