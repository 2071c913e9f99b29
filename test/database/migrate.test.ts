import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { unsuitable } from '../../src/database/client.js'
import { migrate, migrationsFolder } from '../../src/database/migrate.js'
import { openPool } from '../../src/database/pool.js'
import { type Teardown, testDatabase, testFolder } from '../support/database.js'

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[]
}

const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as Journal

/** A copy of our migrations with one more, at a moment relative to the newest. */
function withOneMore(t: Teardown, after: number, statement: string): string {
  const folder = join(testFolder(t), 'drizzle')
  cpSync(migrationsFolder, folder, { recursive: true })
  const last = journal.entries.at(-1)
  const idx = journal.entries.length
  const entry = { idx, version: '7', when: (last?.when ?? 0) + after, tag: 'one_more', breakpoints: false }
  const more = { ...journal, entries: [...journal.entries, entry] }
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify(more))
  writeFileSync(join(folder, 'one_more.sql'), statement)
  return folder
}

/** A database without any table. */
async function emptyDatabase(t: Teardown) {
  const { target, name } = await testDatabase(t)
  const admin = openPool(target, { max: 1 })
  await admin.unsafe(`CREATE DATABASE ${name}_empty TEMPLATE template0 ENCODING 'UTF8'`)
  t.teardown(async () => {
    await admin.unsafe(`DROP DATABASE ${name}_empty WITH (FORCE)`)
    await admin.end()
  })
  return { ...target, database: `${name}_empty` }
}

t.test('the journal is kept in order, each entry later than the one before', async (t) => {
  const moments = journal.entries.map(({ when }) => when)
  t.same(
    moments,
    [...new Set(moments)].sort((a, b) => a - b),
  )
  t.same(
    journal.entries.map(({ idx, tag }) => [idx, Number(tag.slice(0, 4))]),
    journal.entries.map((_, place) => [place, place]),
  )
})

t.test('two services that start at once migrate one after the other', async (t) => {
  const target = await emptyDatabase(t)
  const applied = await Promise.all([migrate(target), migrate(target), migrate(target)])
  t.same(
    applied.sort((a, b) => a - b),
    [0, 0, journal.entries.length],
  )
})

t.test('a migration that fails changes nothing, and the next start applies it', async (t) => {
  const target = await emptyDatabase(t)
  const folder = withOneMore(t, 1, 'CREATE TABLE gifts (); SELECT 1 / 0;')
  await t.rejects(migrate(target, { folder }))
  const owner = openPool(target, { max: 1 })
  t.teardown(() => owner.end())
  t.same(await owner`SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`, [
    { tables: 0 },
  ])
  t.equal(await migrate(target), journal.entries.length)
})

t.test('a migration that drizzle would pass over is refused in words', async (t) => {
  const { target } = await testDatabase(t)
  const older = withOneMore(t, -1, 'CREATE TABLE gifts ();')
  await t.rejects(migrate(target, { folder: older }), { message: /is older than one already applied/ })
  const edited = withOneMore(t, 1, 'CREATE TABLE gifts ();')
  t.equal(await migrate(target, { folder: edited }), 1)
  writeFileSync(join(edited, 'one_more.sql'), 'CREATE TABLE gifts (id bigint);')
  await t.rejects(migrate(target, { folder: edited }), { message: /was edited after it was applied/ })
  t.equal(await migrate(target), 0, 'an older service finds nothing to do')
})

t.test('a server that is too old, or a database that is not in UTF-8, is refused in words', async (t) => {
  t.match(unsuitable(140_012, '14.12', 'UTF8'), /needs PostgreSQL 15 or newer; this server is 14\.12/)
  t.match(unsuitable(150_000, '15.0', 'SQL_ASCII'), /needs a database in UTF8; this one is in SQL_ASCII/)
  t.equal(unsuitable(150_000, '15.0', 'UTF8'), undefined)
  const { target, name } = await testDatabase(t)
  const admin = openPool(target, { max: 1 })
  await admin.unsafe(
    `CREATE DATABASE ${name}_ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'`,
  )
  t.teardown(async () => {
    await admin.unsafe(`DROP DATABASE ${name}_ascii WITH (FORCE)`)
    await admin.end()
  })
  await t.rejects(migrate({ ...target, database: `${name}_ascii` }), { message: /SQL_ASCII/ })
})

t.test('an append-only table refuses every change, even of its owner', async (t) => {
  const { target } = await testDatabase(t)
  const owner = openPool(target, { max: 1 })
  t.teardown(() => owner.end())
  await owner`CREATE TABLE gifts (tiyn bigint)`
  await owner`CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON gifts
    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`
  await owner`INSERT INTO gifts VALUES (1)`
  for (const statement of ['UPDATE gifts SET tiyn = 2', 'DELETE FROM gifts', 'TRUNCATE gifts'])
    await t.rejects(owner.unsafe(statement), { code: 'P0001', message: 'gifts is append-only' }, statement)
})
