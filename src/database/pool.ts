import postgres, { type Options, type PostgresType, type Sql } from 'postgres'
import type { DatabaseTarget } from './target.js'
import { endWithConnection } from './transactions.js'

/**
 * A pool of postgres.js in which `bigint` is JavaScript's own, in results and in parameters; moments and days in results are
 * texts. An array of bigints or dates is sent as one of strings (`${list.map(String)}::bigint[]`): postgres.js would declare
 * it to be a single one.
 */
export type Pool = Sql<{ bigint: bigint }>

/** Settings of each session of a pool, sent with its first message, so that no query runs without them. */
export type SessionSettings = Readonly<Record<string, string | number | boolean>>

export interface PoolOptions {
  readonly max: number
  readonly session?: SessionSettings
}

const types = { bigint: postgres.BigInt as PostgresType<bigint> }

/** Opens a pool; it connects with its first query. */
export function openPool(target: DatabaseTarget, { max, session }: PoolOptions): Pool {
  const options: Options<typeof types> = {
    host: target.host,
    port: target.port,
    user: target.user,
    password: target.password,
    database: target.database,
    ssl: target.ssl === undefined ? 'prefer' : target.ssl,
    max,
    types,
    connect_timeout: 10,
    connection: { application_name: 'adal', TimeZone: 'UTC', ...session } as Options<
      typeof types
    >['connection'],
    onnotice: () => {},
  }
  // postgres.js never encrypts a unix socket's traffic but would ask for it, and derives other paths from `host`.
  if (target.host.startsWith('/')) {
    options.path = `${target.host}/.s.PGSQL.${target.port}`
    options.ssl = false
  }
  const pool = endWithConnection((onclose) => postgres({ ...options, onclose }))
  acceptObjects(pool)
  return pool
}

const momentTypes = [1082, 1083, 1114, 1184]
const jsonTypes = [114, 3802]

/**
 * drizzle makes dates and JSON of any client that it is given plain strings, in results and in parameters. We do so from
 * the beginning, so that a raw query answers the same whether drizzle has seen the pool or not; and a `Date` or an object
 * stays a valid parameter, which drizzle would take away.
 */
function acceptObjects(pool: Pool): void {
  const { parsers, serializers } = pool.options
  const keep = (type: number, serialize: (value: unknown) => unknown) =>
    Object.defineProperty(serializers, type, { enumerable: true, get: () => serialize, set: () => {} })
  for (const type of momentTypes) {
    parsers[type] = (text) => text
    keep(type, (value) => (value instanceof Date ? value.toISOString() : value))
  }
  for (const type of jsonTypes)
    keep(type, (value) => (typeof value === 'string' ? value : JSON.stringify(value)))
}
