import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrate, migrationsFolder } from '../../src/database/migrate.js'
import { openPool } from '../../src/database/pool.js'
import type { DatabaseTarget } from '../../src/database/target.js'

/** A short hash of all migrations: a test never meets a template of other ones. */
export function migrationsDigest(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(migrationsFolder, { recursive: true, encoding: 'utf8' }).sort())
    if (/\.(sql|json)$/.test(name)) hash.update(name).update(readFileSync(join(migrationsFolder, name)))
  return hash.digest('hex').slice(0, 12)
}

/** Makes a migrated database to copy from, once for a server; several processes may ask at once. Returns its name. */
export async function prepareTemplate(server: DatabaseTarget, digest = migrationsDigest()): Promise<string> {
  const template = `adal_template_${digest}`
  const half = `${template}_half`
  const sql = openPool(server, { max: 1, session: { statement_timeout: 0 } })
  try {
    await sql`SELECT pg_advisory_lock(hashtext(${template}))`
    const [found] = await sql`SELECT 1 FROM pg_database WHERE datname = ${template}`
    if (found !== undefined) return template
    await sql.unsafe(`DROP DATABASE IF EXISTS ${half}`)
    await sql.unsafe(`CREATE DATABASE ${half} TEMPLATE template0 ENCODING 'UTF8'`)
    await migrate({ ...server, database: half })
    await sql.unsafe(`ALTER DATABASE ${half} RENAME TO ${template}`)
    return template
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** Copies the template under a new name; `drop` removes the copy with all its connections. */
export async function copyTemplate(
  server: DatabaseTarget,
  template: string,
): Promise<{ target: DatabaseTarget; drop: () => Promise<void> }> {
  const name = `adal_test_${process.pid}_${randomBytes(4).toString('hex')}`
  await run(server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  const drop = () => run(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  return { target: { ...server, database: name }, drop }
}

async function run(server: DatabaseTarget, statement: string): Promise<void> {
  const sql = openPool(server, { max: 1 })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
