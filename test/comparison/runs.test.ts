import t from 'tap'
import { ComparisonResults } from '../../src/comparison/results.js'
import { sha256Hex } from '../../src/kernel/canonical-json.js'
import { newFund, opened } from '../collections/stories.js'
import { startAdal } from '../support/app.js'
import { newKey } from '../support/stories.js'
import { ask, asked, caseLine, compared, list, over, see, synthetic, upload } from './stories.js'

const adal = await startAdal(t)
const analyst = await adal.signInAs('analyst')
const other = await adal.signInAs('analyst')

t.test('an analyst compares variants over a synthetic population', async (t) => {
  const answer = await ask(adal, analyst, asked(synthetic()))
  t.match(answer, {
    status: 202,
    headers: { location: `/v1/comparisons/${answer.body.id}` },
    body: { status: /queued|running/, own: true, progress: { phase: /\S/ }, resultsHash: null },
  })
  const done = await over(adal, analyst, answer.body.id)
  t.match(done, { status: 'done', progress: null, problem: null, results: { base: 'kz-current' } })
  t.ok(ComparisonResults.safeParse(done.results).success, 'the results are as the contract says')
  t.equal(done.results.cases.cases, 2_000)
  t.strictSame(
    done.variants.map(({ id }: { id: string }) => id),
    ['kz-current', 'kz-draft-ban-2024', 'kz-voluntary'],
  )
  t.match((await list(adal, analyst))[0], { id: done.id, status: 'done', own: true })
})

t.test('the same request gives the same bytes, and they are those whose hash is kept', async (t) => {
  const one = await compared(adal, analyst, asked(synthetic(500)))
  const two = await compared(adal, other, asked(synthetic(500)))
  t.not(one.id, two.id)
  const bytes = async (as: typeof analyst, id: string) =>
    (
      await adal.app.inject({
        url: `/v1/comparisons/${id}/results.json`,
        headers: { authorization: `Bearer ${as.token}` },
      })
    ).body
  const written = await bytes(analyst, one.id)
  t.equal(written, await bytes(other, two.id))
  t.equal(one.resultsHash, `sha256:${sha256Hex(written)}`)
  t.not(
    (await compared(adal, analyst, asked(synthetic(500, 8)))).resultsHash,
    one.resultsHash,
    'of another seed: others',
  )
  const key = newKey()
  const again = { as: analyst, key, body: asked(synthetic(10)) }
  const answers = [
    await adal.call('POST', '/v1/comparisons', again),
    await adal.call('POST', '/v1/comparisons', again),
  ]
  t.equal(answers[0]?.body.id, answers[1]?.body.id, 'the same request with its key is the same comparison')
  await over(adal, analyst, answers[0]?.body.id)
})

t.test('every drive of the public register is a case, as of the day that is asked for', async (t) => {
  const fund = await newFund(adal)
  const numbers = [await opened(adal, fund), await opened(adal, fund)]
  const done = await compared(adal, analyst, asked({ from: 'register' }))
  t.match(done, {
    status: 'done',
    request: { cases: { asOf: '2026-03-15' } },
    results: { cases: { cases: 2 } },
  })
  const { body } = await see(adal, analyst, done.id, '/cases?limit=200')
  const ids = new Set(
    body.items.flatMap((cell: { examples: { id: string }[] }) => cell.examples.map(({ id }) => id)),
  )
  t.strictSame([...ids].sort(), [...numbers].sort(), 'known by their numbers')
  const before = await compared(adal, analyst, asked({ from: 'register', asOf: '2026-03-14' }))
  t.equal(before.results.cases.cases, 0, 'on the day before nothing was registered')
})

t.test('a file of cases is uploaded once and compared', async (t) => {
  const lines = [
    caseLine('a'),
    caseLine('b', { collector: { kind: 'organization' } }, { purpose: 'health', fraud: false }),
    caseLine('c', { raised: '9007199254740993' }),
  ]
  const sent = await upload(adal, analyst, lines.join('\n'))
  t.match(sent, { status: 201, body: { format: 'ndjson', cases: 3, hash: /^sha256:/ } })
  const done = await compared(adal, analyst, asked({ from: 'file', upload: sent.body.id }))
  t.match(done, { status: 'done', results: { cases: { cases: 3, tiyn: '9007199254740993' } } })
  const foreign = await ask(adal, other, asked({ from: 'file', upload: sent.body.id }))
  t.match(
    foreign,
    { status: 422, body: { errors: [{ pointer: '/cases/upload' }] } },
    'it is not another one’s',
  )
})

t.test('each number opens the cases behind it', async (t) => {
  const done = await compared(adal, analyst, asked(synthetic(1_000)))
  const cells = async (query: string) =>
    (await see(adal, analyst, done.id, `/cases?limit=200&${query}`)).body.items
  const all = await cells('reading=as-it-stood')
  const sum = (items: { cases: number }[]) => items.reduce((total, { cases }) => total + cases, 0)
  t.equal(sum(all), 1_000)
  const [, ban] = done.results.readings['as-it-stood']
  const unlawful = await cells('reading=as-it-stood&variant=kz-draft-ban-2024&outcome=unlawful')
  t.equal(sum(unlawful), ban.outcomes.unlawful.cases)
  const stopped = await cells(
    'reading=as-it-stood&variant=kz-draft-ban-2024&outcome=not-yet,barred,unlawful&from=lawful',
  )
  for (const { answers } of stopped) t.equal(answers['kz-current'].outcome, 'lawful')
  const banned = await cells('variant=kz-draft-ban-2024&code=individual-banned&kind=individual')
  t.ok(banned.length > 0)
  for (const { kind, examples } of banned)
    t.match({ kind, examples }, { kind: 'individual', examples: [{ id: /\S/ }] })
  const first = (await see(adal, analyst, done.id, '/cases?limit=1')).body
  const second = (await see(adal, analyst, done.id, `/cases?limit=1&after=${first.next}`)).body
  t.strictNotSame(first.items, second.items)
  t.equal((await see(adal, analyst, done.id, '/cases?outcome=nothing')).status, 422)
})

t.test('the results are a table too', async (t) => {
  const done = await compared(adal, analyst, asked(synthetic(200)))
  const { status, body, headers } = await see(adal, analyst, done.id, '/results.csv')
  t.match({ status, headers }, { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' } })
  const [header, ...rows] = body.split('\r\n')
  t.equal(header, '\ufeffreading,variant,section,key1,key2,cases,tiyn,value')
  const [current] = done.results.readings['as-it-stood']
  const { cases, tiyn } = current.outcomes.unlawful
  t.ok(rows.includes(`as-it-stood,kz-current,outcome,unlawful,,${cases},${tiyn},`))
})

t.test('what cannot be compared is refused with its place', async (t) => {
  const pointers = async (body: object) => {
    const answer = await ask(adal, analyst, body)
    return [answer.status, ...(answer.body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer)]
  }
  const some = synthetic(10)
  t.strictSame(await pointers(asked(some, { variants: ['kz-dream', 'kz-voluntary', 'no'] })), [
    422,
    '/variants/0',
    '/variants/2',
  ])
  t.strictSame(await pointers(asked(some, { base: 'kz-dream' })), [422, '/base'])
  t.strictSame(await pointers(asked(some, { base: undefined })), [422, '/base'])
  t.strictSame(await pointers(asked(some, { base: 'kz-voluntary' })), [422, '/variants/1'])
  t.strictSame(await pointers(asked(some, { variants: ['kz-voluntary', 'kz-voluntary'] })), [
    422,
    '/variants/1',
  ])
  t.strictSame(await pointers(asked(some, { variants: [] })), [422, '/variants'])
  t.strictSame(await pointers(asked({ from: 'register', asOf: '2026-03-16' })), [422, '/cases/asOf'])
  t.strictSame(await pointers(asked({ ...some, size: 1_000_001 })), [422, '/cases/size'])
  t.strictSame(await pointers(asked({ ...some, seed: -1 })), [422, '/cases/seed'])
  t.strictSame(await pointers(asked({ ...some, shares: { 'a/b': 0.5 } })), [422, '/cases/shares/a~1b'])
  t.strictSame(await pointers(asked({ ...some, shares: { closed: 2 } })), [422, '/cases/shares/closed'])
  for (const [place, value] of [
    ['no.such.place', 3],
    ['tariffs.wages.individual', -500],
    ['tariffs.wages.individual', 1e307],
    ['closed', 1.5],
  ] as const)
    t.strictSame(await pointers({ ...asked(some), assumptions: { [place]: value } }), [
      422,
      `/assumptions/${place}`,
    ])
  t.strictSame(await pointers(asked({ from: 'nowhere' })), [422, '/cases/from'])
  t.strictSame(await pointers(asked({ from: 'file', upload: analyst.personId })), [422, '/cases/upload'])
})
