import { EventEmitter, once } from 'node:events'
import { type AddressInfo, connect as connectTo, createServer } from 'node:net'
import t, { type Test } from 'tap'
import { connect } from '../../src/database/client.js'
import { openPool } from '../../src/database/pool.js'
import type { DatabaseTarget } from '../../src/database/target.js'
import { testDatabase } from '../support/database.js'

/** The database behind a way of TCP, and what was sent on it. */
async function overTcp(t: Test, target: DatabaseTarget) {
  const sent: Buffer[] = []
  const way = createServer((client) => {
    const server = target.host.startsWith('/')
      ? connectTo(`${target.host}/.s.PGSQL.${target.port}`)
      : connectTo(target.port, target.host)
    client.on('data', (piece) => sent.push(piece))
    client.pipe(server).pipe(client)
    for (const end of [client, server]) end.on('error', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(way, 'listening')
  t.teardown(() => way.close())
  const { port } = way.address() as AddressInfo
  return { target: { ...target, host: '127.0.0.1', port, ssl: false } as const, sent }
}

t.test('the server asks whether who holds a turn is still there', async (t) => {
  const { target } = await testDatabase(t)
  const way = await overTcp(t, target)
  const database = await connect(way.target)
  t.teardown(database.close)
  const isAsked = () => Buffer.concat(way.sent).includes('tcp_keepalives_idle\x0030\0')
  await database.reading`SELECT 1`
  t.notOk(isAsked())
  t.equal(await database.turn('work', async () => 'done'), 'done')
  t.ok(isAsked())
})

t.test(
  'a work that has lost its turn is refused, and the next of its process waits for its end',
  async (t) => {
    const { target } = await testDatabase(t)
    const [database, owner] = [await connect(target), openPool(target, { max: 1 })]
    t.teardown(async () => {
      await owner.end()
      await database.close()
    })
    const said: string[] = []
    const events = new EventEmitter()
    const begun = once(events, 'begun')
    const first = database.turn('work', async () => {
      const end = once(events, 'end')
      events.emit('begun')
      await end
      said.push('the first has ended')
    })
    const second = database.turn('work', async () => said.push('the second begins'))
    await begun
    await owner`SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    await t.rejects(first, { code: 'CONNECTION_CLOSED' })
    t.equal(await database.turn('another work', async () => 'not waiting'), 'not waiting')
    events.emit('end')
    await second
    t.strictSame(said, ['the first has ended', 'the second begins'])
    await database.turn('work', async () => said.push('and so on'))
    t.equal(said.length, 3)
  },
)
