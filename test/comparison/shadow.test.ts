import { readFileSync } from 'node:fs'
import t from 'tap'
import { findingsAgainst, stoppingOutcomes } from '../../src/collections/decisions.js'
import { factsOfMany } from '../../src/collections/many-facts.js'
import { collectionByNumber, factsOf } from '../../src/collections/queries.js'
import { isEvaluated } from '../../src/law/evaluation.js'
import { enact } from '../collections/stories.js'
import { ask, law } from '../law/support.js'
import { change, compose, newVariant, pointersOf, published } from '../legislation/stories.js'
import { type Adal, startAdal } from '../support/app.js'
import {
  confirmedCharity,
  donation,
  drive,
  give,
  iins,
  newKey,
  openDrive,
  tenge,
} from '../support/stories.js'

const adal = await startAdal(t)
const charity = await confirmedCharity(adal)
const collector = await adal.signInAs('collector', { iin: iins[0] })
const analyst = await adal.signInAs('analyst')
const ofCharity = await openDrive(adal, charity.session, charity.bin)
const ofCollector = await openDrive(adal, collector, 'self')

await give(adal, charity.session, ofCharity, donation(1_000))
await give(adal, charity.session, ofCharity, donation(500, { receivedAt: '2026-03-12T10:00:00Z' }))
await give(adal, collector, ofCollector, donation(200))

const shadowOf = async (of: Adal, query: string) => (await of.call('GET', `/v1/register/shadow${query}`)).body
const figures = (variant: string, more = '') => shadowOf(adal, `?variant=${variant}${more}`)
const counts = (total: number, stopped: number, notComputable = 0) => ({ total, stopped, notComputable })
const donations = (total: [number, number], stopped: [number, number]) => ({
  ...counts(total[0], stopped[0]),
  totalTiyn: tenge(total[1]).amount,
  stoppedTiyn: tenge(stopped[1]).amount,
})

t.test('the law in force has stopped nothing of what is there', async (t) => {
  t.strictSame(await figures('kz-current'), {
    variant: 'kz-current',
    variantHash: adal.house.law.variants.get('kz-current')?.hash,
    from: '2026-02-14',
    to: '2026-03-15',
    registrations: counts(2, 0),
    openings: counts(2, 0),
    donations: donations([3, 1_700], [0, 0]),
  })
})

t.test('a ban would have stopped the private drive at once, and the other one at its opening', async (t) => {
  t.match(await figures('kz-draft-ban-2024'), {
    registrations: counts(2, 1),
    openings: counts(2, 2),
    donations: donations([3, 1_700], [3, 1_700]),
  })
})

t.test('a variant published later judges what was decided before by the facts that were kept', async (t) => {
  t.equal((await compose(adal, analyst, newVariant('hidden'))).status, 201)
  await published(adal, analyst, newVariant('ban-50'))
  t.match(await figures('ban-50'), {
    registrations: counts(2, 1),
    openings: counts(2, 1),
    donations: donations([3, 1_700], [1, 200]),
  })
  const body = { as: charity.session, body: drive(charity.bin) }
  const { shadow } = (await adal.call('POST', '/v1/collections', body)).body
  const judgedBy = shadow.map(({ variant }: { variant: string }) => variant)
  t.ok(judgedBy.includes('ban-50'), 'from now on it judges in shadow')
  t.notOk(judgedBy.includes('hidden'), 'but not before it is published')
  t.match(await figures('ban-50'), { registrations: counts(3, 1) })
})

t.test('without a variant there is a list of all that are published', async (t) => {
  const { items, next } = await shadowOf(adal, '')
  const { body } = await adal.call('GET', '/v1/variants')
  const ids = (list: { variant?: string; id?: string }[]) => list.map(({ variant, id }) => variant ?? id)
  t.strictSame([ids(items), next], [ids(body.items), null])
  for (const item of items) t.strictSame(item, await figures(item.variant))
})

t.test('only what falls into the period is counted, and a reversed donation is none', async (t) => {
  const none = { registrations: counts(0, 0), openings: counts(0, 0) }
  t.match(await figures('kz-draft-ban-2024', '&from=2026-03-11&to=2026-03-12'), {
    ...none,
    donations: donations([1, 500], [1, 500]),
  })
  t.match(await figures('kz-draft-ban-2024', '&to=2026-03-09'), {
    from: '2026-02-08',
    donations: donations([0, 0], [0, 0]),
  })
  const wrong = (await give(adal, charity.session, ofCharity, donation(70))).body.donation
  t.match(await figures('kz-current'), { donations: donations([4, 1_770], [0, 0]) })
  const reversal = { as: charity.session, key: newKey(), body: { reason: 'Entered twice.' } }
  t.equal((await adal.call('POST', `/v1/transactions/${wrong}/reversal`, reversal)).status, 201)
  t.match(await figures('kz-current'), { donations: donations([3, 1_700], [0, 0]) })
})

t.test('a question that cannot be answered is refused with its place', async (t) => {
  const wrong = async (query: string) => {
    const answer = await adal.call('GET', `/v1/register/shadow${query}`)
    return [answer.status, ...pointersOf(answer)]
  }
  t.strictSame(await wrong('?variant=kz-dream'), [422, '/query/variant'])
  t.strictSame(await wrong('?variant=hidden'), [422, '/query/variant'])
  t.strictSame(await wrong('?from=2026-03-10&to=2026-03-09'), [422, '/query/from'])
  t.strictSame(await wrong('?from=2025-03-14&to=2026-03-15'), [422, '/query/from'])
  t.strictSame(await wrong('?from=2026-02-30'), [422, '/query/from'])
  t.strictSame(await wrong('?month=3'), [422, '/query/month'])
})

t.test('many asks at once are answered alike, and nothing is kept of them', async (t) => {
  const leaves = await adal.leaves()
  const answers = await Promise.all(Array.from({ length: 5 }, () => shadowOf(adal, '')))
  for (const answer of answers) t.strictSame(answer, answers[0])
  t.equal(await adal.leaves(), leaves)
})

t.test('the facts of many drives are those of each', async (t) => {
  const { read } = adal.house
  for (const on of ['2026-03-01', '2026-03-10', '2026-03-11', '2026-03-15']) {
    const rows = [await collectionByNumber(read, ofCharity), await collectionByNumber(read, ofCollector)]
    const many = await factsOfMany(read, new Map(rows.map((row) => [row!.id, on])))
    for (const row of rows) t.strictSame(many.get(row!.id), await factsOf(read, row!, on))
  }
})

t.test('what a variant cannot compute it does not stop', async (t) => {
  const later = await startAdal(t, { now: '2027-01-10T06:00:00Z' })
  const she = await later.signInAs('collector', { iin: iins[0] })
  const days = { startsOn: '2027-01-05', endsOn: '2027-02-05' }
  const number = await openDrive(later, she, 'self', days)
  await give(later, she, number, donation(10, { receivedAt: '2027-01-09T10:00:00Z' }))
  t.match(await shadowOf(later, '?variant=kz-draft-ban-2024'), {
    registrations: counts(1, 0, 1),
    openings: counts(1, 0, 1),
    donations: { total: 1, stopped: 0, notComputable: 1 },
  })
})

t.test(
  'a refusal by the law in force counts as stopped by it, and money held for return as received',
  async (t) => {
    const strict = await startAdal(t)
    const fund = await confirmedCharity(strict)
    const as = await strict.signInAs('analyst')
    const changes = [change('stop-at-target', 'on'), change('individual-collecting', 'banned')]
    await published(strict, as, newVariant('strict', { changes }))
    await enact(strict, 'strict', '2026-01-01')
    const she = await strict.signInAs('collector', { iin: iins[0] })
    t.equal((await strict.call('POST', '/v1/collections', { as: she, body: drive('self') })).status, 422)
    const number = await openDrive(strict, fund.session, fund.bin, { target: tenge(100) })
    t.match((await give(strict, fund.session, number, donation(60))).body, { heldForReturn: false })
    t.match((await give(strict, fund.session, number, donation(60))).body, { heldForReturn: true })
    t.match(await shadowOf(strict, '?variant=strict'), {
      registrations: counts(2, 1),
      openings: counts(1, 0),
      donations: donations([2, 120], [0, 0]),
    })
  },
)

t.test('an outcome tells whether something stands against a drive', async (t) => {
  const { cases } = JSON.parse(readFileSync('data/cases/collections.json', 'utf8'))
  for (const { facts } of cases)
    for (const variant of law.variants.values())
      for (const kind of ['register', 'open'] as const) {
        const cell = ask(facts, variant)
        if (!isEvaluated(cell)) continue
        t.equal(stoppingOutcomes[kind].includes(cell.outcome), findingsAgainst(cell, kind).length > 0)
      }
})
