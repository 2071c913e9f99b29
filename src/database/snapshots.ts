import type { TransactionSql } from 'postgres'
import { openPool, type SessionSettings } from './pool.js'
import type { DatabaseTarget } from './target.js'

/** One unchanging view of the database, read at length on a connection of its own. */
export interface Snapshot {
  /** Rows a few at a time, however many there are; one query at a time. Throws if the connection, and so the view, is lost. */
  rows<Row extends object>(query: string, parameters: readonly (string | null)[]): AsyncIterable<Row>
  close(): Promise<void>
}

/** Opens a snapshot, which its opener closes; undefined when as many as may be are open already. */
export type OpenSnapshot = () => Promise<Snapshot | undefined>

const rowsAtOnce = 1_000

/**
 * Snapshots on connections apart from the pools, so that no slow download takes one from those who answer. A closed
 * snapshot takes its connection with it: a reader who went away in the middle of a cursor leaves nothing behind.
 */
export function snapshotsOf(target: DatabaseTarget, session: SessionSettings, most: number) {
  const opened = new Set<Snapshot>()
  let opening = 0
  const open: OpenSnapshot = async () => {
    if (opened.size + opening >= most) return undefined
    opening += 1
    try {
      const snapshot = await openSnapshot(target, session, (closed) => opened.delete(closed))
      opened.add(snapshot)
      return snapshot
    } finally {
      opening -= 1
    }
  }
  return {
    open,
    close: async () => void (await Promise.all([...opened].map((snapshot) => snapshot.close()))),
  }
}

async function openSnapshot(
  target: DatabaseTarget,
  session: SessionSettings,
  onClose: (snapshot: Snapshot) => void,
): Promise<Snapshot> {
  const pool = openPool(target, { max: 1, session })
  let lost = false
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const begun = new Promise<TransactionSql<{ bigint: bigint }>>((resolve, reject) => {
    const view = pool.begin('isolation level repeatable read read only', (sql) => {
      resolve(sql)
      return finished
    })
    view.catch((error) => {
      // A pool connects anew in silence, and would go on with another view.
      lost = true
      reject(error)
    })
  })
  const end = () => {
    finish()
    return pool.end({ timeout: 1 })
  }
  const sql = await begun.catch(async (error) => {
    await end()
    throw error
  })
  async function ask<Row extends object>(query: string, parameters: readonly (string | null)[] = []) {
    if (lost) throw new Error('the connection of the snapshot is lost')
    try {
      return await sql.unsafe<Row[]>(query, [...parameters])
    } catch (error) {
      // After an error nothing more can be read in a transaction.
      lost = true
      throw error
    }
  }
  let cursors = 0
  const snapshot: Snapshot = {
    // A cursor of SQL: one of the driver would end without an error where the connection is lost between two pieces.
    async *rows<Row extends object>(query: string, parameters: readonly (string | null)[]) {
      const cursor = `cursor_${++cursors}`
      await ask(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${query}`, parameters)
      for (;;) {
        const some = await ask<Row>(`FETCH ${rowsAtOnce} FROM ${cursor}`)
        yield* some
        if (some.length < rowsAtOnce) break
      }
      await ask(`CLOSE ${cursor}`)
    },
    close: () => {
      onClose(snapshot)
      return end()
    },
  }
  return snapshot
}
