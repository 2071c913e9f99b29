import type { Pool, SessionSettings } from './pool.js'

/**
 * Runs works of one name one after the other, whichever process wants them. The next begins when the one before is over, or the
 * database no longer hears of its process: at once where the process has died, within a minute where its machine or the network has.
 * A work whose connection was lost goes on, and is refused: in its own process the next still waits for it, in others it does not.
 * Nothing that a work waits for may itself wait for a turn.
 */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>

/** So many works of different names are under way in a process at once; others wait. */
export const mostTurns = 4

export const turnSettings: SessionSettings = {
  // Whoever waits for a turn waits as long as the work before takes.
  ...{ statement_timeout: 0, lock_timeout: 0, idle_in_transaction_session_timeout: 0 },
  // A work says nothing here: the server would wait two hours for a machine that is gone. On a unix socket without effect.
  ...{ tcp_keepalives_idle: 30, tcp_keepalives_interval: 10, tcp_keepalives_count: 3 },
}

/** `pool` serves nothing else: a work holds a connection of it, on which the lock lies, until it is over. */
export function turnsOn(pool: Pool): InTurn {
  // Within the process those of one name wait for each other here, and take no connection from those of others.
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    let working: Promise<unknown> | undefined
    const before = last.get(name) ?? Promise.resolve()
    const turn = before.then(() =>
      locked(pool, name, () => {
        const done = work()
        working = done
        return done
      }),
    )
    // The turn ends with its connection, the work perhaps later.
    const over = turn.catch(() => working).catch(() => {})
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
