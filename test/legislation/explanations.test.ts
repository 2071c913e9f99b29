import t from 'tap'
import { startAdal } from '../support/app.js'

const adal = await startAdal(t)
const shelter = {
  on: '2026-03-15',
  collector: { kind: 'individual' },
  account: { kind: 'personal' },
  channels: ['transfer'],
  startsOn: '2026-03-01',
}
const ask = (body: unknown, language: 'kk' | 'ru' | 'en' = 'en') =>
  adal.call('POST', '/v1/explanations', { body, language })

interface Rule {
  readonly code: string
  readonly state: string
  readonly stateText: string
  readonly conditions: readonly { readonly waitedForText: string; readonly givenText: string }[]
}

t.test('a journalist is told why, and what would have to change, in her language', async (t) => {
  const { status, body } = await ask({ facts: shelter, variant: 'kz-draft-notify-2024' })
  t.equal(status, 200)
  t.match(body.evaluation, { variant: 'kz-draft-notify-2024', outcome: 'unlawful' })
  const applied = body.rules.filter(({ state }: Rule) => state === 'applied')
  t.strictSame(
    applied.map(({ code }: Rule) => code),
    body.evaluation.findings.map(({ code }: Rule) => code),
  )
  t.match(applied[0], {
    provisionText: 'Collecting for charity by individuals',
    codeText: 'The individual gave no notice before the start of the collection.',
    stateText: 'The rule applies',
    conditions: [
      { waitedForText: 'The collector is an individual.', givenText: 'The collector is an individual.' },
      {},
      { name: 'notice-in-time', waitedForText: 'No notice was given by the start.' },
    ],
  })
  t.match(body.ways, {
    nothing: false,
    facts: [
      {
        code: 'collect-under-host',
        text: 'Collect under the roof of a registered organization, on its account.',
        by: 'host',
        hindsight: false,
        outcome: 'lawful',
      },
    ],
    law: [],
    together: null,
  })
  t.equal(body.elsewhere.length, 6, 'beside every other published variant')
  const inKazakh = await ask({ facts: shelter, variant: 'kz-draft-notify-2024' }, 'kk')
  t.match(inKazakh.body.rules[0].stateText, /[әғқңөұүһі]/)
  t.match(inKazakh.body.ways.facts[0].text, /ұйымның/)
})

t.test('the evaluation within is that of the same question without a why', async (t) => {
  const explained = await ask({ facts: shelter, variant: 'ref-cz', others: ['kz-current', 'ref-sg'] })
  const { body } = await adal.call('POST', '/v1/evaluations', {
    body: { cases: [shelter], variants: ['ref-cz', 'kz-current'] },
  })
  t.strictSame(explained.body.evaluation, body.results[0][0])
  t.strictSame(
    explained.body.elsewhere.map(({ variant }: { variant: string }) => variant),
    ['kz-current', 'ref-sg'],
  )
  t.match(explained.body.elsewhere[0], { outcome: body.results[0][1].outcome, codes: [] })
})

t.test('what cannot be computed is said in words, here and elsewhere', async (t) => {
  const facts = { ...shelter, on: '2027-01-01' }
  const { body } = await ask({ facts, variant: 'kz-draft-ban-2024', others: ['kz-draft-ban-2024'] }, 'ru')
  for (const cell of [body.evaluation, body.elsewhere[0]])
    t.match(cell.error, { type: '/problems/no-index-value', title: /показателя/, detail: /\S/ })
  t.match(
    body.rules.find(({ state }: Rule) => state === 'lacking'),
    { code: 'individual-banned', missing: { missing: 'index-value', on: '2027-01-01' } },
  )
})

t.test('the same question is answered with the same bytes, and nothing is kept of it', async (t) => {
  const leaves = await adal.leaves()
  const payload = { facts: shelter, variant: 'kz-draft-ban-2024' }
  const send = () => adal.app.inject({ method: 'POST', url: '/v1/explanations', payload })
  const [one, two] = [await send(), await send()]
  t.ok(one.rawPayload.equals(two.rawPayload))
  t.equal(await adal.leaves(), leaves)
})

t.test('what is wrong is named by its place', async (t) => {
  const pointersOf = async (body: unknown) => {
    const { status, body: problem } = await ask(body)
    t.equal(status, 422)
    return problem.errors.map(({ pointer }: { pointer: string }) => pointer)
  }
  const good = { facts: shelter, variant: 'kz-current' }
  t.strictSame(await pointersOf({ ...good, facts: { ...shelter, on: '2026-02-30' } }), ['/facts/on'])
  t.strictSame(await pointersOf({ ...good, facts: { ...shelter, raised: -1, secret: 1 } }), [
    '/facts/raised',
    '/facts/secret',
  ])
  t.strictSame(await pointersOf({ variant: 'kz-current' }), ['/facts'])
  t.strictSame(await pointersOf({ facts: shelter }), ['/variant'])
  t.strictSame(await pointersOf({ ...good, variant: 'kz-dream' }), ['/variant'])
  t.strictSame(await pointersOf({ ...good, others: ['ref-cz', 'kz-dream'] }), ['/others/1'])
  t.strictSame(await pointersOf({ ...good, others: ['ref-cz', 'ref-cz'] }), ['/others'])
  t.strictSame(await pointersOf({ ...good, why: true }), ['/why'])
})

t.test('a list of transfers that would take long to weigh again and again is too large', async (t) => {
  const transfers = Array.from({ length: 30_000 }, () => ({}))
  t.equal((await ask({ facts: { ...shelter, transfers }, variant: 'kz-current' })).status, 413)
})
