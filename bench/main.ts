import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureBulk } from './bulk.js'
import { measureDonations, type Round } from './donations.js'
import { measureExports } from './exports.js'
import { measureGrowth } from './growth.js'
import { median } from './median.js'
import { measureReplay } from './replay.js'
import { measureRules } from './rules.js'
import { startService } from './service.js'
import { measureStatement } from './statements.js'
import { measureProof } from './strictness.js'
import { measureUploads } from './upload.js'

/** Every benchmark of the README, each a ratio or a limit, in one run on one machine. */
const folder = mkdtempSync(join(tmpdir(), 'adal-bench-'))
// PostgreSQL runs as another user where this runs as root, and has to reach the folder.
chmodSync(folder, 0o755)
const port = 18_080
const rows: [what: string, measured: string, goal: string][] = []

const fresh = join(folder, 'fresh')
const cold = await startService(fresh, port)
const memory = cold.memoryMegabytes()
await cold.stop()
const warm = await startService(fresh, port)
const donations = await measureDonations(warm, false)
await warm.stop()
const crowd = await startService(join(folder, 'crowd'), port)
const hotDonations = await measureDonations(crowd, true)
await crowd.stop()
const files = await startService(join(folder, 'files'), port)
const bulk = await measureBulk(files)
await files.stop()
const [few, many] = [
  await startService(join(folder, 'few'), port),
  await startService(join(folder, 'many'), port + 1),
]
const growth = await measureGrowth(few, many, 10_000_000)
await few.stop()
await many.stop()
const books = await startService(join(folder, 'books'), port)
const transactions = 200_000
const exports = await measureExports(books, transactions)
await books.stop()
const bank = await startService(join(folder, 'bank'), port)
const statement = await measureStatement(bank, 100_000)
await bank.stop()
const story = await startService(join(folder, 'story'), port, { ADAL_DEMO: 'on', LOG_LEVEL: 'info' })
const storyIn = await story.toldIn()
await story.stop()
const analysis = await startService(join(folder, 'analysis'), port)
const [file, largeFile] = await measureUploads(analysis, [100_000, 1_000_000])
await analysis.stop()
if (file === undefined || largeFile === undefined) throw new Error('a file was not measured')
rmSync(folder, { recursive: true, force: true })

const rules = await measureRules()
const proof = measureProof()
const [small, middle, large] = [
  await measureReplay(10_000),
  await measureReplay(100_000),
  await measureReplay(1_000_000),
]

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
const millions = (perSecond: number) => `${(perSecond / 1e6).toFixed(1)} million`
/** The median of the rounds' ratios, with the medians of both. */
const against = <Round>(
  measured: readonly Round[],
  ours: (round: Round) => number,
  theirs: (round: Round) => number,
  digits = 1,
) => {
  const ratio = median(measured.map((round) => ours(round) / theirs(round)))
  const [our, their] = [median(measured.map(ours)), median(measured.map(theirs))]
  return `${ratio.toFixed(digits)}× (${Math.round(our)}/s to ${Math.round(their)}/s)`
}
const statements = (measured: readonly Round[]) =>
  against(
    measured,
    ({ load }) => load.perSecond,
    ({ peer }) => peer.statements,
  )
const calls = (measured: readonly Round[]) =>
  against(
    measured,
    ({ load }) => load.perSecond,
    ({ peer }) => peer.calls,
  )
const latency = (of: 'p50' | 'p99') => `${of} ${median(donations.map(({ load }) => load[of])).toFixed(0)} ms`
rows.push(
  [
    'single donations over HTTP (64 connections; in ledger and log) to transfers in plain SQL (16 clients, statements in a transaction)',
    `${statements(donations)}; ${latency('p50')}, ${latency('p99')}`,
    '≥ 4×',
  ],
  ['the same to transfers by one call of an SQL function', calls(donations), ''],
  ['all to one drive, to transfers that all touch one account', statements(hotDonations), '≥ 7×'],
  ['the same to transfers by one call of an SQL function', calls(hotDonations), ''],
  [
    'donations by file over HTTP to the same rows put in by SQL, 500 at a time',
    against(
      bulk,
      ({ overHttp }) => overHttp,
      ({ bySql }) => bySql,
      2,
    ),
    '≥ 0.5×',
  ],
  [
    `a donation, one after the other, with ${growth.entries.toLocaleString('en')} entries to one with 10,000`,
    `${growth.latencyRatio.toFixed(2)}× (p50 ${growth.latency.toFixed(1)} ms)`,
    '≤ 1.2×',
  ],
  [
    'there: balance as of a past day, page of the history of an account, trial balance (p95)',
    `${growth.balance.toFixed(0)} ms, ${growth.history.toFixed(0)} ms, ${growth.trialBalance.toFixed(0)} ms`,
    '< 10, 20, 100 ms',
  ],
  [
    'disk per donation there: ledger, log and indexes, without idempotency keys',
    `${growth.bytesPerDonation.toFixed(0)} bytes`,
    '≤ 1,000 bytes',
  ],
  ['start-up, warm', seconds(warm.startedIn), '< 2 s'],
  ['start-up, cold, without the story', seconds(cold.startedIn), '< 5 s'],
  ['the demo story, on an empty database', seconds(storyIn), '< 20 s'],
  ['memory at rest, without the database', `${memory.toFixed(0)} MB`, '< 250 MB'],
  [
    'twelve rules, five variants at once, against the faster of json-rules-engine and zen-engine',
    `${Math.round(rules.fiveVariants / Math.max(rules.jsonRulesEngine, rules.zen))}× (${millions(rules.fiveVariants)} evaluations/s to ${Math.round(rules.zen)} and ${Math.round(rules.jsonRulesEngine)})`,
    '≥ 200×',
  ],
  [
    'the same, one variant alone',
    `${Math.round(rules.oneVariant / Math.max(rules.jsonRulesEngine, rules.zen))}×`,
    '',
  ],
  [
    'twelve rules, one variant alone, against a function written by hand (five at once)',
    `${(rules.oneVariant / rules.handWritten).toFixed(2)}× (${(rules.fiveVariants / rules.handWritten).toFixed(1)}×)`,
    '≥ 0.5×',
  ],
  [
    'replay of 1,000,000 cases × 5 variants, all results but the draws (100,000; 10,000)',
    `${large.seconds.toFixed(1)} s (${middle.seconds.toFixed(1)} s; ${small.seconds.toFixed(1)} s)`,
    '< 10 s',
  ],
  [
    'its memory (100,000; 10,000)',
    `${large.megabytes.toFixed(0)} MB (${middle.megabytes.toFixed(0)} MB; ${small.megabytes.toFixed(0)} MB)`,
    '< 1 GB',
  ],
  [
    'exports of 200,000 transactions: hledger, beancount, CSV, the kit',
    `${exports.map((one) => seconds(one.seconds * 1000)).join(', ')} (${Math.round(transactions / (exports[0]?.seconds ?? Number.NaN))} transactions/s)`,
    '',
  ],
  [
    'by how much the service grows with them, at most',
    `${Math.max(...exports.map(({ growthMegabytes }) => growthMegabytes)).toFixed(0)} MB`,
    '< 100 MB',
  ],
  [
    'a bank statement of 100,000 lines over HTTP, read, matched and posted, to COPY of its lines (of every row that it makes)',
    `${(statement.seconds / statement.copySeconds).toFixed(0)}× in ${seconds(statement.seconds * 1000)} (${(statement.seconds / statement.copyAllSeconds).toFixed(1)}×)`,
    '≤ 12×',
  ],
  ['answers of `/health/live` meanwhile', `p99 ${statement.p99.toFixed(0)} ms`, 'p99 < 250 ms'],
  [
    'file of 1,000,000 cases over HTTP into the database, to JSON.parse of its lines alone',
    `${(largeFile.perSecond / largeFile.parsedPerSecond).toFixed(2)}× (${Math.round(largeFile.perSecond)}/s to ${Math.round(largeFile.parsedPerSecond)}/s)`,
    '≥ 0.1×',
  ],
  [
    'memory of the service meanwhile (with 100,000 cases)',
    `${largeFile.megabytes.toFixed(0)} MB (${file.megabytes.toFixed(0)} MB)`,
    '< 500 MB',
  ],
  [
    'answers of `/health/live` meanwhile',
    `p50 ${largeFile.p50.toFixed(0)} ms, p99 ${largeFile.p99.toFixed(0)} ms`,
    'p99 < 250 ms',
  ],
  [
    'proof of the two drafts of 2024, first time in a process',
    `${proof.seconds.toFixed(2)} s, ${proof.cells.toLocaleString('en')} cells`,
    '< 5 s',
  ],
)
console.log(
  `| what | measured | goal |\n|---|---|---|\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`,
)
