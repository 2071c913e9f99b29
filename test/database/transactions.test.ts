import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import t from 'tap'
import type { Transaction } from '../../src/audit/act.js'
import { refusalOf } from '../../src/http/errors.js'
import { type Adal, startAdal } from '../support/app.js'

const command = {
  actor: { kind: 'system', name: 'test' },
  action: 'test.write',
  log: 'internal',
  subject: 'test',
} as never

/** Writes a row that no log keeps. */
const write = (tx: Transaction, line: number) =>
  tx.execute(sql`INSERT INTO statement_refusals (ledger, statement, line, problem, at)
    VALUES ('x', '00000000-0000-7000-8000-000000000000', ${line}, 'not-found', now())`)

async function kept({ owner }: Adal): Promise<number[]> {
  const rows = await owner<{ line: number }[]>`SELECT line FROM statement_refusals ORDER BY line`
  return rows.map(({ line }) => line)
}

/** Ends the connection of a transaction, as a restart of the database or its timeout of idleness does. */
async function cut({ owner }: Adal, tx: Transaction): Promise<void> {
  const [own] = await tx.execute<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`)
  await owner`SELECT pg_terminate_backend(${own?.pid ?? 0}, 5000)`
}

const idempotency = () => ({ principal: 'test', key: randomUUID(), requestHash: Buffer.alloc(32) })

const waits = { 'at once': 0, 'after a while': 100 }
for (const [when, milliseconds] of Object.entries(waits))
  for (const how of ['plain', 'with a key', 'deaf to errors', 'having done'])
    t.test(`an act (${how}) whose connection was cut and that goes on ${when} keeps nothing`, async (t) => {
      const adal = await startAdal(t)
      const claim = how === 'with a key' ? { idempotency: idempotency() } : {}
      const acting = adal.house.door.act({ ...(command as object), ...claim } as never, async ({ tx }) => {
        await write(tx, 1)
        await cut(adal, tx)
        if (milliseconds > 0) await sleep(milliseconds)
        for (let line = 2; line <= 4 && how !== 'having done'; line++) {
          const writing = write(tx, line)
          await (how === 'deaf to errors' ? writing.catch(() => {}) : writing)
          if (how === 'deaf to errors') await sleep(5)
        }
        return 'done'
      })
      t.equal(await acting.catch((error) => refusalOf(error).status), 503)
      await sleep(50)
      t.strictSame(await kept(adal), [], 'nothing ran outside of the transaction')
      const write30 = (from: number) =>
        Promise.allSettled(
          Array.from({ length: 30 }, (_, i) =>
            adal.house.door.act(command, async ({ tx }) => {
              await write(tx, from + i)
              return i
            }),
          ),
        )
      // A slow machine may hear of the end of the connection only now: then its next user is answered 503, and no other.
      const first = await write30(100)
      const away = first.filter((one) => one.status === 'rejected')
      t.ok(away.length <= 1)
      for (const { reason } of away) t.equal(refusalOf(reason).status, 503)
      const second = await write30(200)
      t.ok(
        second.every(({ status }) => status === 'fulfilled'),
        'every connection serves the next',
      )
      t.equal((await kept(adal)).length, 60 - away.length)
    })

t.test('acts beside the one that lost its connection go on', async (t) => {
  const adal = await startAdal(t)
  const slow = adal.house.door.act(command, async ({ tx }) => {
    for (let line = 1; line <= 20; line++) {
      await write(tx, line)
      await sleep(10)
    }
    return 'done'
  })
  const lost = adal.house.door.actMany(async (writing) => {
    const [own] = await writing<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
    await adal.owner`SELECT pg_terminate_backend(${own?.pid ?? 0}, 5000)`
    await sleep(20)
    await writing`SELECT 1`
  })
  t.equal(await lost.catch((error) => refusalOf(error).status), 503)
  t.equal(await slow, 'done')
  t.equal((await kept(adal)).length, 20)
})
