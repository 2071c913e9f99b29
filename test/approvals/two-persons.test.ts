import t from 'tap'
import { composeVariant, type Variant, type VariantDefinition } from '../../src/law/variant.js'
import { enact, pageOf } from '../collections/stories.js'
import { startAdal } from '../support/app.js'
import { decide, file, filed, flood, planned } from './stories.js'

const adal = await startAdal(t)
const story = await flood(adal)
const { akimat, second, fund, emergency } = story

const change = (provision: string, parameters: object) => ({
  ...{
    provision,
    setting: 'on',
    parameters,
    from: null,
    transition: 'new-collections',
    act: 'A supposition',
  },
  ...{ citation: { article: '12', confidence: 'verified' }, status: 'hypothetical' },
})

const gate = { ...change('emergency-gate', {}), setting: 'akimat-approval' }

/** What becomes of approvals where two officials must approve within three working days. */
const definition = {
  id: 'two-persons',
  title: { kk: 'Екі адам', ru: 'Двое', en: 'Two persons' },
  ...{ note: null, status: 'hypothetical', base: 'kz-current' },
  changes: [
    gate,
    change('two-person-approval', { approvers: 2 }),
    change('decision-clock', { days: 3, silence: 'escalation' }),
  ],
} as VariantDefinition

const { law } = adal.house
const variant = composeVariant(definition, law.variants, law.provisions) as Variant
;(law.variants as Map<string, Variant>).set(variant.id, variant)

t.test('an approval by one official can be completed once the law asks for two', async (t) => {
  const id = await filed(adal, story, await planned(adal, story))
  t.match((await decide(adal, akimat, id)).body, { status: 'approved', approversNeeded: 1 })
  await enact(adal, 'two-persons', '2026-03-15')
  t.match((await decide(adal, second, id)).body, { status: 'approved', approvers: 2, approversNeeded: 2 })
  t.match(await decide(adal, second, id), { status: 409, body: { type: '/problems/already-decided' } })
})

t.test('the receipt names the article, the day in working days, and what silence means', async (t) => {
  const { body } = await file(adal, fund.by, emergency, await planned(adal, story))
  t.match(body.receipt, {
    gate: { act: 'A supposition', article: '12' },
    clock: { workingDays: 3, dueOn: '2026-03-18', silence: 'escalation' },
    variantHash: variant.hash,
  })
  const due = async (day: string) =>
    (await adal.call('GET', `/v1/emergency-applications?due=${day}`, { as: akimat })).body.items
  t.strictSame(await due('2026-03-17'), [])
  t.match(await due('2026-03-18'), [{ id: body.id, dueOn: '2026-03-18', silence: 'escalation' }])
})

t.test('the first approval is one of two, and a different official completes it', async (t) => {
  const number = await planned(adal, story)
  const id = await filed(adal, story, number)
  t.match(await decide(adal, akimat, id), {
    status: 201,
    body: { status: 'one-of-two', approvers: 1, approversNeeded: 2 },
  })
  t.match(await pageOf(adal, number), { approval: { status: 'pending', approvers: 1 } })
  t.match(await decide(adal, akimat, id), {
    status: 409,
    body: { type: '/problems/another-official-needed' },
  })
  t.match(await decide(adal, second, id), { status: 201, body: { status: 'approved', approvers: 2 } })
  t.match(await pageOf(adal, number), { approval: { status: 'approved', approvers: 2 } })
})

t.test('two who approve at once complete it together', async (t) => {
  const id = await filed(adal, story, await planned(adal, story))
  const answers = await Promise.all([decide(adal, akimat, id), decide(adal, second, id)])
  t.strictSame(answers.map(({ body }) => body.status).sort(), ['approved', 'one-of-two'])
})

t.test('while information is asked for the clock stands still', async (t) => {
  const id = await filed(adal, story, await planned(adal, story))
  await decide(adal, akimat, id, 'request-information')
  const answer = { as: fund.by, body: { text: 'Here it is.' } }
  t.equal((await adal.call('POST', `/v1/emergency-applications/${id}/replies`, answer)).status, 201)
  const { body } = await adal.call('GET', '/v1/emergency-applications?limit=200', { as: akimat })
  t.match(
    body.items.find((item: { id: string }) => item.id === id),
    { status: 'pending', dueOn: '2026-03-18' },
  )
})
