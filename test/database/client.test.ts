import { drizzle } from 'drizzle-orm/postgres-js'
import t from 'tap'
import { connect, isDatabaseAway } from '../../src/database/client.js'
import { openPool } from '../../src/database/pool.js'
import { testDatabase, testFolder, withServer } from '../support/database.js'

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

t.test('money is bigint both ways, moments are texts, and a Date or an object may be sent', async (t) => {
  const { target } = await testDatabase(t)
  const { writing, close } = await connect(target)
  t.teardown(close)
  const moment = new Date('2026-03-15T09:30:00.250Z')
  const ask = async () => {
    const most = 9_223_372_036_854_775_807n
    const [row] = await writing`SELECT ${most}::bigint AS most, ${[1n, most].map(String)}::bigint[] AS list,
      ${moment}::timestamptz AS at, '2026-03-15'::date AS day, ${{ kk: 'алма' } as never}::jsonb AS text`
    t.same(row, {
      most,
      list: [1n, most],
      at: '2026-03-15 09:30:00.25+00',
      day: '2026-03-15',
      text: { kk: 'алма' },
    })
  }
  await ask()
  drizzle(writing)
  await ask()
})

t.test('a database that is gone, restarting, full or too slow is away', async (t) => {
  const folder = testFolder(t)
  const server = await withServer(t, { folder, durable: false })
  const sql = openPool(server.connection, { max: 1 })
  t.teardown(() => sql.end({ timeout: 0 }))
  t.ok(
    isDatabaseAway(await caught(sql`SELECT pg_terminate_backend(pg_backend_pid())`)),
    'a killed connection',
  )
  const slow = openPool(server.connection, { max: 1, session: { statement_timeout: 20 } })
  t.ok(isDatabaseAway(await caught(slow`SELECT pg_sleep(5)`)), 'a statement that took too long')
  t.ok(
    isDatabaseAway(await caught(drizzle(slow).execute('SELECT pg_sleep(5)'))),
    'even inside what drizzle throws',
  )
  await slow.end()
  await server.stop()
  t.ok(isDatabaseAway(await caught(sql`SELECT 1`)), 'a stopped server')
  t.ok(isDatabaseAway(await caught(connect(server.connection, { patienceMs: 0 }))))
})

t.test('a mistake of ours is no absence of the database', async (t) => {
  const { target } = await testDatabase(t)
  const sql = openPool(target, { max: 1 })
  t.teardown(() => sql.end())
  for (const statement of ['SELECT 1 / 0', 'SELECT nothing', 'CREATE TABLE logs ()'])
    t.notOk(isDatabaseAway(await caught(sql.unsafe(statement))), statement)
  t.notOk(isDatabaseAway(Object.assign(new Error(), { code: 'ENOENT', syscall: 'open' })))
  t.notOk(isDatabaseAway(new Error('no code')))
  t.notOk(isDatabaseAway(undefined))
})

t.test('the service waits for a database that is not there yet', async (t) => {
  const folder = testFolder(t)
  const server = await withServer(t, { folder, durable: false })
  await server.stop()
  const waiting = connect({ ...server.connection }, { patienceMs: 10_000 })
  const again = await withServer(t, { folder, durable: false })
  const database = await waiting
  t.equal(again.connection.password, server.connection.password)
  await database.close()
})

t.test('a statement that takes too long is cancelled', async (t) => {
  const { target } = await testDatabase(t)
  const { reading, writing, close } = await connect(target, { statementTimeoutMs: 50 })
  t.teardown(close)
  await t.rejects(reading`SELECT pg_sleep(5)`, { code: '57014' })
  await t.rejects(writing`SELECT pg_sleep(5)`, { code: '57014' })
})
