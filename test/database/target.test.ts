import t from 'tap'
import { openPool } from '../../src/database/pool.js'
import { type DatabaseTarget, databaseUrl, parseDatabaseUrl } from '../../src/database/target.js'
import { testDatabase } from '../support/database.js'

const read: readonly [url: string, target: Partial<DatabaseTarget>][] = [
  [
    'postgres://adal:secret@db.example:6432/gifts',
    { host: 'db.example', port: 6432, user: 'adal', password: 'secret', database: 'gifts' },
  ],
  ['postgresql://adal@db/gifts', { host: 'db', port: 5432, password: undefined, database: 'gifts' }],
  ['postgres://adal:p%40ss%3A%2F%25@db/gifts', { host: 'db', password: 'p@ss:/%' }],
  ['postgres://adal@db', { database: 'adal' }],
  ['postgres://adal:secret@[::1]:6000/gifts', { host: '::1', port: 6000 }],
  [
    'postgres://adal@/gifts?host=/run/postgresql',
    { host: '/run/postgresql', port: 5432, user: 'adal', database: 'gifts' },
  ],
  [
    'postgres:///gifts?host=/run/postgresql&user=adal&password=secret&port=6000',
    { host: '/run/postgresql', port: 6000, user: 'adal', password: 'secret' },
  ],
  ['postgres://adal@localhost/gifts?host=%2Frun%2Fpostgresql', { host: '/run/postgresql' }],
  ['postgres://adal@%2Frun%2Fpostgresql:6000/gifts', { host: '/run/postgresql', port: 6000 }],
  ['postgres://adal@db/gifts?sslmode=require', { ssl: 'require' }],
  ['postgres://adal@db/gifts?sslmode=disable', { ssl: false }],
  ['postgres://adal@db/gifts?sslmode=verify-full', { ssl: 'verify-full' }],
]

t.test('a DATABASE_URL is read as libpq reads it, sockets too', async (t) => {
  for (const [url, expected] of read) {
    const target = parseDatabaseUrl(url)
    for (const [name, value] of Object.entries(expected))
      t.equal(target[name as keyof DatabaseTarget], value, `${name} of ${url}`)
    t.same(parseDatabaseUrl(databaseUrl(target)), { ...target, ssl: undefined }, 'and written again')
  }
})

t.test('an impossible DATABASE_URL is refused without repeating the password', async (t) => {
  const impossible = [
    'mysql://a:secret@db/x',
    'adal:secret@db',
    'postgres://a:secret@db:99999/x',
    'postgres://a:secret@b,c/x',
    'postgres://a:secret%@db/x',
    'postgres://a:secret@db/x?sslmode=maybe',
    '',
  ]
  for (const url of impossible) {
    try {
      parseDatabaseUrl(url)
      t.fail(url)
    } catch (error) {
      t.match(error, { message: /^DATABASE_URL/ })
      t.notMatch(error, { message: /secret/ })
    }
  }
})

t.test('a socket in a URL is really used', async (t) => {
  const { target, url } = await testDatabase(t)
  const { host, port, user, password = '', database } = target
  const urls = [
    url,
    `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${host}&port=${port}`,
  ]
  for (const each of urls) {
    const sql = openPool(parseDatabaseUrl(each), { max: 1 })
    const [found] = await sql`SELECT current_database() AS name, inet_server_addr() IS NULL AS socket`
    t.same(found, { name: database, socket: host.startsWith('/') })
    await sql.end()
  }
})
