import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { processesOver } from '../../src/database/embedded/processes.js'
import { startEmbeddedServer } from '../../src/database/embedded-server.js'
import { openPool } from '../../src/database/pool.js'
import { testFolder, withServer } from '../support/database.js'
import { serve } from './child.js'

const settings = ['server_encoding', 'data_checksums', 'fsync', 'synchronous_commit', 'listen_addresses']

t.test('a server keeps what was written when it is started again', async (t) => {
  const folder = testFolder(t)
  const first = await startEmbeddedServer({ folder, durable: true })
  const writing = openPool(first.connection, { max: 1 })
  await writing`CREATE TABLE gifts (tiyn bigint)`
  await writing`INSERT INTO gifts VALUES (${150_000n})`
  await writing.end()
  await first.stop()
  t.same(processesOver(join(folder, 'data')), [], 'nothing runs after the stop')
  t.notOk(existsSync(join(folder, 'owner')), 'and the folder is free')

  const second = await withServer(t, { folder })
  const reading = openPool(second.connection, { max: 1 })
  t.teardown(() => reading.end())
  t.same(await reading`SELECT tiyn FROM gifts`, [{ tiyn: 150_000n }])
})

t.test(
  'a new server is in UTF-8, with checksums, durable, and behind a password on a private socket',
  async (t) => {
    const { connection, folder } = await withServer(t)
    const sql = openPool(connection, { max: 1 })
    t.teardown(() => sql.end())
    const values = await Promise.all(
      settings.map(async (name) => (await sql`SELECT current_setting(${name}) AS value`)[0]?.value),
    )
    t.same(values, ['UTF8', 'on', 'on', 'on', process.platform === 'win32' ? '127.0.0.1' : ''])
    const [locale] = await sql`SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'postgres'`
    t.same(locale, { datlocprovider: 'b', datlocale: 'C.UTF-8' })
    const stranger = openPool({ ...connection, password: 'guess' }, { max: 1 })
    t.teardown(() => stranger.end())
    await t.rejects(stranger`SELECT 1`, { code: '28P01' })
    if (process.platform === 'win32') return
    for (const name of ['data', 'socket'])
      t.equal(statSync(join(folder, name)).mode & 0o777, 0o700, `${name} is private`)
    t.equal(statSync(join(folder, 'password')).mode & 0o777, 0o600)
  },
)

t.test('a second process is refused in words, and so is a second server in the same process', async (t) => {
  const folder = testFolder(t)
  const child = serve(t, folder)
  await child.says((saying) => saying.acknowledged !== undefined)
  const refusal = new RegExp(
    `already in use by another Adal \\(process ${child.process.pid}\\).*уже занята`,
    's',
  )
  await t.rejects(startEmbeddedServer({ folder, durable: true }), { message: refusal })
  await child.stop()

  await withServer(t, { folder })
  await t.rejects(startEmbeddedServer({ folder, durable: true }), { message: /already in use/ })
})

t.test('of many that start at once exactly one gets the folder', async (t) => {
  const folder = testFolder(t)
  const started = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = serve(t, folder)
      const first = await child.says((saying) => saying.folder !== undefined || saying.failure !== undefined)
      return { child, first }
    }),
  )
  const [winner, ...others] = started.filter(({ first }) => first.folder !== undefined)
  t.equal(others.length, 0)
  for (const { first } of started)
    if (first.failure !== undefined) t.match(first.failure, /already in use by another Adal/)
  await winner?.child.stop()
})

t.test(
  'a folder with a very long path gets a short socket',
  { skip: process.platform === 'win32' },
  async (t) => {
    const folder = join(testFolder(t), 'қайырымдылық'.repeat(5), 'a'.repeat(60))
    const server = await startEmbeddedServer({ folder, durable: false })
    t.ok(Buffer.byteLength(server.connection.host) < 85, server.connection.host)
    const sql = openPool(server.connection, { max: 1 })
    t.same(await sql`SELECT 1 AS one`, [{ one: 1 }])
    await sql.end()
    await server.stop()
    t.notOk(existsSync(server.connection.host), 'and removes it')
  },
)

t.test('what is no data of this PostgreSQL is refused in words', async (t) => {
  const folder = testFolder(t)
  mkdirSync(join(folder, 'data'))
  await t.rejects(startEmbeddedServer({ folder, durable: true }), { message: /holds no PostgreSQL data/ })
  writeFileSync(join(folder, 'data', 'PG_VERSION'), '12\n')
  await t.rejects(startEmbeddedServer({ folder, durable: true }), {
    message: /is of PostgreSQL 12; this Adal brings/,
  })
  t.notOk(existsSync(join(folder, 'owner')), 'and the folder stays free')
})
