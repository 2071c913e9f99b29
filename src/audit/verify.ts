import type { OpenSnapshot, Snapshot } from '../database/snapshots.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { openCheckpoint } from './checkpoint.js'
import type { Signers } from './integrator.js'
import { append, emptyFrontier, leafHash, rootOf } from './merkle.js'

/** Something that is not as the log says: where, and what is wrong with it. */
export interface Finding {
  readonly where: string
  readonly what: string
}

export interface Verification {
  readonly findings: readonly Finding[]
  readonly leaves: number
  readonly rows: number
  readonly checkpoints: number
}

interface Entry {
  index: string
  at: string
  action: string
  actor: string
  subject: string
  leaf: string
  /** Of the leaf as it was when it was written. */
  hash: Buffer
}

type StateOf = Map<string, string>

/**
 * Recomputes every log from its leaves, checks it against every signed checkpoint, and compares every kept row with the
 * state that the newest leaf about it committed to. Cutting off the newest leaves together with their checkpoints, with
 * the signing key on the same disk, is found only by somebody who kept a later checkpoint. Throws where the connection is
 * lost: half a verification must not say that all is well.
 */
export async function verifyEverything(open: OpenSnapshot, signers: Signers): Promise<Verification> {
  const view = await open()
  if (view === undefined) throw new Error('Too many views of the database are open: try again later.')
  try {
    return await verifyIn(view, signers)
  } finally {
    await view.close()
  }
}

async function verifyIn(view: Snapshot, signers: Signers): Promise<Verification> {
  const findings: Finding[] = []
  const states: StateOf = new Map()
  let [leaves, checkpoints] = [0, 0]
  // A row may pass from the internal log to a published one, never back: the published one has the last word.
  const logs = view.rows<{ name: string; size: string }>(
    `SELECT name, size::text FROM logs ORDER BY name <> 'internal', name`,
    [],
  )
  for await (const { name, size } of logs) {
    const signed = await signedRoots(view, name, signers, findings)
    checkpoints += signed.size
    const count = await walkLog(view, name, signed, states, findings)
    leaves += count
    if (count !== Number(size))
      findings.push({ where: `log ${name}`, what: `its head says ${size} leaves, it has ${count}` })
  }
  const rows = await compareRows(view, states, findings)
  return { findings, leaves, rows, checkpoints }
}

async function signedRoots(
  view: Snapshot,
  log: string,
  signers: Signers,
  findings: Finding[],
): Promise<Map<number, string>> {
  const rows = view.rows<{ size: string; root: Buffer; note: string }>(
    'SELECT size::text, root, note FROM checkpoints WHERE log = $1 ORDER BY checkpoints.size',
    [log],
  )
  const roots = new Map<number, string>()
  for await (const row of rows) {
    const where = `log ${log}, checkpoint of ${row.size}`
    try {
      const { size, root } = openCheckpoint(row.note, signers(log).verifierKey)
      if (size !== Number(row.size) || !root.equals(row.root))
        findings.push({ where, what: 'differs from its signed note' })
      roots.set(size, root.toString('base64'))
    } catch (error) {
      findings.push({ where, what: error instanceof Error ? error.message : 'is not signed' })
    }
  }
  return roots
}

/** Follows a log leaf by leaf; returns how many there are. */
async function walkLog(
  view: Snapshot,
  log: string,
  signed: Map<number, string>,
  states: StateOf,
  findings: Finding[],
) {
  let frontier = emptyFrontier
  const entries = view.rows<Entry>(
    `SELECT index::text, at, action, actor, subject, leaf, hash FROM audit_entries WHERE log = $1 ORDER BY audit_entries.index`,
    [log],
  )
  for await (const entry of entries) {
    const where = `log ${log}, entry ${entry.index}`
    if (entry.index !== String(frontier.size))
      findings.push({ where, what: `stands where entry ${frontier.size} should` })
    const hash = leafHash(entry.leaf)
    frontier = append(frontier, hash)
    const wrong = readLeaf(entry, states)
    if (wrong !== undefined) findings.push({ where, what: wrong })
    if (!hash.equals(entry.hash)) findings.push(...rowsOfLeaf(entry))
    const root = signed.get(frontier.size)
    if (root !== undefined && root !== rootOf(frontier).toString('base64'))
      findings.push({
        where,
        what: `it or one before it was changed: the root differs from the checkpoint of ${frontier.size}`,
      })
  }
  for (const size of signed.keys())
    if (size > frontier.size)
      findings.push({ where: `log ${log}`, what: `the checkpoint of ${size} speaks of leaves that are gone` })
  return frontier.size
}

/** The leaf of a donation is written from its rows: where it is not what it was, one of them is not. */
function rowsOfLeaf({ leaf }: Entry): Finding[] {
  const { rows } = JSON.parse(leaf) as { rows: [string, string, string][] }
  const what = 'it, or what was posted with it, is not what the log committed to'
  return rows.map(([table, key]) => ({ where: `${table} ${key}`, what }))
}

function readLeaf(entry: Entry, states: StateOf): string | undefined {
  let leaf: Record<string, unknown> & { rows: [string, string, string][] }
  try {
    leaf = JSON.parse(entry.leaf)
  } catch {
    return 'its leaf is not JSON'
  }
  if (!Array.isArray(leaf?.rows)) return 'its leaf names no rows'
  for (const [table, key, hash] of leaf.rows) states.set(`${table} ${key}`, hash)
  if (canonicalJson(leaf) !== entry.leaf) return 'its leaf is not canonical'
  const same =
    leaf.action === entry.action &&
    leaf.actor === entry.actor &&
    leaf.subject === entry.subject &&
    Date.parse(String(leaf.at)) === Date.parse(entry.at)
  return same ? undefined : 'its columns differ from its leaf'
}

/** Every kept row against its newest leaf; what is left over in `states` was deleted. */
async function compareRows(view: Snapshot, states: StateOf, findings: Finding[]): Promise<number> {
  let rows = 0
  const tables = view.rows<{ name: string; states: string }>(
    'SELECT name, states FROM kept_tables ORDER BY name',
    [],
  )
  for await (const table of tables) {
    for await (const { key, state } of view.rows<{ key: string; state: string }>(table.states, [])) {
      rows += 1
      const where = `${table.name} ${key}`
      const logged = states.get(where)
      if (logged === undefined) findings.push({ where, what: 'no entry of the log speaks of this row' })
      else if (logged !== state) findings.push({ where, what: 'the row is not what the log committed to' })
      states.delete(where)
    }
  }
  for (const where of states.keys()) findings.push({ where, what: 'the row that the log speaks of is gone' })
  return rows
}
