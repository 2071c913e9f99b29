import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import { checkServer, whenReachable } from './client.js'
import { openPool, type Pool } from './pool.js'
import { createRoles } from './roles.js'
import type { DatabaseTarget } from './target.js'

/** The folder `drizzle/` of this package, seen from `dist/src/database`. */
export const migrationsFolder = fileURLToPath(new URL('../../../drizzle', import.meta.url))

export interface MigrateOptions {
  readonly folder?: string
  /** How long to wait for a server that is not there yet. */
  readonly patienceMs?: number
}

/** One number for all of Adal: two services that start at once on one database migrate one after the other. */
const migrationLock = 4_014_971

/**
 * Brings a database up to date, as the owner of the tables, and grants the two roles what they may do. All pending
 * migrations run in one transaction: they are applied together or not at all. Returns how many were applied.
 *
 * Throws an Error in words if the server is unsuitable, if a released migration was edited, or if one would be left out.
 */
export async function migrate(target: DatabaseTarget, options: MigrateOptions = {}): Promise<number> {
  const { folder = migrationsFolder, patienceMs = 15_000 } = options
  // A single connection: the lock belongs to the session, and ends with it even if this process is killed.
  const owner = openPool(target, { max: 1, session: { statement_timeout: 0, lock_timeout: 0 } })
  try {
    await whenReachable(() => checkServer(owner), patienceMs)
    await owner`SELECT pg_advisory_lock(${migrationLock})`
    await createRoles(owner)
    return await bringUpToDate(owner, folder)
  } finally {
    await owner.end({ timeout: 5 })
  }
}

async function bringUpToDate(owner: Pool, folder: string): Promise<number> {
  const before = await appliedMigrations(owner)
  const known = readMigrationFiles({ migrationsFolder: folder })
  const newest = Math.max(0, ...before.keys())
  for (const { folderMillis: when, hash } of known) {
    const applied = before.get(when)
    // drizzle compares only with the newest `when`: it would pass over both of these in silence.
    if (applied === undefined && when <= newest)
      throw new Error(`The migration of ${when} is older than one already applied: give it a later \`when\`.`)
    if (applied !== undefined && applied !== hash)
      throw new Error(`The migration of ${when} was edited after it was applied: write a new one instead.`)
  }
  await applyMigrations(drizzle(owner), { migrationsFolder: folder })
  await owner`SELECT grant_adal_roles()`
  return known.filter(({ folderMillis }) => !before.has(folderMillis)).length
}

/** What drizzle noted: the hash of each applied migration by its `when`. */
async function appliedMigrations(owner: Pool): Promise<Map<number, string>> {
  const [table] = await owner`SELECT to_regclass('drizzle.__drizzle_migrations') AS name`
  if (table?.name === null) return new Map()
  const rows = await owner<{ hash: string; created_at: bigint }[]>`
    SELECT hash, created_at FROM drizzle.__drizzle_migrations`
  return new Map(rows.map((row) => [Number(row.created_at), row.hash]))
}
