import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { Sql } from 'postgres'
import { openPool } from '../src/database/pool.js'
import { parseDatabaseUrl } from '../src/database/target.js'
import { largeStatement } from '../test/statements/large-statement.js'
import { openCharity } from './charity.js'
import type { Service } from './service.js'
import { quantile, waitsUntil } from './upload.js'

export interface Import {
  readonly seconds: number
  /** Of a plain COPY of the lines into a table with the same indexes. */
  readonly copySeconds: number
  /** The same of every row that came of them in the books. */
  readonly copyAllSeconds: number
  /** Of the answers of `/health/live` meanwhile, milliseconds. */
  readonly p99: number
}

const rounds = 3
/** What comes of a line: its match, and of a gift the donation with its transaction. */
const books = ['statement_matches', 'transactions', 'entries', 'donations', 'donors', 'idempotency_keys']

/** A statement of so many lines over HTTP, read, matched and posted, then its rows by COPY into the same server. */
export async function measureStatement(service: Service, lines: number): Promise<Import> {
  const { token, drives, bin } = await openCharity(service, 1)
  const form = new FormData()
  form.set('ledger', bin)
  form.set('file', new Blob([...largeStatement(lines, 'camt', { collection: drives[0] })]), 'statement.xml')
  const headers = { authorization: `Bearer ${token}` }
  const start = performance.now()
  const sending = fetch(`${service.address}/v1/statements`, { method: 'POST', headers, body: form })
  const waits = waitsUntil(sending, `${service.address}/health/live`)
  const response = await sending
  const answer = (await response.json()) as Record<string, unknown>
  const seconds = (performance.now() - start) / 1000
  const waiting = Math.floor(lines / 10)
  if (answer.posted !== lines - waiting || answer.unmatched !== waiting)
    throw new Error(JSON.stringify(answer))
  const p99 = quantile(await waits, 0.99)
  const copySeconds = await copyAgain(service, 'statement_lines')
  let copyAllSeconds = copySeconds
  for (const table of books) copyAllSeconds += await copyAgain(service, table)
  return { seconds, copySeconds, copyAllSeconds, p99 }
}

/** The median of several rounds: one takes less than a second. */
async function copyAgain(service: Service, table: string): Promise<number> {
  const target = parseDatabaseUrl(readFileSync(join(service.data, 'connection'), 'utf8'))
  const sql = openPool(target, { max: 1 }) as unknown as Sql
  const rows = await buffer(await sql.unsafe(`COPY ${table} TO STDOUT`).readable())
  await sql.end()
  const taken: number[] = []
  for (let round = 0; round < rounds; round++) {
    // After a COPY the connection is not used again.
    const again = openPool(target, { max: 1 }) as unknown as Sql
    await again.unsafe(`CREATE TABLE copied (LIKE ${table} INCLUDING ALL)`)
    const start = performance.now()
    await pipeline(Readable.from([rows]), await again`COPY copied FROM STDIN`.writable())
    taken.push((performance.now() - start) / 1000)
    await again`DROP TABLE copied`
    await again.end()
  }
  return taken.sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN
}
