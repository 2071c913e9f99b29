import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sql } from 'postgres'
import { openPool } from '../src/database/pool.js'
import { parseDatabaseUrl } from '../src/database/target.js'
import { openCharity } from './charity.js'
import type { Service } from './service.js'
import { measurePeer } from './sql-peer.js'

export interface Donations {
  readonly perSecond: number
  /** Transfers a second of the peer, by statements and by calls of a function. */
  readonly peer: { readonly statements: number; readonly calls: number }
  readonly p50: number
  readonly p99: number
  readonly recorded: number
}

const connections = 64
const seconds = 10

/** Single donations over HTTP, all in the ledger and the log, and the peer's SQL on the same server afterwards. */
export async function measureDonations(service: Service, hot: boolean): Promise<Donations> {
  const { token, drives } = await openCharity(service, hot ? 1 : 16)
  const load = await runLoad({ address: service.address, token, drives, connections, seconds })
  const target = parseDatabaseUrl(readFileSync(join(service.data, 'connection'), 'utf8'))
  const owner = openPool(target, { max: 16 }) as unknown as Sql
  const [row] = await owner<{ donations: number; leaves: number }[]>`
    SELECT (SELECT count(*)::int FROM donations) AS donations,
      (SELECT count(*)::int FROM audit_entries WHERE action = 'donation.record') AS leaves`
  const answered = load.statuses['201'] ?? 0
  if (Object.keys(load.statuses).length !== 1 || answered !== row?.donations || answered !== row.leaves)
    throw new Error(`not every donation was recorded: ${JSON.stringify({ ...load, ...row })}`)
  const peer = await measurePeer(owner, seconds)
  await owner.end()
  return { ...load, peer, recorded: answered }
}

interface Load {
  perSecond: number
  p50: number
  p99: number
  statuses: Record<string, number>
}

async function runLoad(job: object): Promise<Load> {
  const script = fileURLToPath(new URL('./load.js', import.meta.url))
  const child = spawn(process.execPath, [script, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  await once(child, 'close')
  return JSON.parse(output) as Load
}
