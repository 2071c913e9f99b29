import t from 'tap'
import { addDays } from '../../src/kernel/days.js'
import { loadLegislation } from '../../src/law/load.js'
import { composeVariant } from '../../src/law/variant.js'
import { variantsFor } from '../../src/legislation/queries.js'
import { dataFolder } from '../law/support.js'
import { type Session, startAdal } from '../support/app.js'
import { newKey } from '../support/stories.js'
import { change, compose, newVariant, pointersOf, publish } from './stories.js'

const adal = await startAdal(t)
const author = await adal.signInAs('analyst')
const colleague = await adal.signInAs('analyst')
const administrator = await adal.signInAs('administrator')

const shelter = {
  on: '2026-03-15',
  collector: { kind: 'individual' },
  channels: ['transfer'],
  startsOn: '2026-03-01',
}
const asking = (as: Session | undefined) => (as === undefined ? {} : { as })
const list = async (as?: Session): Promise<string[]> =>
  (await adal.call('GET', '/v1/variants', asking(as))).body.items.map(({ id }: { id: string }) => id)
const one = (id: string, as?: Session) => adal.call('GET', `/v1/variants/${id}`, asking(as))
const difference = (a: string, b: string, as?: Session) =>
  adal.call('GET', `/v1/variants/${a}/difference/${b}`, asking(as))
const judged = (variants: string[], as?: Session) =>
  adal.call('POST', '/v1/evaluations', { ...asking(as), body: { cases: [shelter], variants } })

t.test('an analyst composes a variant of the law of today, and judges by it', async (t) => {
  const { status, body } = await compose(adal, author, newVariant('ban-50'))
  t.equal(status, 201)
  t.match(body, {
    id: 'ban-50',
    status: 'hypothetical',
    note: null,
    published: false,
    base: { id: 'kz-current', hash: adal.house.law.variants.get('kz-current')?.hash ?? '' },
    hash: /^sha256:[0-9a-f]{64}$/,
    provisions: {
      'individual-collecting': [{ setting: 'banned', from: null, parameters: { individualFineMci: 50 } }],
    },
  })
  t.strictSame((await one('ban-50', author)).body, body)
  const cells = (await judged(['kz-current', 'ban-50'], author)).body.results[0]
  t.match(cells, [
    { outcome: 'lawful' },
    { variant: 'ban-50', variantHash: body.hash, findings: [{ sanction: { mci: 50, kzt: 216_250 } }] },
  ])
  const on = await compose(
    adal,
    author,
    newVariant('ban-on-ban', { base: 'ban-50', status: 'proposed', changes: [] }),
  )
  t.match(on, { status: 201, body: { status: 'proposed', base: { id: 'ban-50', hash: body.hash } } })
})

t.test('until it is published, nobody but its author knows of it', async (t) => {
  t.ok((await list(author)).includes('ban-50'))
  const before = await list()
  for (const as of [undefined, colleague, administrator]) {
    t.strictSame(await list(as), before)
    t.equal((await one('ban-50', as)).status, 404)
    t.equal((await difference('kz-current', 'ban-50', as)).status, 404)
    t.equal((await difference('ban-50', 'kz-current', as)).status, 404)
    const refused = await judged(['kz-current', 'ban-50'], as)
    t.strictSame([refused.status, pointersOf(refused)], [422, ['/variants/1']])
  }
  t.strictSame(before, [...adal.house.law.variants.keys()], 'the shipped ones in their order')
  const built = await compose(adal, colleague, newVariant('on-anothers', { base: 'ban-50' }))
  t.strictSame([built.status, pointersOf(built)], [422, ['/base']])
  t.equal((await publish(adal, colleague, 'ban-50')).status, 404)
  const law = { variant: 'ban-50', from: '2026-04-01', reasons: 'So.' }
  const enacted = await adal.call('POST', '/v1/legislation/in-force', { as: administrator, body: law })
  t.strictSame([enacted.status, pointersOf(enacted)], [422, ['/variant']])
})

t.test('once it is published, everybody does, and it stands behind the shipped ones', async (t) => {
  t.match(await publish(adal, author, 'ban-50'), { status: 200, body: { id: 'ban-50', published: true } })
  for (const as of [undefined, colleague]) {
    t.strictSame((await list(as)).at(-1), 'ban-50')
    t.match(await one('ban-50', as), { status: 200, body: { published: true } })
    t.equal((await judged(['ban-50'], as)).body.results[0][0].outcome, 'unlawful')
  }
  t.equal(
    (await compose(adal, colleague, newVariant('on-anothers', { base: 'ban-50', changes: [] }))).status,
    201,
  )
  const page = await adal.app.inject({ url: '/variants', headers: { 'accept-language': 'en' } })
  t.match(page.body, /id="ban-50"/)
  const leaves = await adal.leaves()
  for (const as of [author, colleague])
    for (const id of ['ban-50', 'kz-current'])
      t.match(await publish(adal, as, id), {
        status: 409,
        body: { type: '/problems/variant-already-published', errors: [{ pointer: '/path/id' }] },
      })
  t.equal((await publish(adal, author, 'no-such')).status, 404)
  t.equal(await adal.leaves(), leaves)
})

t.test('a composition that breaks a rule is refused with every place, in three languages', async (t) => {
  const leaves = await adal.leaves()
  const refusedAt = async (more: object) => {
    const answer = await compose(adal, author, newVariant('refused', more))
    t.equal(answer.status, 422)
    return pointersOf(answer)
  }
  const changing = (...changes: object[]) => refusedAt({ changes })
  const later = { from: '2027-01-01' }
  t.strictSame(await refusedAt({ base: 'kz-dream' }), ['/base'])
  t.strictSame(await refusedAt({ base: null }), ['/base'])
  t.strictSame(await refusedAt({ base: undefined }), ['/base'])
  t.strictSame(await refusedAt({ id: 'No Name' }), ['/id'])
  t.strictSame(await refusedAt({ title: { kk: 'Тыйым', ru: 'Запрет' } }), ['/title/en'])
  t.strictSame(await refusedAt({ status: 'in-force' }), ['/status'])
  t.strictSame(await refusedAt({ colour: 'red' }), ['/colour'])
  t.strictSame(await changing(change('telepathy', 'on')), ['/changes/0/provision'])
  t.strictSame(await changing(change('accreditation', 'on')), ['/changes/0/setting'])
  t.strictSame(await changing(change('box-rules', 'on', later), change('box-rules', 'off', later)), [
    '/changes/1/from',
  ])
  const script = { confidence: 'verified', url: 'javascript:alert(1)' }
  t.strictSame(await changing(change('box-rules', 'on', { citation: script })), ['/changes/0/citation/url'])
  const tooMuch = { parameters: { individualFineMci: 201 } }
  const wrong = newVariant('refused', {
    changes: [
      change('individual-collecting', 'banned', tooMuch),
      change('cost-cap', 'on', { parameters: { percent: 101 } }),
    ],
  })
  const said = new Set<string>()
  for (const language of ['kk', 'ru', 'en'] as const) {
    const answer = await compose(adal, author, wrong, { language })
    t.strictSame(pointersOf(answer), [
      '/changes/0/parameters/individualFineMci',
      '/changes/1/parameters/percent',
    ])
    said.add(answer.body.errors[0].detail)
  }
  t.equal(said.size, 3)
  t.equal(await adal.leaves(), leaves, 'nothing was kept')
})

t.test('a name is taken by whoever came first, also of two who come at once', async (t) => {
  const taken = {
    status: 409,
    body: { type: '/problems/variant-id-taken', errors: [{ pointer: '/id', detail: /\S/ }] },
  }
  for (const id of ['kz-current', 'ban-50', 'ban-on-ban'])
    t.match(await compose(adal, colleague, newVariant(id)), taken, id)
  const both = [author, colleague].map((as) => compose(adal, as, newVariant('at-once')))
  t.strictSame((await Promise.all(both)).map(({ status }) => status).sort(), [201, 409])
  const key = newKey()
  const again = () => compose(adal, author, newVariant('with-key'), { key })
  t.strictSame(
    (await again()).body,
    (await again()).body,
    'the same request with its key is the same variant',
  )
})

t.test('only analysts compose and publish', async (t) => {
  const leaves = await adal.leaves()
  const people = [administrator, await adal.signInAs('registrar'), await adal.signInAs('auditor')]
  const before = await adal.leaves()
  for (const as of people) {
    t.equal((await compose(adal, as, newVariant('not-mine'))).status, 403)
    t.equal((await publish(adal, as, 'ban-on-ban')).status, 403)
  }
  t.equal((await compose(adal, undefined, newVariant('not-mine'))).status, 401)
  t.equal((await publish(adal, undefined, 'ban-on-ban')).status, 401)
  t.ok(before > leaves)
  t.equal(await adal.leaves(), before)
})

t.test('a composed variant does not change after: not even behind the service', async (t) => {
  const never = (set: string, id: string) =>
    t.rejects(
      adal.behindTheBack(`UPDATE variants SET ${set} WHERE id = '${id}'`),
      { message: /does not change/ },
      set,
    )
  await never(`hash = 'sha256:${'0'.repeat(64)}'`, 'ban-on-ban')
  await never(`definition = '{}'`, 'ban-on-ban')
  await never(`provisions = '{}'`, 'ban-on-ban')
  await never('provisions = (provisions::jsonb)::json', 'ban-on-ban')
  await never(`created_by = '${colleague.personId}'`, 'ban-on-ban')
  await never('published_at = NULL', 'ban-50')
  await t.rejects(adal.behindTheBack('DELETE FROM variants'), { message: /append-only/ })
})

t.test(
  'after a restart it is composed again to the same hash, and answered with the same bytes',
  async (t) => {
    const ask = async () => {
      const payload = { cases: [shelter], variants: ['ban-50'] }
      return (await adal.app.inject({ method: 'POST', url: '/v1/evaluations', payload })).rawPayload
    }
    const law = loadLegislation(dataFolder)
    const restarted = await variantsFor(adal.house.read, law)
    const kept = restarted.get('ban-50')
    const rows = await adal.owner<
      { definition: never }[]
    >`SELECT definition FROM variants WHERE id = 'ban-50'`
    t.match(composeVariant(rows[0]!.definition, law.variants, law.provisions), { hash: kept?.hash })
    const before = await ask()
    Object.assign(adal.house, { law })
    t.ok((await ask()).equals(before))
  },
)

t.test('a variant stays as it was composed where the shipped base has changed since', async (t) => {
  const law = loadLegislation(dataFolder)
  const kept = (await variantsFor(adal.house.read, law)).get('ban-50')
  const changed = { ...law, variants: new Map(law.variants) }
  changed.variants.set('kz-current', law.variants.get('ref-cz')!)
  t.strictSame((await variantsFor(adal.house.read, changed)).get('ban-50'), kept)
})

t.test('two variants are set side by side, provision by provision', async (t) => {
  t.match(await difference('ban-50', 'ban-50'), { status: 200, body: { provisions: [] } })
  const { body } = await difference('kz-current', 'ban-50')
  t.match(body, {
    a: { id: 'kz-current', hash: /^sha256:/ },
    b: { id: 'ban-50', hash: /^sha256:/ },
    provisions: [
      {
        provision: 'individual-collecting',
        title: { kk: /\S/ },
        absent: 'allowed',
        sourceOnly: false,
        b: [{ setting: 'banned', from: null, citation: { act: /working group/ } }],
      },
    ],
  })
  const turned = (await difference('ban-50', 'kz-current')).body.provisions
  t.strictSame([turned[0].a, turned[0].b], [body.provisions[0].b, body.provisions[0].a])
  t.equal((await difference('kz-current', 'kz-dream')).status, 404)
  const shipped = (await difference('kz-draft-ban-2024', 'kz-draft-notify-2024')).body.provisions
  t.ok(shipped.length > 3)
})

t.test('two administrators can make a published composition the law', async (t) => {
  const law = { variant: 'ban-50', from: '2026-04-01', reasons: 'Adopted.' }
  for (const as of [administrator, await adal.signInAs('administrator')])
    t.equal((await adal.call('POST', '/v1/legislation/in-force', { as, body: law })).status, 201)
  const inForce = async (on: string) =>
    (await adal.call('GET', `/v1/legislation/in-force?on=${on}`)).body.variant
  t.strictSame([await inForce('2026-03-31'), await inForce('2026-04-01')], ['kz-current', 'ban-50'])
})

t.test('nothing of a variant that is not published stands in a public log', async (t) => {
  await compose(adal, author, newVariant('never-shown'))
  const as = await adal.signInAs('auditor')
  const { body } = await adal.call('GET', '/v1/audit-entries?subject=variant:never-shown', { as })
  t.match(body.items, [{ log: 'internal', action: 'variant.compose' }])
  t.equal(body.items.length, 1)
})

t.test('a variant has no more changes than can be overseen, with those of its base', async (t) => {
  const dated = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) =>
      change('individual-collecting', 'notify', { from: addDays('2026-01-01', from + i) }),
    )
  const most = await compose(adal, author, newVariant('many', { changes: dated(0, 41) }))
  t.strictSame([most.status, pointersOf(most)], [422, ['/changes']])
  t.equal((await compose(adal, author, newVariant('many', { changes: dated(0, 40) }))).status, 201)
  const more = (to: number) =>
    compose(adal, author, newVariant('many-more', { base: 'many', changes: dated(40, to) }))
  const beyond = await more(61)
  t.strictSame([beyond.status, pointersOf(beyond)], [422, ['/changes']])
  t.equal((await more(60)).status, 201)
})

t.test('what was composed and published, and by whom, is in the log', async (t) => {
  const as = await adal.signInAs('auditor')
  const { body } = await adal.call('GET', '/v1/audit-entries?subject=variant:ban-50', { as })
  t.match(body.items, [
    {
      log: 'register',
      action: 'variant.publish',
      actor: `person:${author.personId}`,
      leaf: { variant: /^sha256:/, facts: { base: 'kz-current', baseHash: /^sha256:/ } },
    },
    {
      log: 'internal',
      action: 'variant.compose',
      actor: `person:${author.personId}`,
      leaf: { facts: { base: 'kz-current' } },
    },
  ])
})
