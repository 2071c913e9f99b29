import t from 'tap'
import { startAdal } from '../support/app.js'
import { ask, asked, compared, list, over, see, synthetic } from './stories.js'

const adal = await startAdal(t)
const analyst = await adal.signInAs('analyst')
const other = await adal.signInAs('analyst')
const publish = (as: typeof analyst, id: string) => adal.call('POST', `/v1/comparisons/${id}/publish`, { as })
const ends = ['', '/events', '/cases', '/results.csv', '/results.json']

t.test('unpublished work is seen by its author alone', async (t) => {
  const mine = await compared(adal, analyst, asked(synthetic(100)))
  const theirs = await compared(adal, other, asked(synthetic(100)))
  const listed = async (as: typeof analyst | undefined) =>
    (await list(adal, as)).map(({ id }: { id: string }) => id)
  t.strictSame(await listed(analyst), [mine.id])
  t.strictSame(await listed(other), [theirs.id])
  t.strictSame(await listed(undefined), [])
  for (const end of ends) {
    t.equal((await see(adal, other, mine.id, end)).status, 404, `${end} is not there for another one`)
    t.equal((await see(adal, undefined, mine.id, end)).status, 404)
    t.equal((await see(adal, analyst, mine.id, end)).status, 200)
  }
  t.equal((await publish(other, mine.id)).status, 404)
  t.equal((await adal.call('POST', `/v1/comparisons/${mine.id}/cancel`, { as: other })).status, 404)
})

t.test('once published everybody sees it, and the public log has the hash of its results', async (t) => {
  const done = await compared(adal, analyst, asked(synthetic(100)))
  t.match(await publish(analyst, done.id), { status: 200, body: { publishedAt: '2026-03-15T06:00:00.000Z' } })
  for (const end of ends) t.equal((await see(adal, undefined, done.id, end)).status, 200, end)
  const { body } = await see(adal, undefined, done.id)
  t.match(body, { own: false, results: done.results, resultsHash: done.resultsHash })
  t.match((await list(adal, other))[0], { id: done.id, own: false })
  t.match(await publish(analyst, done.id), {
    status: 409,
    body: { type: '/problems/comparison-already-published' },
  })
  t.equal((await publish(other, done.id)).status, 404, 'nobody publishes for another one')
  const auditor = await adal.signInAs('auditor')
  const entries = await adal.call('GET', `/v1/audit-entries?subject=comparison:${done.id}`, { as: auditor })
  t.match(
    entries.body.items.find(({ action }: { action: string }) => action === 'comparison.publish'),
    { log: 'register', leaf: { facts: { resultsHash: done.resultsHash } } },
  )
})

t.test('progress is told as it happens, and then the end', async (t) => {
  const { body } = await ask(adal, analyst, asked(synthetic(20_000)))
  const { status, headers, body: told } = await see(adal, analyst, body.id, '/events')
  t.match({ status, headers }, { status: 200, headers: { 'content-type': /^text\/event-stream/ } })
  const events = String(told)
    .split('\n\n')
    .filter((event) => event.startsWith('event: '))
    .map((event) => {
      const [name = '', data = ''] = event.split('\n')
      return { name: name.slice(7), data: JSON.parse(data.slice(6)) }
    })
  t.equal(events.at(-1)?.name, 'done')
  t.match(events.at(-1)?.data, { id: body.id, status: 'done', resultsHash: /^sha256:/ })
  t.ok(events.length > 1)
  for (const { name } of events.slice(0, -1)) t.equal(name, 'progress')
  t.ok(
    events.some(({ data }) => data.progress?.total === 20_000 && data.progress.done > 0),
    'on the way it says how far it is',
  )
})

t.test('a comparison that runs or waits can be cancelled, and the next one begins', async (t) => {
  const long = (await ask(adal, analyst, asked(synthetic(1_000_000)))).body.id
  const waiting = (await ask(adal, analyst, asked(synthetic(1_000_000)))).body.id
  const next = (await ask(adal, analyst, asked(synthetic(10)))).body.id
  t.match(await publish(analyst, long), { status: 409, body: { type: '/problems/comparison-not-done' } })
  t.equal((await see(adal, analyst, long, '/cases')).status, 409)
  t.equal((await see(adal, analyst, long, '/results.csv')).status, 409)
  const cancel = (id: string) => adal.call('POST', `/v1/comparisons/${id}/cancel`, { as: analyst })
  t.match(await cancel(waiting), { status: 200, body: { status: 'cancelled' } })
  t.match(await cancel(long), { status: 200, body: { status: 'cancelled', progress: null } })
  t.match(await cancel(long), { status: 409, body: { type: '/problems/comparison-over' } })
  t.match(await over(adal, analyst, next), { status: 'done' })
  t.match(await see(adal, analyst, long), { body: { status: 'cancelled', results: null } })
})
