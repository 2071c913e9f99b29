import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { openPool } from '../../src/database/pool.js'
import { enact } from '../collections/stories.js'
import { anotherDrive, fundedDrive } from '../giving/stories.js'
import { freshBin, freshIban, newOrganization } from '../organizations/stories.js'
import { startAdal } from '../support/app.js'
import { donation, drive, newKey, openDrive, tenge } from '../support/stories.js'
import { anotherProcess, ask } from './stories.js'

const adal = await startAdal(t)
const { session, bin, number } = await fundedDrive(adal)
const sql = adal.opened.reading
const payment = (amount: number) => ({
  amount: tenge(amount),
  beneficiary: { kind: 'individual', name: 'Ерлан' },
  ...{ category: 'housing', paidOn: '2026-03-14' },
})
const post = (path: string, body: object, key: string, language: 'kk' | 'ru' | 'en' = 'en') =>
  adal.call('POST', path, { as: session, body, key, language })

t.test('whatever is asked again with its key is answered again and done once', async (t) => {
  const { number: another, donation: given } = await anotherDrive(adal, session, bin)
  const iban = freshIban()
  const requests: [string, object][] = [
    [`/v1/collections/${number}/donations`, donation(10)],
    [`/v1/collections/${number}/disbursements`, payment(1)],
    [
      `/v1/collections/${another}/refunds`,
      { donation: given, amount: tenge(1), refundedOn: '2026-03-14', reason: 'Asked for.' },
    ],
    ['/v1/collections', drive(bin)],
    ['/v1/organizations', newOrganization(freshBin(), iban)],
    [`/v1/organizations/${bin}/accounts`, { iban: freshIban() }],
  ]
  for (const [path, body] of requests) {
    const key = newKey()
    const first = await post(path, body, key)
    t.equal(first.status, 201, `${path}: ${JSON.stringify(first.body)}`)
    const leaves = await adal.leaves()
    const again = await post(path, body, key)
    t.strictSame([again.status, again.body], [first.status, first.body], path)
    const quoted = await post(path, body, `"${key}"`)
    t.strictSame(quoted.body, first.body, 'the draft writes a key in quotes')
    const reused = await post(path, { ...body, more: 1 }, key)
    t.equal(reused.status, 422, 'what is wrong in itself is told first')
    t.equal(await adal.leaves(), leaves, path)
  }
})

t.test('a key belongs to one request: not to another body, nor to another path', async (t) => {
  const key = newKey()
  t.equal((await post(`/v1/collections/${number}/donations`, donation(1), key)).status, 201)
  const { number: another } = await anotherDrive(adal, session, bin)
  const reused = { status: 422, body: { type: '/problems/idempotency-key-reused' } }
  t.match(await post(`/v1/collections/${number}/donations`, donation(2), key), reused)
  t.match(await post(`/v1/collections/${another}/donations`, donation(1), key), reused)
  t.match(await post(`/v1/collections/${number}/disbursements`, payment(1), key), reused)
  t.match(await post('/v1/collections', drive(bin), key), reused)
})

t.test('a refusal is an answer too: it is repeated, in the language of who asks', async (t) => {
  const tooMuch: [string, object][] = [
    [`/v1/collections/${number}/disbursements`, payment(1_000_000)],
    [`/v1/collections/${number}/donations`, { ...donation(1), amount: { amount: '1', currency: 'USD' } }],
  ]
  for (const [path, body] of tooMuch) {
    const key = newKey()
    const inKazakh = await post(path, body, key, 'kk')
    const inRussian = await post(path, body, key, 'ru')
    t.strictSame([inKazakh.status, inRussian.status], [422, 422])
    t.equal(inKazakh.body.type, inRussian.body.type)
    t.not(inKazakh.body.title, inRussian.body.title)
  }
})

t.test('a refusal is repeated even when the reason for it has passed', async (t) => {
  const closed = await openDrive(adal, session, bin, { target: tenge(10) })
  const key = newKey()
  const path = `/v1/collections/${closed}/disbursements`
  t.equal((await post(path, payment(5), key)).status, 422)
  await post(`/v1/collections/${closed}/donations`, donation(5), newKey())
  t.equal((await post(path, payment(5), key)).status, 422, 'that key has had its answer')
  t.equal((await post(path, payment(5), newKey())).status, 201)
})

t.test('while the first request with a key is under way the second one is told so', async (t) => {
  const owner = openPool(adal.target, { max: 1 })
  t.teardown(() => owner.end())
  for (const [what, body] of [
    ['disbursements', payment(1)],
    ['donations', donation(1)],
  ] as const) {
    const key = newKey()
    const path = `/v1/collections/${number}/${what}`
    const first = await owner.begin(async (held) => {
      await held`SELECT FROM funds FOR UPDATE`
      const waiting = post(path, body, key)
      await untilSomebodyWaits()
      const second = await post(path, body, key)
      t.match(second, { status: 409, body: { type: '/problems/idempotency-key-in-use' } }, what)
      return { waiting }
    })
    t.equal((await first.waiting).status, 201)
    t.equal((await post(path, body, key)).status, 201, 'and afterwards it gets the answer')
  }
})

async function untilSomebodyWaits(): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const [row] = await sql<{ waiting: boolean }[]>`
      SELECT EXISTS (SELECT FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
        WHERE a.datname = current_database() AND NOT l.granted) AS waiting`
    if (row?.waiting) return
    await sleep(10)
  }
  throw new Error('nobody waits')
}

t.test('one key sent at once to two processes, or with two kinds of request, does one thing', async (t) => {
  const { app } = await anotherProcess(t, adal)
  const path = `/v1/collections/${number}`
  for (let i = 0; i < 5; i++) {
    const key = newKey()
    const before = await adal.leaves()
    const answers = await Promise.all([
      ask(app, `${path}/donations`, { as: session, body: donation(1), key }),
      post(`${path}/donations`, donation(1), key),
      post(`${path}/disbursements`, payment(1), key),
    ])
    const done = answers.filter(({ status }) => status === 201)
    t.ok(done.length >= 1, JSON.stringify(answers))
    t.equal(new Set(done.map(({ body }) => JSON.stringify(body))).size, 1, 'those done are the same one')
    const others = answers.filter(({ status }) => status !== 201)
    t.ok(
      others.every(({ status }) => [409, 422].includes(status)),
      JSON.stringify(others),
    )
    t.equal(await adal.leaves(), before + 1)
  }
})

t.test('money never moves without a key; where a key is not needed it may still be sent', async (t) => {
  for (const path of [`/v1/collections/${number}/donations`, `/v1/collections/${number}/disbursements`]) {
    const { status, body } = await adal.call('POST', path, { as: session, body: {} })
    t.match([status, body.type], [400, '/problems/idempotency-key-required'])
  }
  t.equal((await adal.call('POST', '/v1/collections', { as: session, body: drive(bin) })).status, 201)
  for (const key of ['a b', 'ключ', 'x'.repeat(129)])
    t.match(await post('/v1/collections', drive(bin), key), {
      status: 422,
      body: { errors: [{ pointer: '/header/idempotency-key' }] },
    })
  await enact(adal, 'kz-voluntary', '2026-03-15')
})
