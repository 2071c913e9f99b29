import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { openPool } from '../../src/database/pool.js'
import { largeStatement, paymentsOf } from '../statements/large-statement.js'
import { uploadStatement } from '../statements/uploads.js'
import { type Adal, startAdal } from '../support/app.js'
import { testDatabase } from '../support/database.js'
import { confirmedCharity, openDrive } from '../support/stories.js'

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

async function charityWithDrive(t: Test) {
  const adal = await startAdal(t, { now: '2026-04-02T06:00:00Z' })
  const { session, bin } = await confirmedCharity(adal)
  const collection = await openDrive(adal, session, bin)
  const upload = async (lines: number) => {
    const file = Buffer.from([...largeStatement(lines, 'camt', { collection })].join(''))
    return (await uploadStatement(adal, session, bin, file)).body
  }
  return { adal, session, collection, upload }
}

/** How many rows of each table were found by its indexes, where they are many. Connections tell what they have counted at their end. */
async function rowsRead({ owner }: Adal): Promise<Record<string, number>> {
  const others = owner`FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`
  await owner`SELECT pg_terminate_backend(pid) ${others}`
  while ((await owner`SELECT ${others}`).length > 0) await sleep(50)
  const read = await owner<
    { table: string; rows: number }[]
  >`SELECT relname AS table, sum(idx_tup_read)::float AS rows
    FROM pg_stat_user_indexes GROUP BY 1 HAVING sum(idx_tup_read) > 1000`
  return Object.fromEntries(read.map(({ table, rows }) => [table, rows]))
}

t.test('few lines come first and then many: none is looked for among the others', async (t) => {
  const { adal, upload } = await charityWithDrive(t)
  t.match(await upload(20), { posted: 18 })
  t.match(await upload(3_000), { lines: 3_000 })
  const read = await rowsRead(adal)
  t.match(read, { statement_lines: Number, transactions: Number, donations: Number, accounts: Number })
  for (const [table, rows] of Object.entries(read)) t.ok(rows < 3_000 * 40, `${rows} rows of ${table}`)
})

t.test('gifts were entered weeks before their statement: each is found by its reference', async (t) => {
  const { adal, session, collection, upload } = await charityWithDrive(t)
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
  t.match(await upload(3_000), { linked: 2_700, posted: 0, unmatched: 300 })
  for (const [table, rows] of Object.entries(await rowsRead(adal)))
    t.ok(rows < 3_000 * 40, `${rows} rows of ${table}`)
})

t.test('what is checked once a statement is checked: donors of donations, matches of lines', async (t) => {
  const { adal, upload } = await charityWithDrive(t)
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
