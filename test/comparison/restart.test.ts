import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { buildApp } from '../../src/app.js'
import { openHouse } from '../../src/house.js'
import { type Adal, secrets, startAdal } from '../support/app.js'
import { ask, asked, over, see, synthetic } from './stories.js'

/** Another process of the service on the same database. */
async function another(t: { teardown(run: () => unknown): void; fail(text: string): unknown }, adal: Adal) {
  const opened = await openHouse({
    ...{ target: adal.target, secrets, logName: 'adal.test/log', clock: adal.clock, migrated: true },
    documents: adal.documents,
    ...{ integrator: 'off', onError: (error: unknown) => t.fail(String(error)) },
  })
  const app = await buildApp({ ...opened, secrets, strangersPerMinute: 1_000_000 })
  await app.ready()
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await app.close()
    await opened.close()
  }
  t.teardown(close)
  return { app, close }
}

const running = async (adal: Adal, as: { token: string }, id: string): Promise<void> => {
  for (let i = 0; i < 600; i++) {
    const { body } = await see(adal, as as never, id)
    if (body.progress?.done > 0 || body.finishedAt !== null) return
    await sleep(50)
  }
}

t.test(
  'what the service did not finish before it was closed is done by the next one, from its beginning',
  async (t) => {
    const adal = await startAdal(t)
    const analyst = await adal.signInAs('analyst')
    const long = (await ask(adal, analyst, asked(synthetic(60_000)))).body.id
    const waiting = (await ask(adal, analyst, asked(synthetic(100)))).body.id
    await running(adal, analyst, long)
    const listening = see(adal, analyst, long, '/events')
    await sleep(100)
    await adal.app.close()
    t.equal((await listening).status, 200, 'whoever listened is let go')
    const rows = async () =>
      (await adal.owner<{ status: string }[]>`SELECT status FROM comparisons ORDER BY id`).map(
        ({ status }) => status,
      )
    t.strictSame(await rows(), ['running', 'queued'])
    const [{ count } = {}] = await adal.owner<{ count: number }[]>`
    SELECT (SELECT count(*) FROM comparison_results)::int + (SELECT count(*) FROM comparison_cells)::int AS count`
    t.equal(count, 0, 'nothing looks whole')
    const next = await another(t, adal)
    const later = { ...adal, call: callOf(next.app) } as Adal
    t.match(await over(later, analyst, long), { status: 'done', results: { cases: { cases: 60_000 } } })
    t.match(await over(later, analyst, waiting), { status: 'done' })
    const entries = await adal.owner`
    SELECT action FROM audit_entries WHERE subject = ${`comparison:${long}`} ORDER BY index`
    t.strictSame(
      entries.map(({ action }) => action),
      ['comparison.request', 'comparison.begin', 'comparison.finish'],
      'progress is no entry of the log',
    )
    await next.close()
  },
)

t.test('a run belongs to one process, until that has been silent for a while', async (t) => {
  const adal = await startAdal(t)
  const analyst = await adal.signInAs('analyst')
  const { id } = (await ask(adal, analyst, asked(synthetic(1_000_000)))).body
  await running(adal, analyst, id)
  await adal.app.close()
  const [one, two] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as const
  const { owner } = adal
  const take = async (holder: string) =>
    (await owner`SELECT lease_comparison(${holder}, 15, '{}'::jsonb) AS id`)[0]?.id
  const keep = async (holder: string) =>
    (await owner`SELECT keep_comparison_lease(${id}, ${holder}, 15, '{}'::jsonb) AS ours`)[0]?.ours
  t.strictSame([await take(one), await take(two)], [id, null])
  t.strictSame([await keep(one), await keep(two)], [true, false])
  await owner`UPDATE comparison_leases SET held_until = clock_timestamp() - interval '1 second'`
  t.strictSame([await take(two), await keep(one), await keep(two)], [id, false, true])
})

t.test('two processes share the work, and none is done twice', async (t) => {
  const adal = await startAdal(t)
  const analyst = await adal.signInAs('analyst')
  const second = await another(t, adal)
  const ids: string[] = []
  for (let i = 0; i < 4; i++) ids.push((await ask(adal, analyst, asked(synthetic(300, i)))).body.id)
  for (const id of ids) t.match(await over(adal, analyst, id), { status: 'done' })
  const entries = await adal.owner`
    SELECT count(*)::int AS count FROM audit_entries WHERE action = 'comparison.finish'`
  t.equal(entries[0]?.count, 4)
  const cancelled = (await ask(adal, analyst, asked(synthetic(1_000_000)))).body.id
  await running(adal, analyst, cancelled)
  const cancel = { as: analyst }
  t.equal((await callOf(second.app)('POST', `/v1/comparisons/${cancelled}/cancel`, cancel)).status, 200)
  const after = (await ask(adal, analyst, asked(synthetic(10)))).body.id
  t.match(
    await over(adal, analyst, after),
    { status: 'done' },
    'whoever ran it has seen that it was cancelled, or the other one was free',
  )
  await second.close()
})

t.test('a comparison under which three processes have died is not begun a fourth time', async (t) => {
  const adal = await startAdal(t)
  const analyst = await adal.signInAs('analyst')
  const waiting = (await ask(adal, analyst, asked(synthetic(1_000_000)))).body.id
  await running(adal, analyst, waiting)
  await adal.app.close()
  const { owner } = adal
  const begunAndDied = async (times: number) => {
    for (let i = 0; i < times; i++) {
      await owner`SELECT lease_comparison(gen_random_uuid(), 15, '{}'::jsonb)`
      await owner`UPDATE comparison_leases SET held_until = clock_timestamp() - interval '1 second'`
    }
  }
  await begunAndDied(2)
  const third = await another(t, adal)
  await running({ ...adal, call: callOf(third.app) } as Adal, analyst, waiting)
  t.match(await see({ ...adal, call: callOf(third.app) } as Adal, analyst, waiting), {
    body: { status: 'running' },
  })
  await third.close()
  await begunAndDied(3)
  const fourth = await another(t, adal)
  const later = { ...adal, call: callOf(fourth.app) } as Adal
  const failed = await over(later, analyst, waiting)
  t.match(failed, { status: 'failed', problem: { code: 'broke-off', detail: /\S/ }, results: null })
  const told = await Promise.all(
    ['kk', 'ru', 'en'].map(async (language) => {
      const headers = { authorization: `Bearer ${analyst.token}`, 'accept-language': language }
      const url = `/v1/comparisons/${waiting}`
      return (await fourth.app.inject({ url, headers })).json().problem.detail
    }),
  )
  t.equal(new Set(told).size, 3, 'in three languages')
  t.match(await over(later, analyst, (await ask(later, analyst, asked(synthetic(10)))).body.id), {
    status: 'done',
  })
  await fourth.close()
})

type Call = Adal['call']
const callOf =
  (app: Adal['app']): Call =>
  async (method, path, { as, body } = {}) => {
    const response = await app.inject({
      ...{
        method: method as 'GET',
        url: path,
        headers: { ...(as && { authorization: `Bearer ${as.token}` }) },
      },
      ...(body !== undefined && { payload: body as object }),
    })
    const json = /[/+]json/.test(String(response.headers['content-type']))
    const answered = json ? response.json() : response.body
    return { status: response.statusCode, body: answered, headers: response.headers }
  }
