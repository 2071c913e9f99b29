import type { Sql } from 'postgres'
import type { Clock } from '../kernel/clock.js'
import { type NoteSigner, noteSigner, openCheckpoint, signCheckpoint } from './checkpoint.js'
import { hashesIn } from './head.js'
import { appendAll, emptyFrontier, type Frontier, rootOf } from './merkle.js'

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

/** The largest head that this process has signed, by log: a smaller one found later means that heads were taken away. */
type SignedSizes = Map<string, number>

const leavesAtOnce = 10_000

/**
 * Signs a checkpoint for every log that has grown since its last one. The frontier in the last checkpoint lets the next
 * one be computed from the new leaves alone. Two processes may run it: a lock gives each log to one of them at a time.
 */
export async function integrate(
  writing: Sql,
  signers: Signers,
  clock: Clock,
  signedSizes: SignedSizes = new Map(),
): Promise<void> {
  const grown = await writing<{ name: string }[]>`
    SELECT name FROM logs AS l WHERE size > coalesce((SELECT max(c.size) FROM checkpoints AS c WHERE c.log = l.name), 0)`
  for (const { name } of grown) {
    while (await integrateLog(writing, signers(name), name, clock(), signedSizes)) {
      // A long log is worked off in steps, each with a checkpoint of its own.
    }
  }
}

async function integrateLog(
  writing: Sql,
  signer: NoteSigner,
  log: string,
  now: Date,
  signedSizes: SignedSizes,
): Promise<boolean> {
  return writing.begin(async (sql) => {
    const [lease] = await sql<{ ours: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`integrate ${log}`}, 0)) AS ours`
    if (!lease?.ours) return false
    const [last] = await sql<{ size: string; frontier: Buffer; note: string }[]>`
      SELECT size::text, frontier, note FROM checkpoints WHERE log = ${log} ORDER BY checkpoints.size DESC LIMIT 1`
    const start = last === undefined ? emptyFrontier : trustedFrontier(signer, last)
    const before = signedSizes.get(log) ?? 0
    if (start.size < before)
      throw new Error(`the checkpoint of ${before} of the log ${log} is gone: nothing more is signed`)
    // Hashed where they are (as `leafHash` does): 32 bytes travel instead of the leaf. `verify` hashes them again here.
    const leaves = await sql<
      { hash: Buffer }[]
    >`SELECT hash FROM hashes_of_log(${log}, ${start.size}, ${leavesAtOnce})`
    if (leaves.length === 0) return false
    const frontier = appendAll(
      start,
      leaves.map(({ hash }) => hash),
    )
    const root = rootOf(frontier)
    const note = signCheckpoint({ origin: signer.name, size: frontier.size, root }, signer)
    await sql`INSERT INTO checkpoints (log, size, root, frontier, note, signed_at)
      VALUES (${log}, ${frontier.size}, ${root}, ${Buffer.concat(frontier.hashes)}, ${note}, ${now.toISOString()})`
    signedSizes.set(log, frontier.size)
    return leaves.length === leavesAtOnce
  })
}

/** The frontier of the last checkpoint, if it is the one that we signed. What we did not sign is not built upon. */
function trustedFrontier(
  signer: NoteSigner,
  last: { size: string; frontier: Buffer; note: string },
): Frontier {
  const frontier = { size: Number(last.size), hashes: hashesIn(last.frontier) }
  const { size, root } = openCheckpoint(last.note, signer.verifierKey)
  if (size !== frontier.size || !root.equals(rootOf(frontier)))
    throw new Error(
      `the last checkpoint of ${signer.name} differs from its signed note: nothing more is signed`,
    )
  return frontier
}

/** Integrates again and again, so that a checkpoint follows within a second. `stop` waits for the last run. */
export function startIntegrator(
  writing: Sql,
  signers: Signers,
  clock: Clock,
  onError: (error: unknown) => void,
) {
  const signedSizes: SignedSizes = new Map()
  let stopped = false
  let wake = () => {}
  let healthy = true
  const running = (async () => {
    while (!stopped) {
      try {
        await integrate(writing, signers, clock, signedSizes)
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
