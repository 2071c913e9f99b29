import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { connect } from '../../src/database/client.js'
import { openPool } from '../../src/database/pool.js'
import type { Snapshot } from '../../src/database/snapshots.js'
import { testDatabase } from '../support/database.js'

async function stage(t: Test) {
  const { target } = await testDatabase(t)
  const { snapshot, close } = await connect(target)
  const owner = openPool(target, { max: 1 })
  t.teardown(async () => {
    await owner.end()
    await close()
  })
  await owner`CREATE TABLE numbers AS SELECT generate_series(1, 2500) AS number`
  await owner`GRANT SELECT ON numbers TO PUBLIC`
  const view = async () => {
    const opened = await snapshot()
    if (opened === undefined) throw new Error('no view is free')
    return opened
  }
  const cut = async () => {
    await owner`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`
    await sleep(100)
  }
  return { snapshot, owner, view, cut }
}

const numbers = (view: Snapshot, above = '0') =>
  view.rows<{ number: number }>('SELECT number FROM numbers WHERE number > $1::int ORDER BY number', [above])

async function count(rows: AsyncIterable<object>): Promise<number> {
  let many = 0
  for await (const _ of rows) many += 1
  return many
}

t.test('a view shows all rows, however many, as they were when it was first asked', async (t) => {
  const { owner, view } = await stage(t)
  const opened = await view()
  t.equal(await count(numbers(opened)), 2500)
  await owner`DELETE FROM numbers WHERE number > 1000`
  t.equal(await count(numbers(opened)), 2500)
  t.equal(await count(numbers(opened, '500')), 2000)
  await opened.close()
  const later = await view()
  t.equal(await count(numbers(later)), 1000)
  await later.close()
})

t.test('a view only reads', async (t) => {
  const { view } = await stage(t)
  const opened = await view()
  await t.rejects(count(opened.rows('DELETE FROM numbers RETURNING number', [])))
  await opened.close()
})

t.test(
  'a view whose connection is lost breaks off, at any time, and never ends as if it were whole',
  async (t) => {
    const { view, cut } = await stage(t)
    const between = await view()
    await cut()
    await t.rejects(count(numbers(between)))
    await between.close()
    const within = await view()
    const rows = numbers(within)[Symbol.asyncIterator]()
    t.match(await rows.next(), { value: { number: 1 } })
    await cut()
    await t.rejects(async () => {
      while (!(await rows.next()).done);
    })
    await within.close()
    const left = await view()
    for await (const { number } of numbers(left)) {
      t.equal(number, 1)
      await cut()
      break
    }
    await left.close()
    await sleep(100)
  },
)

t.test('four views may be open at once', async (t) => {
  const { snapshot, view } = await stage(t)
  const views = await Promise.all([view(), view(), view(), view()])
  t.equal(await snapshot(), undefined)
  await Promise.all(views.map((opened) => opened.close()))
  await (await view()).close()
})
