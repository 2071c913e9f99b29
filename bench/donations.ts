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
import { openPeer } from './sql-peer.js'

/** One round: ours, then the peer's two forms, so that all see the machine in the same mood. */
export interface Round {
  readonly load: Load
  /** Transfers a second of the peer, by statements and by calls of a function. */
  readonly peer: { readonly statements: number; readonly calls: number }
}

const connections = 64
const rounds = 5
const seconds = 5

/** Single donations over HTTP, to one drive or to many, all in ledger and log, in turn with the peer's SQL on the same server. */
export async function measureDonations(service: Service, hot: boolean): Promise<readonly Round[]> {
  const { token, drives } = await openCharity(service, hot ? 1 : 16)
  const target = parseDatabaseUrl(readFileSync(join(service.data, 'connection'), 'utf8'))
  const owner = openPool(target, { max: 16 }) as unknown as Sql
  const peer = await openPeer(owner, seconds, hot)
  const measured: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const load = await runLoad({ address: service.address, token, drives, connections, seconds })
    measured.push({ load, peer: { statements: await peer.byStatements(), calls: await peer.byCalls() } })
  }
  await requireAllRecorded(owner, measured)
  await owner.end()
  return measured
}

async function requireAllRecorded(owner: Sql, measured: readonly Round[]): Promise<void> {
  const [row] = await owner<{ donations: number; leaves: number }[]>`
    SELECT (SELECT count(*)::int FROM donations) AS donations,
      (SELECT count(*)::int FROM audit_entries WHERE action = 'donation.record') AS leaves`
  const statuses = measured.map(({ load }) => load.statuses)
  const answered = statuses.reduce((sum, status) => sum + (status['201'] ?? 0), 0)
  const isClean = statuses.every((status) => Object.keys(status).length === 1)
  if (!isClean || answered !== row?.donations || answered !== row.leaves)
    throw new Error(`not every donation was recorded: ${JSON.stringify({ statuses, ...row })}`)
}

export interface Load {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly statuses: Readonly<Record<string, number>>
}

export async function runLoad(job: object): Promise<Load> {
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
