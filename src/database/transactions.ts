import { setImmediate } from 'node:timers/promises'
import type { Sql, TransactionSql } from 'postgres'
import { postgresError } from './errors.js'

type Work = (sql: TransactionSql<{ bigint: bigint }>) => unknown

const connectionLost = () =>
  Object.assign(new Error('The connection of this transaction has closed.'), { code: 'CONNECTION_CLOSED' })

/**
 * Ends a transaction with its connection. postgres.js (3.4.9) rejects `begin` when the connection closes, but lets the work go
 * on: what it sends next is written to no socket, which ends the process, or runs outside of the transaction on the connection
 * that was opened in its place. Here each further statement of it is refused, and postgres.js is never told how the work ended,
 * for it would send a `rollback` or a `commit`.
 */
export function endWithConnection<Pool extends Sql<{ bigint: bigint }>>(
  open: (onclose: () => void) => Pool,
): Pool {
  let closing = false
  const pool = open(() => {
    closing = true
    // Until the next event, for by then `begin` has been rejected: until then we only know that it was one of the pool's.
    queueMicrotask(() => process.nextTick(() => (closing = false)))
  })
  const { begin } = pool
  const beginUntilClosed = (...args: [Work] | [string, Work]) => {
    const [mode, work] = args.length === 1 ? ['', args[0]] : args
    let over = false
    const end = () => {
      over = true
    }
    const isOver = () => over || closing
    const running = begin(mode, (sql) => untilOver(isOver, async () => work(whileOpen(sql, isOver))))
    running.then(end, end)
    return running
  }
  return Object.assign(pool, { begin: beginUntilClosed })
}

/** The outcome of the work; none, ever, if its connection has closed. */
async function untilOver<T>(isOver: () => boolean, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // A socket tells of its end after its error, in the next round of events.
    if ('syscall' in (postgresError(error) ?? {})) await nextRound()
    throw error
  } finally {
    if (isOver()) await nextRound()
    if (isOver()) await new Promise(() => {})
  }
}

async function nextRound(): Promise<void> {
  await setImmediate()
  await setImmediate()
}

/** The same handle, which refuses to build a statement once the transaction is over. */
function whileOpen<Handle extends TransactionSql<{ bigint: bigint }>>(
  sql: Handle,
  isOver: () => boolean,
): Handle {
  const checked =
    <Args extends unknown[], Built>(build: (...args: Args) => Built) =>
    (...args: Args): Built => {
      if (isOver()) throw connectionLost()
      return build(...args)
    }
  const savepoint = (...args: [Work] | [string, Work]) => {
    const work = args.length === 1 ? args[0] : args[1]
    const inner: Work = (nested) => untilOver(isOver, async () => work(whileOpen(nested, isOver)))
    return args.length === 1 ? sql.savepoint(inner) : sql.savepoint(args[0], inner)
  }
  return Object.assign(checked(sql as never), sql, {
    unsafe: checked(sql.unsafe),
    savepoint: checked(savepoint),
  }) as never
}
