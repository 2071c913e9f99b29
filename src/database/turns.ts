import type { Pool } from './pool.js'

/**
 * Runs works of one name one after the other, whichever process wants them. The next begins when the one before is over, or its
 * process has died. Nothing that a work waits for may itself wait for a turn.
 */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>

/** So many works of different names are under way in a process at once; others wait. */
export const mostTurns = 4

/** `pool` serves nothing else: a work holds a connection of it, on which the lock lies, until it is over. */
export function turnsOn(pool: Pool): InTurn {
  // Within the process those of one name wait for each other here, and take no connection from those of others.
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(() => locked(pool, name, work))
    const over = turn.catch(() => {})
    last.set(name, over)
    over.then(() => last.get(name) === over && last.delete(name))
    return turn
  }
}

async function locked<T>(pool: Pool, name: string, work: () => Promise<T>): Promise<T> {
  const done = await pool.begin(async (sql) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`
    return { outcome: await work() }
  })
  return done.outcome as T
}
