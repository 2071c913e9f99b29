import type { Sql } from 'postgres'
import type { Clock } from '../kernel/clock.js'
import { type NoteSigner, noteSigner, signCheckpoint } from './checkpoint.js'
import { append, emptyFrontier, type Frontier, leafHash, rootOf } from './merkle.js'

/** Signs for each log under a name of its own: `<installation>/<log>`. */
export type Signers = (log: string) => NoteSigner

export function signersOf(installation: string, seed: Uint8Array): Signers {
  const known = new Map<string, NoteSigner>()
  return (log) => {
    const signer = known.get(log) ?? noteSigner(`${installation}/${log}`, seed)
    known.set(log, signer)
    return signer
  }
}

const hashBytes = 32
const leavesAtOnce = 10_000

/**
 * Signs a checkpoint for every log that has grown since its last one. The frontier in the last checkpoint lets the next
 * one be computed from the new leaves alone. Two processes may run it: a lock gives each log to one of them at a time.
 */
export async function integrate(writing: Sql, signers: Signers, clock: Clock): Promise<void> {
  const grown = await writing<{ name: string }[]>`
    SELECT name FROM logs AS l WHERE size > coalesce((SELECT max(c.size) FROM checkpoints AS c WHERE c.log = l.name), 0)`
  for (const { name } of grown) {
    while (await integrateLog(writing, signers(name), name, clock())) {
      // A long log is worked off in steps, each with a checkpoint of its own.
    }
  }
}

async function integrateLog(writing: Sql, signer: NoteSigner, log: string, now: Date): Promise<boolean> {
  return writing.begin(async (sql) => {
    const [lease] = await sql<{ ours: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`integrate ${log}`}, 0)) AS ours`
    if (!lease?.ours) return false
    const [last] = await sql<{ size: string; frontier: Buffer }[]>`
      SELECT size::text, frontier FROM checkpoints WHERE log = ${log} ORDER BY checkpoints.size DESC LIMIT 1`
    const start = last === undefined ? emptyFrontier : readFrontier(Number(last.size), last.frontier)
    const leaves = await sql<{ leaf: string }[]>`
      SELECT leaf FROM audit_entries WHERE log = ${log} AND index >= ${start.size} ORDER BY index LIMIT ${leavesAtOnce}`
    if (leaves.length === 0) return false
    const frontier = leaves.reduce((grown, { leaf }) => append(grown, leafHash(leaf)), start)
    const root = rootOf(frontier)
    const note = signCheckpoint({ origin: signer.name, size: frontier.size, root }, signer)
    await sql`INSERT INTO checkpoints (log, size, root, frontier, note, signed_at)
      VALUES (${log}, ${frontier.size}, ${root}, ${Buffer.concat(frontier.hashes)}, ${note}, ${now.toISOString()})`
    return leaves.length === leavesAtOnce
  })
}

function readFrontier(size: number, bytes: Buffer): Frontier {
  const hashes = Array.from({ length: bytes.length / hashBytes }, (_, i) =>
    bytes.subarray(i * hashBytes, (i + 1) * hashBytes),
  )
  return { size, hashes }
}

/** Integrates again and again, so that a checkpoint follows within a second. `stop` waits for the last run. */
export function startIntegrator(
  writing: Sql,
  signers: Signers,
  clock: Clock,
  onError: (error: unknown) => void,
) {
  let stopped = false
  let wake = () => {}
  let healthy = true
  const running = (async () => {
    while (!stopped) {
      try {
        await integrate(writing, signers, clock)
        healthy = true
      } catch (error) {
        healthy = false
        if (!stopped) onError(error)
      }
      if (stopped) break
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, 500).unref()
      })
    }
  })()
  return {
    isHealthy: () => healthy,
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}
