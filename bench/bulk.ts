import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { openPool } from '../src/database/pool.js'
import { parseDatabaseUrl } from '../src/database/target.js'
import { openCharity } from './charity.js'
import { giveInBulk } from './giving.js'
import type { Service } from './service.js'

/** Donations a second. */
export interface BulkRound {
  readonly overHttp: number
  readonly bySql: number
}

const rounds = 3
const donations = 40_000
const rowsAtOnce = 500

/** Donations by file over HTTP, in turn with the same rows put into equal tables by statements of many rows. */
export async function measureBulk(service: Service): Promise<readonly BulkRound[]> {
  const charity = await openCharity(service, rounds + 1)
  const target = parseDatabaseUrl(readFileSync(join(service.data, 'connection'), 'utf8'))
  const owner = openPool(target, { max: 1 }) as unknown as Sql
  const measured: BulkRound[] = []
  // The first file warms the service up.
  for (const [round, drive] of charity.drives.entries()) {
    const seconds = await giveInBulk(service, { ...charity, drives: [drive] }, donations, 1)
    const peer = await insertAgain(owner, drive)
    if (round > 0) measured.push({ overHttp: donations / seconds, bySql: donations / peer })
  }
  await owner.end()
  return measured
}

/** A table that a donation has rows in, and which of them are those of a drive. */
const kept = {
  donations: 'collection = $1',
  transactions: 'fund = $1',
  entries: 'transaction_id IN (SELECT id FROM donations WHERE collection = $1)',
  idempotency_keys: `answer::jsonb->>'donation' IN (SELECT id::text FROM donations WHERE collection = $1)`,
}

/** How many seconds it takes to insert all rows of the donations of a drive, with the same columns, constraints and indexes. */
async function insertAgain(sql: Sql, drive: string): Promise<number> {
  const [collection] = await sql<{ id: string }[]>`SELECT id FROM collections WHERE number = ${drive}`
  const tables: { insert: string; rows: (string | null)[][]; each: number }[] = []
  for (const [table, ofDrive] of Object.entries(kept)) {
    await sql.unsafe(`CREATE TABLE IF NOT EXISTS peer_${table} (LIKE ${table} INCLUDING ALL)`)
    const columns = await sql<{ name: string; type: string }[]>`
      SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
      WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`
    const texts = columns.map(({ name }) => `${name}::text`).join(', ')
    const selected = sql.unsafe(`SELECT ${texts} FROM ${table} WHERE ${ofDrive}`, [collection?.id ?? ''])
    const rows: (string | null)[][] = await selected.values()
    const names = columns.map(({ name }) => name).join(', ')
    const arrays = columns.map(({ type }, i) => `$${i + 1}::text::${type}[]`).join(', ')
    const insert = `INSERT INTO peer_${table} (${names}) SELECT * FROM unnest(${arrays})`
    tables.push({ insert, rows, each: rows.length / donations })
  }
  const start = performance.now()
  for (let first = 0; first < donations; first += rowsAtOnce)
    await sql.begin(async (tx) => {
      for (const { insert, rows, each } of tables) {
        const some = rows.slice(first * each, (first + rowsAtOnce) * each)
        await tx.unsafe(
          insert,
          (some[0] ?? []).map((_, column) => arrayLiteral(some.map((row) => row[column] ?? null))),
          { prepare: true },
        )
      }
    })
  return (performance.now() - start) / 1000
}

const arrayLiteral = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? 'NULL' : `"${value.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`
