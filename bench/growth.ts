import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { openPool } from '../src/database/pool.js'
import { parseDatabaseUrl } from '../src/database/target.js'
import { type Charity, openCharity } from './charity.js'
import { runLoad } from './donations.js'
import { giveInBulk } from './giving.js'
import { median } from './median.js'
import type { Service } from './service.js'

export interface Growth {
  readonly entries: number
  /** Median milliseconds of a donation, and how many times that with 10,000 entries it is. */
  readonly latency: number
  readonly latencyRatio: number
  /** 95th percentiles, milliseconds. */
  readonly balance: number
  readonly history: number
  readonly trialBalance: number
  /** Of ledger, log and their indexes after VACUUM, without the keys of idempotency. */
  readonly bytesPerDonation: number
}

const fewEntries = 10_000
const legs = 2
const days = 250
const rounds = 5
const secondsOfRound = 3

/** The same service with many entries and, beside it, with 10,000: donations one by one in turn, then what auditors ask. */
export async function measureGrowth(small: Service, large: Service, entries: number): Promise<Growth> {
  const [fresh, grown] = [await openCharity(small, 16), await openCharity(large, 16)]
  await giveInBulk(small, fresh, fewEntries / legs, 1)
  await giveInBulk(large, grown, entries / legs, days)
  const owner = openPool(parseDatabaseUrl(readFileSync(join(large.data, 'connection'), 'utf8')), { max: 1 })
  const bytesPerDonation = await diskOf(owner as unknown as Sql)
  await owner.end()
  const givingTo = async ({ address }: Service, { drives, signIn }: Charity) => ({
    address,
    drives,
    token: await signIn(),
    connections: 1,
    seconds: secondsOfRound,
  })
  const [few, many] = [await givingTo(small, fresh), await givingTo(large, grown)]
  const measured: { few: number; many: number }[] = []
  for (let round = 0; round < rounds; round++)
    measured.push({ few: (await runLoad(few)).p50, many: (await runLoad(many)).p50 })
  return {
    entries,
    latency: median(measured.map(({ many }) => many)),
    latencyRatio: median(measured.map(({ few, many }) => many / few)),
    ...(await askAsAuditor(large, grown)),
    bytesPerDonation,
  }
}

const asked = 200

async function askAsAuditor({ address }: Service, { bin, signIn }: Charity) {
  const token = await signIn()
  const p95 = async (query: (i: number) => string) => {
    const times: number[] = []
    for (let i = 0; i < asked; i++) {
      const start = performance.now()
      const answer = await fetch(`${address}/v1/ledgers/${bin}/${query(i)}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      if (!answer.ok) throw new Error(await answer.text())
      await answer.text()
      times.push(performance.now() - start)
    }
    return times.sort((a, b) => a - b)[Math.floor(0.95 * (asked - 1))] ?? Number.NaN
  }
  const day = (i: number) => `2026-${String(3 + (i % 8)).padStart(2, '0')}-15`
  return {
    balance: await p95((i) => `accounts?account=assets:bank&on=${day(i)}`),
    history: await p95((i) => `entries?account=assets:bank&from=${day(i)}&limit=100`),
    trialBalance: await p95((i) => `trial-balance?from=2026-03-15&on=${day(i + 1)}`),
  }
}

async function diskOf(sql: Sql): Promise<number> {
  await sql`VACUUM`
  const [row] = await sql<{ bytes: string; donations: string }[]>`
    SELECT (SELECT sum(pg_total_relation_size(oid)) FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'idempotency_keys') AS bytes,
      (SELECT count(*) FROM donations) AS donations`
  return Number(row?.bytes) / Number(row?.donations)
}
