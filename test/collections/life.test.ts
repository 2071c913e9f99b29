import t from 'tap'
import { startAdal } from '../support/app.js'
import { donation, give, tenge } from '../support/stories.js'
import {
  act,
  codesOf,
  drive,
  enact,
  later,
  newFund,
  opened,
  pageOf,
  register,
  registered,
} from './stories.js'

const adal = await startAdal(t)
const fund = await newFund(adal)
const stranger = await adal.signUp()

t.test('a drive is opened, closed and reported, and each day stays in its history', async (t) => {
  const number = await opened(adal, fund)
  await give(adal, fund.by, number, donation(80_226_000, { receivedAt: '2026-03-15T05:00:00Z' }))
  const director = await later(adal, '2026-04-10T06:00:00Z', fund.by)
  t.match(await act(adal, director, number, 'close', { closedOn: '2026-04-08' }), {
    status: 200,
    body: { status: 'closed' },
  })
  const reported = await act(adal, director, number, 'report', { text: 'Барлығы халыққа жеткізілді.' })
  t.match(reported, { status: 200, body: { status: 'reported' } })
  const page = await pageOf(adal, number)
  t.match(page, {
    status: 'reported',
    closedOn: '2026-04-08',
    report: { publishedOn: '2026-04-10', raised: tenge(80_226_000) },
  })
  t.strictSame(
    page.history.map((step: { status: string; on: string }) => [step.status, step.on]),
    [
      ['planned', '2026-02-28'],
      ['open', '2026-03-15'],
      ['closed', '2026-04-08'],
      ['reported', '2026-04-10'],
    ],
  )
  const before = await pageOf(adal, number, '?on=2026-03-14')
  t.match(before, { status: 'planned', raised: tenge(0), evaluation: { on: '2026-03-14' } })
  adal.clock.set('2026-03-15T06:00:00Z')
})

t.test('what was announced and never raised is a figure of its own', async (t) => {
  const number = await opened(adal, fund, { announced: tenge(80_800_000) })
  await give(adal, fund.by, number, donation(80_226_000, { receivedAt: '2026-03-15T05:00:00Z' }))
  t.match((await pageOf(adal, number)).figures, { raised: tenge(80_226_000), gap: tenge(574_000) })
})

t.test('days out of order are refused with their pointer, and nothing changes', async (t) => {
  const number = await registered(adal, fund)
  const running = await opened(adal, fund)
  await give(adal, fund.by, running, donation(1_000, { receivedAt: '2026-03-15T05:00:00Z' }))
  const closed = await opened(adal, fund)
  await act(adal, fund.by, closed, 'close')
  const leaves = await adal.leaves()
  const wrong = async (number: string, verb: string, body: object, pointer: string) => {
    const { status, body: said } = await act(adal, fund.by, number, verb, body)
    t.strictSame([status, said.errors?.[0]?.pointer], [422, pointer], verb)
  }
  await wrong(number, 'open', { openedOn: '2026-03-16' }, '/openedOn')
  await wrong(number, 'open', { openedOn: '2026-02-28' }, '/openedOn')
  await wrong(number, 'notice', { givenOn: '2026-03-16' }, '/givenOn')
  await wrong(running, 'close', { closedOn: '2026-03-16' }, '/closedOn')
  await wrong(running, 'close', { closedOn: '2026-03-14' }, '/closedOn')
  await wrong(closed, 'report', { publishedOn: '2026-03-16' }, '/publishedOn')
  await wrong(closed, 'report', { publishedOn: '2026-03-14' }, '/publishedOn')
  await wrong(running, 'amend', { endsOn: '2026-03-14' }, '/endsOn')
  await wrong(running, 'amend', { target: tenge(999) }, '/target')
  await wrong(running, 'amend', {}, '')
  t.equal(await adal.leaves(), leaves)
})

t.test('what the status does not allow is refused', async (t) => {
  const number = await registered(adal, fund)
  const refused = async (verb: string, body: object = {}) =>
    t.match(
      await act(adal, fund.by, number, verb, body),
      { status: 409, body: { type: '/problems/collection-status' } },
      verb,
    )
  await refused('close')
  await refused('report')
  await act(adal, fund.by, number, 'open')
  await refused('open')
  await act(adal, fund.by, number, 'close')
  await refused('notice')
  await refused('amend', { endsOn: '2026-05-01' })
  await refused('cancel', { reasons: 'Too late.' })
})

t.test('a change may name the version that was read, and an outdated one changes nothing', async (t) => {
  const number = await registered(adal, fund)
  const path = `/v1/collections/${number}`
  const etag = async () => String((await adal.call('GET', `/v1/register${path.slice(3)}`)).headers.etag)
  const first = await etag()
  t.match(first, /^"\d+"$/)
  const giveNotice = (tag: string) =>
    adal.call('POST', `${path}/notice`, { as: fund.by, body: {}, headers: { 'if-match': tag } })
  t.equal((await giveNotice(first)).status, 200)
  const leaves = await adal.leaves()
  for (const stale of [first, 'W/"1"', 'anything'])
    t.match(await giveNotice(stale), { status: 412, body: { type: '/problems/version-changed' } }, stale)
  t.equal(await adal.leaves(), leaves)
  t.equal((await giveNotice('*')).status, 200)
  t.equal((await giveNotice(await etag())).status, 200)
})

t.test('where nothing has to be said, the body may be left out', async (t) => {
  const number = await registered(adal, fund)
  for (const verb of ['notice', 'open', 'close', 'report']) {
    const { status, body } = await adal.call('POST', `/v1/collections/${number}/${verb}`, { as: fund.by })
    t.equal(status, 200, `${verb}: ${JSON.stringify(body)}`)
  }
  const cancelling = await adal.call('POST', `/v1/collections/${number}/cancel`, { as: fund.by })
  t.equal(cancelling.status, 422, 'what has to be said is asked for')
})

t.test('strangers change nothing, and what is not there cannot change', async (t) => {
  const number = await registered(adal, fund)
  const bodies = {
    ...{ open: {}, notice: {}, amend: { endsOn: '2026-05-01' }, close: {}, report: {}, host: {} },
    ...{ boxes: { boxes: [{ serial: '1', place: 'Орал' }] }, cancel: { reasons: 'No.' } },
  }
  const leaves = await adal.leaves()
  for (const [verb, body] of Object.entries(bodies)) {
    t.equal((await act(adal, stranger, number, verb, body)).status, 403, verb)
    t.equal((await act(adal, undefined, number, verb, body)).status, 401, verb)
    t.equal((await act(adal, fund.by, 'C-0000-0000-0000', verb, body)).status, 404, verb)
  }
  t.equal(await adal.leaves(), leaves)
  t.equal((await adal.call('GET', '/v1/register/collections/C-0000-0000-0000')).status, 404)
})

t.test('terms change from today on, and the purpose no more once money has come', async (t) => {
  const number = await opened(adal, fund, { target: tenge(1_000_000) })
  const director = await later(adal, '2026-03-20T06:00:00Z', fund.by)
  t.equal(
    (await act(adal, director, number, 'amend', { endsOn: '2026-06-30', target: tenge(2_000_000) })).status,
    200,
  )
  t.match(await pageOf(adal, number), {
    endsOn: '2026-06-30',
    target: tenge(2_000_000),
    terms: [{}, { from: '2026-03-20' }],
  })
  t.match(await pageOf(adal, number, '?on=2026-03-19'), { endsOn: '2026-04-30', target: tenge(1_000_000) })
  const purpose = { kk: 'Үйлерге', ru: 'На дома', category: 'houses' }
  t.equal((await act(adal, director, number, 'amend', { purpose })).status, 200)
  await give(adal, director, number, donation(500, { receivedAt: '2026-03-20T05:00:00Z' }))
  const bound = await act(adal, director, number, 'amend', { purpose })
  t.match(bound, { status: 409, body: { type: '/problems/purpose-is-bound' } })
  adal.clock.set('2026-03-15T06:00:00Z')
})

t.test('a drive with money is ended by the registrar for breach, never by its people', async (t) => {
  const empty = await registered(adal, fund)
  t.match(await act(adal, fund.by, empty, 'cancel', { reasons: 'Not needed.' }), {
    status: 200,
    body: { status: 'cancelled' },
  })
  t.match(await pageOf(adal, empty), { cancelledForBreach: false })
  const number = await opened(adal, fund)
  await give(adal, fund.by, number, donation(1_000, { receivedAt: '2026-03-15T05:00:00Z' }))
  const leaving = await act(adal, fund.by, number, 'cancel', { reasons: 'Enough.' })
  t.match(leaving, { status: 409, body: { type: '/problems/collection-has-money' } })
  const own = await act(adal, fund.by, number, 'cancel', { reasons: 'Spent on cars.', misuse: true })
  t.equal(own.status, 403, 'misuse is established by somebody else')
  const ending = await act(adal, fund.registrar, number, 'cancel', {
    reasons: 'Spent on cars.',
    misuse: true,
  })
  t.equal(ending.status, 200)
  const page = await pageOf(adal, number)
  t.match(page, { status: 'cancelled', cancelledForBreach: true, evaluation: { outcome: 'unlawful' } })
  t.match(codesOf(page.evaluation.findings), ['misuse-criminal'])
})

t.test('boxes are numbered, sealed before they stand somewhere, and each serial number once', async (t) => {
  const number = await registered(adal, fund, { channels: ['box'] })
  const boxes = (...list: object[]) => act(adal, fund.by, number, 'boxes', { boxes: list })
  const box = { serial: 'A-1', place: 'Орал, базар', setUpOn: '2026-03-14', sealedOn: '2026-03-13' }
  const { status, body } = await boxes(box)
  t.equal(status, 201)
  t.match(body.items, [{ number: /^B-/, serial: 'A-1' }])
  t.match(await boxes(box), { status: 409, body: { type: '/problems/box-already-listed' } })
  t.equal(
    (await boxes({ ...box, serial: 'A-2', sealedOn: '2026-03-15' })).body.errors[0].pointer,
    '/boxes/0/sealedOn',
  )
  t.equal(
    (await boxes({ ...box, serial: 'A-3', setUpOn: '2026-03-16' })).body.errors[0].pointer,
    '/boxes/0/setUpOn',
  )
  t.match(await pageOf(adal, number), { boxes: [{ serial: 'A-1', place: 'Орал, базар' }] })
  const without = await registered(adal, fund)
  t.equal((await act(adal, fund.by, without, 'boxes', { boxes: [box] })).status, 409)
})

t.test('the register is searched by number, by BIN and by words, page by page', async (t) => {
  const number = await registered(adal, fund, {
    purpose: { kk: 'Мектеп 100% жөндеу', ru: 'Ремонт школы', category: 'school' },
  })
  const find = async (query: string) => (await adal.call('GET', `/v1/register/collections?${query}`)).body
  const numbers = (page: { items: { number: string }[] }) => page.items.map((item) => item.number)
  t.strictSame(numbers(await find(`query=${number.toLowerCase()}`)), [number])
  t.strictSame(numbers(await find(`query=${encodeURIComponent('ремонт')}`)), [number])
  t.strictSame(numbers(await find(`query=${encodeURIComponent('100% ж')}`)), [number])
  t.strictSame(numbers(await find(`query=${encodeURIComponent('100_ж')}`)), [])
  t.ok(
    numbers(await find(`query=${encodeURIComponent('ақжайық')}`)).includes(number),
    'by the name of the fund',
  )
  const all = numbers(await find(`query=${fund.bin}&limit=200`))
  const first = await find(`query=${fund.bin}&limit=2`)
  t.strictSame(numbers(first), all.slice(0, 2))
  t.strictSame(numbers(await find(`query=${fund.bin}&limit=2&after=${first.next}`)), all.slice(2, 4))
  t.equal((await adal.call('GET', '/v1/register/collections?after=x')).status, 422)
})

t.test('what is still missing on opening is a breach: kept, and the drive stays planned', async (t) => {
  await enact(adal, 'kz-draft-notify-2024', '2026-03-15')
  const { status, body } = await register(adal, fund.by, drive(fund.bin, { startsOn: '2026-03-16' }))
  t.equal(status, 201)
  t.match(body, { status: 'planned', evaluation: { variant: 'kz-draft-notify-2024', outcome: 'not-yet' } })
  const director = await later(adal, '2026-03-16T06:00:00Z', fund.by)
  const leaves = await adal.leaves()
  const opening = await act(adal, director, body.number, 'open')
  t.match(opening, { status: 422, body: { type: '/problems/collection-refused', citation: {} } })
  t.match(codesOf(opening.body.findings), ['not-accredited'])
  t.equal(await adal.leaves(), leaves + 1, 'the refusal is in the log')
  t.equal((await pageOf(adal, body.number)).status, 'planned')
})
