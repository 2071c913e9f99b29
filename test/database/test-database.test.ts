import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { openPool } from '../../src/database/pool.js'
import { keptServer } from '../support/database-kept.js'

/** A name of its own keeps it apart from the server of the other test files. */
const digest = 'of-a-test'

t.test(
  'a keeper that was killed is replaced, and its server with it',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const first = await keptServer(digest)
    const folder = dirname(dirname(first.server.host))
    const keeper = Number.parseInt(readFileSync(join(folder, 'owner'), 'utf8'), 10)
    process.kill(keeper, 'SIGKILL')
    const second = await keptServer(digest)
    t.not(second.server.password, first.server.password, 'another server')
    const sql = openPool({ ...second.server, database: second.template }, { max: 1 })
    t.same(await sql`SELECT 1 AS one FROM idempotency_keys`, [])
    await sql.end()

    const others = await Promise.all([keptServer(digest), keptServer(digest)])
    for (const other of others) t.same(other.server, second.server, 'all share it')
    for (const { release } of [...others, first, second]) release()
    t.ok(existsSync(folder), 'for the next test it stays a while')
  },
)
