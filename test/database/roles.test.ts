import t from 'tap'
import { connect } from '../../src/database/client.js'
import { migrate } from '../../src/database/migrate.js'
import { openPool, type Pool } from '../../src/database/pool.js'
import type { DatabaseTarget } from '../../src/database/target.js'
import { type Teardown, testDatabase } from '../support/database.js'

const forbidden = { code: '42501' }
const readOnly = { code: '25006' }

function ownerOf(t: Teardown, target: DatabaseTarget): Pool {
  const owner = openPool(target, { max: 1 })
  t.teardown(() => owner.end())
  return owner
}

const connected = async (t: Teardown, target: DatabaseTarget) => {
  const database = await connect(target)
  t.teardown(() => database.close())
  return database
}

t.test('whoever reads cannot write, even if he asks for a writing transaction', async (t) => {
  const { target } = await testDatabase(t)
  const { reading, rolesSeparated } = await connected(t, target)
  t.ok(rolesSeparated)
  t.same(await reading`SELECT current_user::text AS name, current_setting('TimeZone') AS zone`, [
    { name: 'adal_reader', zone: 'UTC' },
  ])
  t.same(await reading`SELECT 1 AS one FROM idempotency_keys`, [])
  await t.rejects(reading`CREATE TABLE mine ()`, readOnly)
  const writes = [
    'INSERT INTO writer_privileges VALUES (1)',
    'UPDATE idempotency_keys SET answer = 1',
    'CREATE TABLE mine ()',
  ]
  for (const statement of [...writes, 'DELETE FROM idempotency_keys', 'TRUNCATE idempotency_keys'])
    await t.rejects(
      reading.begin('READ WRITE', (sql) => sql.unsafe(statement)),
      forbidden,
      statement,
    )
})

t.test('whoever writes cannot delete, empty or define, except where a migration says so', async (t) => {
  const { target } = await testDatabase(t)
  const owner = ownerOf(t, target)
  await owner`CREATE TABLE gifts (id bigint GENERATED ALWAYS AS IDENTITY, tiyn bigint)`
  await owner`SELECT grant_adal_roles()`
  const { writing } = await connected(t, target)
  await writing`INSERT INTO gifts (tiyn) VALUES (${5n})`
  await writing`UPDATE gifts SET tiyn = 6`
  t.same(await writing`SELECT tiyn FROM gifts`, [{ tiyn: 6n }])
  t.same(await writing`DELETE FROM idempotency_keys`, [], 'a key may be forgotten')
  const forbiddenStatements = [
    ...[
      'DELETE FROM gifts',
      'TRUNCATE gifts',
      'TRUNCATE idempotency_keys',
      'DROP TABLE gifts',
      'CREATE TABLE mine ()',
    ],
    ...[
      'ALTER TABLE gifts DISABLE TRIGGER ALL',
      "INSERT INTO writer_privileges VALUES ('gifts', '{DELETE}', '')",
    ],
  ]
  for (const statement of forbiddenStatements)
    await t.rejects(writing.unsafe(statement), forbidden, statement)
})

t.test('what a role was given by hand is taken away at the next start', async (t) => {
  const { target } = await testDatabase(t)
  const owner = ownerOf(t, target)
  await owner`GRANT ALL ON idempotency_keys TO adal_reader`
  await owner`GRANT TRUNCATE ON idempotency_keys TO adal_writer`
  await migrate(target)
  t.same(
    await owner`SELECT grantee::regrole::text AS role, string_agg(privilege_type, ' ' ORDER BY privilege_type) AS may
      FROM pg_class, aclexplode(relacl) WHERE relname = 'idempotency_keys' AND grantee <> relowner GROUP BY 1 ORDER BY 1`,
    [
      { role: 'adal_reader', may: 'SELECT' },
      { role: 'adal_writer', may: 'DELETE INSERT SELECT UPDATE' },
    ],
  )
})

t.test('where the roles cannot be taken, read-only transactions protect, and it is said', async (t) => {
  const { target, name } = await testDatabase(t)
  const owner = ownerOf(t, target)
  const tenant = `tenant_${name}`
  await owner.unsafe(`CREATE ROLE ${tenant} LOGIN PASSWORD 'secret'`)
  await owner.unsafe(`CREATE DATABASE ${name}_plain OWNER ${tenant} TEMPLATE template0 ENCODING 'UTF8'`)
  t.teardown(async () => {
    const admin = openPool(target, { max: 1 })
    await admin.unsafe(`DROP DATABASE ${name}_plain WITH (FORCE)`)
    await admin.unsafe(`DROP ROLE ${tenant}`)
    await admin.end()
  })
  const plain = { ...target, user: tenant, password: 'secret', database: `${name}_plain` }
  await migrate(plain)
  const { reading, writing, rolesSeparated } = await connected(t, plain)
  t.equal(rolesSeparated, false)
  await t.rejects(reading`DELETE FROM idempotency_keys`, readOnly)
  t.same(await writing`DELETE FROM idempotency_keys`, [])
})

t.test('a role that may create roles, but is no superuser, separates them', async (t) => {
  const { target, name } = await testDatabase(t)
  const owner = ownerOf(t, target)
  const tenant = `tenant_${name}`
  await owner.unsafe(`CREATE ROLE ${tenant} LOGIN CREATEROLE PASSWORD 'secret'`)
  await owner.unsafe(`GRANT adal_reader, adal_writer TO ${tenant} WITH ADMIN OPTION`)
  await owner.unsafe(`CREATE DATABASE ${name}_plain OWNER ${tenant} TEMPLATE template0 ENCODING 'UTF8'`)
  t.teardown(async () => {
    const admin = openPool(target, { max: 1 })
    await admin.unsafe(`DROP DATABASE ${name}_plain WITH (FORCE)`)
    await admin.unsafe(`DROP ROLE ${tenant}`)
    await admin.end()
  })
  const plain = { ...target, user: tenant, password: 'secret', database: `${name}_plain` }
  await migrate(plain)
  const { writing, rolesSeparated } = await connected(t, plain)
  t.equal(rolesSeparated, true)
  await t.rejects(writing`TRUNCATE idempotency_keys`, forbidden)
})
