import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { openPool, type Pool } from '../../src/database/pool.js'
import { largeStatement } from '../statements/large-statement.js'
import { uploadStatement } from '../statements/uploads.js'
import { startAdal } from '../support/app.js'
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

/** Other connections tell what they have counted at their end. */
async function endOthers(owner: Pool): Promise<void> {
  const others = owner`FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`
  await owner`SELECT pg_terminate_backend(pid) ${others}`
  while ((await owner`SELECT ${others}`).length > 0) await sleep(50)
}

t.test(
  'the first statement has few lines and the next many: none is looked for among the others',
  async (t) => {
    const adal = await startAdal(t)
    const owner = openPool(adal.target, { max: 1 })
    t.teardown(() => owner.end())
    const { session, bin } = await confirmedCharity(adal)
    const collection = await openDrive(adal, session, bin)
    for (const lines of [20, 3_000]) {
      const file = Buffer.from([...largeStatement(lines, 'camt', { collection })].join(''))
      const { body } = await uploadStatement(adal, session, bin, file)
      t.match(body, { lines })
    }
    await endOthers(owner)
    const read = await owner<{ table: string; rows: number }[]>`
    SELECT relname AS table, sum(idx_tup_read)::float AS rows FROM pg_stat_user_indexes GROUP BY 1 HAVING sum(idx_tup_read) > 1000`
    t.match(Object.fromEntries(read.map(({ table, rows }) => [table, rows])), {
      ...{ statement_lines: Number, transactions: Number, donations: Number, accounts: Number },
    })
    for (const { table, rows } of read) t.ok(rows < 3_000 * 40, `${rows} rows of ${table}`)
  },
)

t.test(
  'what is checked once a statement is checked: a donor of no donation, a match of no line',
  async (t) => {
    const adal = await startAdal(t)
    const { session, bin } = await confirmedCharity(adal)
    const collection = await openDrive(adal, session, bin)
    await uploadStatement(
      adal,
      session,
      bin,
      Buffer.from([...largeStatement(20, 'camt', { collection })].join('')),
    )
    const donor = (donation: string) => `INSERT INTO donors (donation, ledger, salt, sealed)
    SELECT ${donation}, ledger, salt, sealed FROM donors ORDER BY donation LIMIT 1`
    await t.rejects(adal.behindTheBack(donor('gen_random_uuid()')), /a donor of a donation that is not there/)
    await t.rejects(adal.behindTheBack('UPDATE donors SET donation = gen_random_uuid()'), /append-only/)
    await t.rejects(
      adal.behindTheBack(`INSERT INTO statement_matches (ledger, statement, line, transaction_id, reason, batch)
      SELECT ledger, statement, 1000, gen_random_uuid(), 'by-hand', batch FROM statement_matches LIMIT 1`),
      /a match of a line that is not there/,
    )
  },
)
