import t from 'tap'
import { forgetLapsedDonors } from '../../src/giving/authorizations.js'
import { act, enact, later } from '../collections/stories.js'
import { askForTransfer } from '../spending/transfer-stories.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import {
  bins,
  confirmedCharity,
  donation,
  give,
  ibans,
  iins,
  newKey,
  openDrive,
  tenge,
} from '../support/stories.js'
import { authorize, capture, voided } from './authorization-stories.js'
import { fundedDrive, pay, problemOf, refund, reverse } from './stories.js'

const figuresOf = async (adal: Adal, number: string, query = '') =>
  (await adal.call('GET', `/v1/register/collections/${number}${query}`)).body.figures

const pendingOf = async (adal: Adal, as: Session, bin: string, query = '') =>
  (await adal.call('GET', `/v1/ledgers/${bin}/trial-balance${query}`, { as })).body.pending

t.test('an authorized payment is seen, and is no money until it is captured', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number } = await fundedDrive(adal, 1_000)
  const made = await authorize(adal, session, number, 400)
  t.match(made, {
    status: 201,
    body: { status: 'pending', authorizedOn: '2026-03-10', lapsesOn: '2026-04-09', donation: null },
  })
  t.match(await figuresOf(adal, number), { raised: tenge(1_000), left: tenge(1_000), pendingIn: tenge(400) })
  t.equal(problemOf(await pay(adal, session, number, 1_001)), '422 disbursement-above-fund')
  const before = table(`
    account        debit  credit
    assets:bank    1 000       0
    fund 1:raised      0   1 000
    ----------------------------
    KZT            1 000   1 000`)
  t.equal(await ledgerTable(adal, session, bin), before, 'the books know nothing of it')
  t.match(await pendingOf(adal, session, bin), [
    { account: 'assets:bank', debit: '40000', credit: '0' },
    { account: /^funds:.*:raised$/, debit: '0', credit: '40000' },
  ])

  const captured = await capture(adal, session, made.body.id, 300)
  t.match(captured, {
    status: 201,
    body: {
      authorization: made.body.id,
      amount: tenge(300),
      released: tenge(100),
      receipt: { number: /^R-/, secret: /-/ },
    },
  })
  t.equal(
    await ledgerTable(adal, session, bin),
    table(`
    account        debit  credit
    assets:bank    1 300       0
    fund 1:raised      0   1 300
    ----------------------------
    KZT            1 300   1 300`),
  )
  t.strictSame(await pendingOf(adal, session, bin), [], 'what was not captured is released')
  t.match(await figuresOf(adal, number), { raised: tenge(1_300), pendingIn: tenge(0) })
  t.match(
    await figuresOf(adal, number, '?on=2026-03-11'),
    { raised: tenge(1_000), pendingIn: tenge(400) },
    'on the day before it was pending, and is so still',
  )
  const receipt = await adal.call('GET', `/v1/receipts/${captured.body.receipt.number}`)
  t.match(receipt.body, { amount: tenge(300), channel: 'qr', receivedOn: '2026-03-12' })
  t.strictSame((await adal.verify()).findings, [])
})

t.test('what is recorded later does not change what was known before', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number } = await fundedDrive(adal)
  const { body } = await authorize(adal, session, number, 400)
  const evening = await later(adal, '2026-03-15T15:00:00Z', session)
  await capture(adal, evening, body.id)
  t.strictSame(await pendingOf(adal, evening, bin), [])
  t.match(await pendingOf(adal, evening, bin, '?asOf=2026-03-15T14:00:00Z'), [{ debit: '40000' }, {}])
})

t.test('a payment is captured or voided, and once', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await fundedDrive(adal)
  for (let i = 0; i < 10; i++) {
    const { body } = await authorize(adal, session, number, 100)
    const answers = await Promise.all([
      capture(adal, session, body.id),
      voided(adal, session, body.id),
      capture(adal, session, body.id, 50),
    ])
    const won = answers.filter(({ status }) => status === 201)
    t.equal(won.length, 1, 'exactly one')
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      t.equal(problemOf(answer), '409 authorization-settled')
      t.match(answer.body, { authorizationStatus: /^(captured|voided)$/, settledOn: /^2026-03-1/ })
    }
  }
  const page = await adal.call('GET', `/v1/collections/${number}/authorizations`, { as: session })
  const taken = page.body.items.reduce(
    (sum: number, { captured }: { captured: { amount: string } | null }) =>
      sum + Number(captured?.amount ?? 0),
    100_000,
  )
  t.equal((await figuresOf(adal, number)).raised.amount, String(taken), 'nothing is counted twice')
  t.strictSame((await adal.verify()).findings, [])
})

t.test('the same request under the same key captures once and is answered the same', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await fundedDrive(adal)
  const { body } = await authorize(adal, session, number, 100)
  const [path, key] = [`/v1/authorizations/${body.id}/capture`, newKey()]
  const asked = { as: session, key, body: { receivedAt: '2026-03-12T10:00:00Z' } }
  const [first, again] = [await adal.call('POST', path, asked), await adal.call('POST', path, asked)]
  t.equal(first.status, 201)
  t.strictSame(again.body, first.body)
  t.match(await figuresOf(adal, number), { raised: tenge(1_100) })
})

t.test('the law and the drive are asked again when a payment is captured', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await fundedDrive(adal)
  const { body } = await authorize(adal, session, number, 100)
  await act(adal, session, number, 'close')
  const refused = await capture(adal, session, body.id)
  t.equal(problemOf(refused), '409 collection-not-open')
  t.match(refused.body, { collectionStatus: 'closed', errors: [{ detail: /closed/ }] })
  t.equal(problemOf(await authorize(adal, session, number, 100)), '409 collection-not-open')
  t.match(await voided(adal, session, body.id), { status: 201, body: { status: 'voided' } })
})

t.test('past a target that must not be passed nothing is authorized, nor captured', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin, { target: tenge(1_000) })
  await enact(adal, 'kz-draft-ban-2024', '2026-03-01')
  const first = await authorize(adal, session, number, 600)
  t.equal(first.status, 201, JSON.stringify(first.body))
  t.equal(problemOf(await authorize(adal, session, number, 401)), '409 target-reached')
  t.equal((await authorize(adal, session, number, 400)).status, 201, 'up to it')
  await give(adal, session, number, donation(500))
  t.equal(problemOf(await capture(adal, session, first.body.id)), '409 target-reached')
  t.equal((await capture(adal, session, first.body.id, 500)).status, 201, 'what is left of it is taken')
  t.match(await figuresOf(adal, number), { raised: tenge(1_000), heldForReturn: tenge(0) })
})

t.test('a payment that nobody captured lapses by the clock', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number } = await fundedDrive(adal)
  const { body } = await authorize(adal, session, number, 100)
  const as = await later(adal, '2026-04-08T20:00:00Z', session)
  const refused = await capture(adal, as, body.id, 100, { receivedAt: '2026-04-08T10:00:00Z' })
  t.equal(problemOf(refused), '409 authorization-lapsed')
  t.strictSame(await pendingOf(adal, as, bin), [])
  t.match(await pendingOf(adal, as, bin, '?on=2026-04-08'), [{ debit: '10000' }, { credit: '10000' }])
  const lapsed = `/v1/collections/${number}/authorizations?status=lapsed`
  t.match((await adal.call('GET', lapsed, { as })).body.items, [{ id: body.id, status: 'lapsed' }])
  t.equal(
    problemOf(await authorize(adal, as, number, 100, { receivedAt: '2026-03-10T10:00:00Z' })),
    '409 authorization-lapsed',
    'one that is over before it is recorded',
  )
})

t.test('who would have given what has lapsed is forgotten, and nobody earlier', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await fundedDrive(adal)
  const donor = { kind: 'individual', iin: iins[0], name: 'Айгүл Сәрсенова' }
  await authorize(adal, session, number, 100, { donor })
  const { body } = await authorize(adal, session, number, 100, { donor, receivedAt: '2026-03-11T10:00:00Z' })
  adal.clock.set('2026-04-08T06:00:00Z')
  await forgetLapsedDonors(adal.house)
  const kept = () => adal.opened.reading<{ id: string }[]>`SELECT authorization_id AS id FROM pending_donors`
  t.equal((await kept()).length, 2)
  adal.clock.set('2026-04-09T06:00:00Z')
  await forgetLapsedDonors(adal.house)
  t.strictSame([...(await kept())], [{ id: body.id }])
})

t.test('a sealed month takes no capture; the days after it do', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number } = await fundedDrive(adal)
  const { body } = await authorize(adal, session, number, 100)
  const as = await later(adal, '2026-04-02T06:00:00Z', session)
  const seal = await adal.call('POST', `/v1/ledgers/${bin}/seals`, { as, body: { month: '2026-03' } })
  t.equal(seal.status, 201, JSON.stringify(seal.body))
  const refused = await capture(adal, as, body.id, 100, { receivedAt: '2026-03-31T10:00:00Z' })
  t.equal(problemOf(refused), '409 period-sealed')
  t.match(refused.body.errors, [{ pointer: '/receivedAt' }])
  const taken = await capture(adal, as, body.id, 100, { receivedAt: '2026-04-01T10:00:00Z' })
  t.equal(taken.status, 201, JSON.stringify(taken.body))
  t.strictSame((await adal.verify()).findings, [])
})

t.test(
  'who gives is forgotten when nothing was taken, and goes over to the receipt when it was',
  async (t) => {
    const adal = await startAdal(t)
    const { session, number } = await fundedDrive(adal)
    const donor = { kind: 'individual', name: 'Айгүл Сәрсенова', visibility: 'full' }
    const [kept, gone] = [
      await authorize(adal, session, number, 100, { donor }),
      await authorize(adal, session, number, 100, { donor }),
    ]
    await voided(adal, session, gone.body.id)
    const { body } = await capture(adal, session, kept.body.id)
    const receipt = await adal.call('GET', `/v1/receipts/${body.receipt.number}`)
    t.match(receipt.body.donor, { kind: 'individual', name: 'Айгүл Сәрсенова' })
    t.strictSame([...(await adal.opened.reading`SELECT * FROM pending_donors`)], [])
  },
)

t.test('what waits for a second person or for an authority is pending too', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number } = await fundedDrive(adal)
  const other = await openDrive(adal, session, bin)
  t.equal((await pay(adal, session, number, 100, { category: 'vehicles' })).status, 202)
  t.equal((await askForTransfer(adal, session, number, other, 200)).status, 201)
  t.match(await figuresOf(adal, number), { pendingOut: tenge(300), left: tenge(1_000), spent: tenge(0) })
  t.match(await figuresOf(adal, other), { pendingIn: tenge(200), left: tenge(0), transferredIn: tenge(0) })
  const pending = (await pendingOf(adal, session, bin)) as Record<string, string>[]
  const shown = pending.map(({ account, debit, credit }) => [account?.split(':').at(-1), debit, credit])
  t.strictSame(shown.sort(), [
    ['bank', '0', '10000'],
    ['transfer-in', '0', '20000'],
    ['transfer-out', '20000', '0'],
    ['vehicles', '10000', '0'],
  ])
  const page = await adal.app.inject({ url: `/collections/${number}`, headers: { 'accept-language': 'ru' } })
  t.match(page.body, /Ожидает выплаты<\/dt><dd>300/)
})

t.test('a captured payment is a donation like any other', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await fundedDrive(adal)
  const { body } = await authorize(adal, session, number, 100)
  const captured = await capture(adal, session, body.id)
  t.equal((await refund(adal, session, number, captured.body.donation, 40)).status, 201)
  t.equal(problemOf(await reverse(adal, session, captured.body.donation)), '409 not-reversible')
  t.equal(problemOf(await capture(adal, session, body.id)), '409 authorization-settled')
})

t.test('its people and its payment systems do it, and nobody else', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number } = await fundedDrive(adal)
  const made = await adal.call('POST', '/v1/api-keys', { as: session, body: { name: 'Kaspi', ledger: bin } })
  const system = { ...session, token: made.body.key as string }
  const other = await confirmedCharity(adal, bins[1], ibans[1])
  const { status, body } = await authorize(adal, system, number, 100)
  t.equal(status, 201, JSON.stringify(body))
  t.equal((await authorize(adal, other.session, number, 100)).status, 403)
  t.equal((await capture(adal, other.session, body.id)).status, 404)
  t.equal((await voided(adal, other.session, body.id)).status, 404)
  const list = `/v1/collections/${number}/authorizations`
  t.equal((await adal.call('GET', list, { as: other.session })).status, 403)
  const auditor = await adal.signInAs('auditor')
  t.equal((await adal.call('GET', list, { as: auditor })).body.items.length, 1)
  t.equal((await capture(adal, system, body.id)).status, 201)
})

t.test('the database refuses what does not capture its authorization', async (t) => {
  const adal = await startAdal(t, { tampered: true })
  const { session, number, donation: given } = await fundedDrive(adal)
  const { body } = await authorize(adal, session, number, 100)
  const settled = (donation: string) => `INSERT INTO authorization_settlements
    SELECT ledger, id, '${donation}', DATE '2026-03-10', NULL, 'somebody', now() FROM authorizations WHERE id = '${body.id}'`
  await t.rejects(adal.behindTheBack(settled(given)), /does not capture/, 'another gift, by another channel')
  await t.rejects(adal.behindTheBack('UPDATE authorizations SET amount = 1'), /append-only/)
  await adal.behindTheBack(
    'SET session_replication_role = replica; UPDATE authorizations SET amount = 1; RESET session_replication_role',
  )
  t.match((await adal.verify()).findings, [{ where: /^authorizations / }], 'and a changed row is found')
})
