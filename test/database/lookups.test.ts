import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from 'postgres'
import t, { type Test } from 'tap'
import { openPool } from '../../src/database/pool.js'
import { uploaded } from '../documents/stories.js'
import { authorize } from '../giving/authorization-stories.js'
import { pay, reverse } from '../giving/stories.js'
import { sign } from '../reports/stories.js'
import { largeStatement, paymentsOf } from '../statements/large-statement.js'
import { charityWithDrive } from '../statements/stories.js'
import { uploadStatement } from '../statements/uploads.js'
import { type Adal, type Answer, startAdal } from '../support/app.js'
import { testDatabase } from '../support/database.js'
import { confirmedCharity, donation, give, openDrive } from '../support/stories.js'

t.test('no index can be taken for the primary key of a table in which ledgers have many rows', async (t) => {
  const { target } = await testDatabase(t)
  const owner = openPool(target, { max: 1 })
  t.teardown(() => owner.end())
  const indexes = await owner<{ table: string; primary: string; others: string[] }[]>`
    WITH indexes AS (
      SELECT indrelid::regclass::text AS of, indexrelid::regclass::text AS name, indisprimary,
        (SELECT attname FROM pg_attribute WHERE attrelid = indrelid AND attnum = indkey[0]) AS begins
      FROM pg_index WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) AND indpred IS NULL
    )
    SELECT p.of AS table, p.name AS primary, array_agg(o.name) FILTER (WHERE o.name IS NOT NULL) AS others
    FROM indexes AS p LEFT JOIN indexes AS o ON o.of = p.of AND o.begins = p.begins AND NOT o.indisprimary
    WHERE p.indisprimary AND p.begins IN ('ledger', 'log') GROUP BY 1, 2 ORDER BY 1`
  t.ok(indexes.length > 20)
  t.strictSame(
    indexes.filter(({ others }) => others !== null),
    [],
  )
})

/** What was answered. Whoever asks just when the connections end is told that the database is away, and asks again. */
async function made(ask: () => Promise<Answer>) {
  for (;;) {
    const { status, body } = await ask()
    if (status < 300) return body
    if (status !== 503) throw new Error(JSON.stringify(body))
  }
}

async function charityWithStatements(t: Test) {
  const { adal, session, bin, number } = await charityWithDrive(t, { now: '2026-04-02T06:00:00Z' })
  const upload = async (lines: number) => {
    const file = Buffer.from([...largeStatement(lines, 'camt', { collection: number })].join(''))
    return made(() => uploadStatement(adal, session, bin, file))
  }
  return { adal, session, number, upload }
}

/**
 * How many rows of each table are read meanwhile, by connections that have planned nothing yet. Connections tell what they have counted at
 * their end.
 */
async function rowsReadBy({ owner }: Adal, work: () => Promise<unknown>): Promise<Record<string, number>> {
  await endOthers(owner)
  await owner`SELECT pg_stat_reset()`
  await work()
  await endOthers(owner)
  const read = await owner<{ table: string; rows: number }[]>`
    SELECT t.relname AS table, (t.seq_tup_read + coalesce(sum(i.idx_tup_read), 0))::float AS rows
    FROM pg_stat_user_tables AS t LEFT JOIN pg_stat_user_indexes AS i USING (relid) GROUP BY t.relname, t.seq_tup_read`
  return Object.fromEntries(read.map(({ table, rows }) => [table, rows]))
}

const tablesReadOften = (read: Record<string, number>, often: number) =>
  Object.fromEntries(Object.entries(read).filter(([, rows]) => rows > often))

/** Those that are there now: another may begin meanwhile, of whom somebody asks something. */
async function endOthers(owner: Sql): Promise<void> {
  const ended = await owner<{ pid: number }[]>`SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`
  const pids = ended.map(({ pid }) => pid)
  while ((await owner`SELECT FROM pg_stat_activity WHERE pid = ANY (${pids})`).length > 0) await sleep(50)
}

t.test('few lines come first and then many: none is looked for among the others', async (t) => {
  const { adal, upload } = await charityWithStatements(t)
  // Plans are kept by the connections that made them.
  const read = await rowsReadBy(adal, async () => {
    t.match(await upload(20), { posted: 18 })
    t.match(await upload(3_000), { lines: 3_000 })
  })
  t.ok((read.donations ?? 0) > 2_700)
  t.strictSame(tablesReadOften(read, 3_000 * 40), {})
})

t.test('gifts were entered weeks before their statement: each is found by its reference', async (t) => {
  const { adal, session, number: collection, upload } = await charityWithStatements(t)
  const gifts = paymentsOf(3_000).filter(({ isGift }) => isGift)
  const receivedAt = '2026-03-01T06:00:00Z'
  const entered = gifts.map(({ tiyn, number }) => {
    const amount = { amount: String(tiyn), currency: 'KZT' }
    const donor = { kind: 'anonymous' }
    return JSON.stringify({
      id: number,
      amount,
      donor,
      channel: 'transfer',
      receivedAt,
      reference: `E${number}`,
    })
  })
  await adal.call('POST', `/v1/collections/${collection}/donations/bulk`, {
    as: session,
    body: entered.join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  const read = await rowsReadBy(adal, async () => {
    t.match(await upload(3_000), { linked: 2_700, posted: 0, unmatched: 300 })
  })
  t.strictSame(tablesReadOften(read, 3_000 * 40), {})
})

t.test('what is checked once a statement is checked: donors of donations, matches of lines', async (t) => {
  const { adal, upload } = await charityWithStatements(t)
  await upload(20)
  await t.rejects(
    adal.behindTheBack(`INSERT INTO donors (donation, ledger, salt, sealed)
      SELECT gen_random_uuid(), ledger, salt, sealed FROM donors LIMIT 1`),
    /a donor of a donation that is not there/,
  )
  await t.rejects(adal.behindTheBack('UPDATE donors SET donation = gen_random_uuid()'), /append-only/)
  await t.rejects(
    adal.behindTheBack(`INSERT INTO statement_matches (ledger, statement, line, transaction_id, reason, batch)
      SELECT ledger, statement, 1000, gen_random_uuid(), 'by-hand', batch FROM statement_matches LIMIT 1`),
    /a match of a line that is not there/,
  )
})

t.test('in a ledger of many drives and payments one thing is not looked for among all of them', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const drives: string[] = []
  for (let i = 0; i < 60; i++) drives.push(await openDrive(adal, session, bin))
  const [drive = ''] = drives
  const { donation: given } = await made(() => give(adal, session, drive, donation(10)))
  for (let day = 1; day <= 9; day++)
    await Promise.all(
      drives.map((number) =>
        made(() =>
          give(adal, session, number, donation(10_000, { receivedAt: `2026-03-0${day}T10:00:00Z` })),
        ),
      ),
    )
  for (let i = 0; i < 300; i++)
    await made(async () => pay(adal, session, drive, 10, { evidence: [await uploaded(adal, session, bin)] }))
  const counted = async (work: () => Promise<Answer>) => rowsReadBy(adal, () => made(work))
  const path = `/v1/ledgers/${bin}`

  const file = Buffer.from([...largeStatement(20, 'camt', { collection: drive })].join(''))
  const imported = await counted(() => uploadStatement(adal, session, bin, file))
  t.ok(
    (imported.disbursements ?? 0) < 300 * 40,
    `${imported.disbursements} payments by a statement of 20 lines`,
  )

  const period = 'from=2026-03-01&to=2026-03-31'
  const reconciled = await counted(() =>
    adal.call('GET', `${path}/reconciliation?${period}`, { as: session }),
  )
  t.ok((reconciled.accounts ?? 0) < 1_000, `${reconciled.accounts} accounts by a reconciliation`)
  t.ok((reconciled.account_days ?? 0) < 3_000, `${reconciled.account_days} days by a reconciliation`)

  const seen = await counted(() => adal.call('GET', `/v1/register/collections/${drives[1]}`))
  t.ok((seen.account_days ?? 0) < 200, `${seen.account_days} days by a look at a drive`)
  const authorized = await counted(() => authorize(adal, session, drive, 100))
  t.ok(
    (authorized.account_days ?? 0) < 100,
    `${authorized.account_days} days by a payment that is authorized`,
  )
  const page = await counted(() => adal.call('GET', `${path}/transactions?limit=20`, { as: session }))
  t.ok((page.accounts ?? 0) < 200, `${page.accounts} accounts by a page of transactions`)
  await sign(adal)
  const kit = await counted(() => adal.call('GET', `${path}/exports/kit`, { as: session }))
  t.ok((kit.documents ?? 0) < 300 * 10, `${kit.documents} documents by a kit`)

  const lines = await made(() =>
    adal.call('GET', `${path}/statement-lines?status=unmatched`, { as: session }),
  )
  const [{ statement, line, amount }] = lines.items
  const { disbursement: transaction } = await made(() => pay(adal, session, drive, 0, { amount }))
  const at = `${path}/statements/${statement}/lines/${line}`
  const link = { as: session, body: { decision: 'link', transaction } }
  const linked = await counted(() => adal.call('POST', `${at}/decisions`, link))
  t.ok((linked.entries ?? 0) < 50, `${linked.entries} entries by a line that is linked by hand`)
  t.ok((linked.accounts ?? 0) < 50, `${linked.accounts} accounts by it`)
  const undoing = { as: session, body: { reason: 'Another payment.' } }
  const asked = await counted(() => adal.call('POST', `${at}/undoings`, undoing))
  t.ok((asked.idempotency_keys ?? 0) < 20, `${asked.idempotency_keys} keys by a match that is to be undone`)
  const reversed = await counted(() => reverse(adal, session, given))
  t.ok((reversed.accounts ?? 0) < 200, `${reversed.accounts} accounts by a gift that is reversed`)
})
