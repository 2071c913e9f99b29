import { setTimeout as sleep } from 'node:timers/promises'
import { postgresError } from './errors.js'
import { openPool, type Pool, type SessionSettings } from './pool.js'
import { readerRole, rolesUsable, writerRole } from './roles.js'
import { type OpenSnapshot, snapshotsOf } from './snapshots.js'
import type { DatabaseTarget } from './target.js'
import { type InTurn, mostTurns, turnSettings, turnsOn } from './turns.js'

export interface Database {
  /** May only read: its role has no other privilege and its transactions are read-only. */
  readonly reading: Pool
  /** May SELECT, INSERT and UPDATE; DELETE only where a migration says so. Only the door holds it. */
  readonly writing: Pool
  /** One connection with the same rights: what is sent to it while it is busy waits there, and is done in that order. */
  readonly batches: Pool
  /** Works that must not be done beside each other, in any process. */
  readonly turn: InTurn
  /** For who reads at length: one unchanging view, on a connection of its own. */
  readonly snapshot: OpenSnapshot
  /** False where the connecting role may not create or take the two roles: then only read-only transactions protect. */
  readonly rolesSeparated: boolean
  /** As `server_version_num`, e.g. 180004. */
  readonly serverVersion: number
  /** Waits up to five seconds for running queries. */
  close(): Promise<void>
}

export interface ConnectOptions {
  /** Connections of each pool at most. */
  readonly readers?: number
  readonly writers?: number
  readonly statementTimeoutMs?: number
  /** How long to wait for a server that is not there yet, e.g. while it starts beside the service. */
  readonly patienceMs?: number
}

/**
 * Connects to a migrated database (see `migrate`). Throws an Error in words if the server is older than PostgreSQL 15 or
 * the database is not in UTF-8; the driver's error if nobody answers.
 */
export async function connect(target: DatabaseTarget, options: ConnectOptions = {}): Promise<Database> {
  const { readers = 10, writers = 10, statementTimeoutMs = 30_000, patienceMs = 15_000 } = options
  const owner = openPool(target, { max: 1 })
  try {
    const serverVersion = await whenReachable(() => checkServer(owner), patienceMs)
    const rolesSeparated = await rolesUsable(owner)
    const as = (role: string): SessionSettings => (rolesSeparated ? { role } : {})
    const readOnly = {
      ...as(readerRole),
      default_transaction_read_only: 'on',
      statement_timeout: statementTimeoutMs,
    }
    const reading = openPool(target, { max: readers, session: readOnly })
    const snapshots = snapshotsOf(target, { ...readOnly, ...readInOrder }, mostSnapshots)
    const session = {
      ...as(writerRole),
      statement_timeout: statementTimeoutMs,
      lock_timeout: Math.ceil(statementTimeoutMs / 3),
      idle_in_transaction_session_timeout: 60_000,
      ...lookUpByIndex,
    }
    const writing = openPool(target, { max: writers, session })
    const batches = openPool(target, { max: 1, session })
    const turns = openPool(target, { max: mostTurns, session: { ...as(readerRole), ...turnSettings } })
    const close = async () => {
      await snapshots.close()
      await Promise.all([reading, writing, batches, turns].map((pool) => pool.end({ timeout: 5 })))
    }
    const [turn, snapshot] = [turnsOn(turns), snapshots.open]
    return { reading, writing, batches, turn, snapshot, rolesSeparated, serverVersion, close }
  } finally {
    await owner.end({ timeout: 5 })
  }
}

/**
 * What is written looks up a few rows by index. Its plans are made once, often while the tables are still empty: without
 * this a plan that reads a whole table would be kept until the next ANALYZE.
 */
const lookUpByIndex = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  plan_cache_mode: 'force_generic_plan',
}

const mostSnapshots = 4

/** A cursor goes along an index from the first row on: what it reads is never sorted, nor held in memory, as a whole. */
const readInOrder = { enable_sort: 'off', enable_hashjoin: 'off', max_parallel_workers_per_gather: 0 }

/** The version of the server, as `server_version_num`; an Error in words if Adal cannot run on it. */
export async function checkServer(owner: Pool): Promise<number> {
  const [found] = await owner<{ number: number; version: string; encoding: string }[]>`
    SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
      current_setting('server_encoding') AS encoding`
  if (found === undefined) throw new Error('The database does not say its version.')
  const refusal = unsuitable(found.number, found.version, found.encoding)
  if (refusal !== undefined) throw new Error(refusal)
  return found.number
}

/** Why Adal cannot run on such a server; undefined if it can. */
export function unsuitable(number: number, version: string, encoding: string): string | undefined {
  if (number < 150_000)
    return `Adal needs PostgreSQL 15 or newer; this server is ${version}. / Нужен PostgreSQL 15 или новее, а это ${version}.`
  if (encoding !== 'UTF8')
    return `Adal needs a database in UTF8; this one is in ${encoding}. / Нужна база в кодировке UTF8, а эта в ${encoding}.`
  return undefined
}

/** Runs it until the server answers; gives up after `patienceMs` with the last error. */
export async function whenReachable<T>(run: () => Promise<T>, patienceMs: number): Promise<T> {
  const end = Date.now() + patienceMs
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() >= end) throw error
      await sleep(100)
    }
  }
}

/** Classes of SQLSTATE: connection exceptions, and a server without memory, disk space or connections. */
const awayClasses = ['08', '53']
const awayCodes = new Set([
  // PostgreSQL: idle too long, cancelled by a timeout, lock not available, shut down, crashed, starting.
  ...['25P03', '25P04', '57014', '55P03', '57P01', '57P02', '57P03', '57P04', '57P05', '58000', '58030'],
  ...['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT'],
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
  ],
])

/** The database cannot answer now, and may be able to later: nobody's request is to blame (`503`). */
export function isDatabaseAway(error: unknown): boolean {
  const found = postgresError(error)
  const code = found?.code
  if (found === undefined || code === undefined) return false
  // The folder or the file of the unix socket is gone; the same code of any other file is a mistake of ours.
  if (code === 'ENOENT') return 'syscall' in found && found.syscall === 'connect'
  return awayCodes.has(code) || (/^\d\w{4}$/.test(code) && awayClasses.includes(code.slice(0, 2)))
}
