import t from 'tap'
import { startAdal } from '../support/app.js'
import { newKey } from '../support/stories.js'

const adal = await startAdal(t)
const first = await adal.signInAs('administrator')
const second = await adal.signInAs('administrator')
const third = await adal.signInAs('administrator')

type Person = typeof first

const ban = { variant: 'kz-draft-ban-2024', from: '2026-04-01', reasons: 'Adopted by Parliament.' }
const enact = (as: Person | undefined, body: object = ban) =>
  adal.call('POST', '/v1/legislation/in-force', { ...(as && { as }), body })
const lawOn = async (on = '') => {
  const { body } = await adal.call('GET', `/v1/legislation/in-force${on && `?on=${on}`}`)
  return [body.variant, body.from, body.on]
}

t.test('as long as nobody has said otherwise, the law of today holds on every day', async (t) => {
  t.strictSame(await lawOn(), ['kz-current', null, '2026-03-15'])
  t.strictSame(await lawOn('2150-01-01'), ['kz-current', null, '2150-01-01'])
})

t.test('one administrator alone makes no law', async (t) => {
  t.match(await enact(first), { status: 201, body: { status: 'one-of-two', from: '2026-04-01' } })
  t.strictSame(await lawOn('2026-04-01'), ['kz-current', null, '2026-04-01'])
  const leaves = await adal.leaves()
  t.match(await enact(first), { status: 409, body: { type: '/problems/second-person-needed' } })
  t.equal(await adal.leaves(), leaves)
})

t.test('a second one makes it the law, from its day on', async (t) => {
  const answers = await Promise.all([enact(second), enact(third)])
  t.strictSame(answers.map(({ status }) => status).sort(), [201, 409], 'two who confirm at once are one')
  t.match(
    answers.find(({ status }) => status === 201),
    { body: { status: 'in-force' } },
  )
  t.strictSame(await lawOn('2026-03-31'), ['kz-current', null, '2026-03-31'])
  t.strictSame(await lawOn('2026-04-01'), ['kz-draft-ban-2024', '2026-04-01', '2026-04-01'])
  t.match(await enact(first), { status: 409, body: { type: '/problems/already-in-force' } })
  const { body } = await adal.call('GET', '/v1/legislation/in-force?on=2026-05-01')
  t.match(body, {
    variantHash: /^sha256:[0-9a-f]{64}$/,
    reasons: 'Adopted by Parliament.',
    title: { kk: /\S/ },
  })
})

t.test('a later law ends an earlier one, and one of the same day replaces it', async (t) => {
  const both = async (body: object) => {
    t.match(await enact(first, body), { status: 201, body: { status: 'one-of-two' } })
    t.match(await enact(second, body), { status: 201, body: { status: 'in-force' } })
  }
  await both({ variant: 'kz-voluntary', from: '2026-06-01', reasons: 'Softened.' })
  t.strictSame((await lawOn('2026-05-31'))[0], 'kz-draft-ban-2024')
  t.strictSame((await lawOn('2026-06-01'))[0], 'kz-voluntary')
  await both({ variant: 'kz-draft-notify-2024', from: '2026-06-01', reasons: 'Corrected.' })
  t.strictSame((await lawOn('2026-06-01'))[0], 'kz-draft-notify-2024')
  await both({ variant: 'kz-voluntary', from: '2026-06-01', reasons: 'Corrected back.' })
  t.strictSame((await lawOn('2026-06-01'))[0], 'kz-voluntary')
})

t.test('who, what and why a law was made is in the public log', async (t) => {
  const auditor = await adal.signInAs('auditor')
  const { body } = await adal.call('GET', '/v1/audit-entries?subject=law:kz-draft-ban-2024', { as: auditor })
  t.match(body.items, [
    {
      actor: /^person:/,
      action: 'law.enact',
      leaf: { reason: 'Adopted by Parliament.', facts: { from: '2026-04-01' } },
    },
    { actor: `person:${first.personId}`, leaf: { variant: /^sha256:/ } },
  ])
})

t.test('only administrators make law, of a variant that there is, and with a reason', async (t) => {
  const leaves = await adal.leaves()
  for (const role of ['registrar', 'akimat', 'auditor', 'analyst'] as const) {
    const as = await adal.signInAs(role)
    const before = await adal.leaves()
    t.equal((await enact(as)).status, 403, role)
    t.equal(await adal.leaves(), before)
  }
  t.equal((await enact(undefined)).status, 401)
  t.ok((await adal.leaves()) > leaves)
  const wrong = async (more: object) => (await enact(first, { ...ban, ...more })).body.errors?.[0].pointer
  t.equal(await wrong({ variant: 'kz-dream' }), '/variant')
  t.equal(await wrong({ from: '2026-02-30' }), '/from')
  t.equal(await wrong({ reasons: ' ' }), '/reasons')
  const key = newKey()
  const again = { as: second, key, body: { ...ban, from: '2026-09-01' } }
  const answers = [
    await adal.call('POST', '/v1/legislation/in-force', again),
    await adal.call('POST', '/v1/legislation/in-force', again),
  ]
  t.strictSame(answers[1]?.body, answers[0]?.body, 'the same request with its key is the same proposal')
})
