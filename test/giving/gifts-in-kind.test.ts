import { equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { quantityText, thousandths } from '../../src/giving/quantities.js'
import { act, enact } from '../collections/stories.js'
import { upload } from '../documents/stories.js'
import { fundOfTwo } from '../spending/bound-stories.js'
import { type Adal, startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { bins, confirmedCharity, donation, give, ibans, openDrive, tenge } from '../support/stories.js'
import { giveInKind, giveOut } from './gift-stories.js'
import { textOf } from './pdf-text.js'
import { pay, problemOf, refund, reverse } from './stories.js'

const channels = ['transfer', 'in-kind']

/** A charity whose drive takes goods too, with 1,000 tenge in money. */
async function takingGoods(adal: Adal, more: object = {}) {
  const charity = await confirmedCharity(adal)
  const number = await openDrive(adal, charity.session, charity.bin, { channels, ...more })
  await give(adal, charity.session, number, donation(1_000))
  return { ...charity, number }
}

const viewOf = async (adal: Adal, number: string) =>
  (await adal.call('GET', `/v1/register/collections/${number}`)).body

t.test('goods stand in the books by their value, and are no money', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number } = await takingGoods(adal)
  const given = await giveInKind(adal, session, number, 500)
  t.match(given, { status: 201, body: { receipt: { number: /^R-/, secret: /-/ }, heldForReturn: false } })
  t.equal(
    problemOf(await pay(adal, session, number, 1_001)),
    '422 disbursement-above-fund',
    'no more to spend',
  )
  t.match(await giveOut(adal, session, given.body.donation, '4'), {
    status: 201,
    body: { amount: tenge(200), available: tenge(1_000) },
  })
  t.equal(
    await ledgerTable(adal, session, bin),
    table(`
    account                     debit  credit
    assets:bank                 1 000       0
    assets:in-kind                500     200
    fund 1:in-kind                  0     500
    fund 1:in-kind-out:housing    200       0
    fund 1:raised                   0   1 000
    -----------------------------------------
    KZT                         1 700   1 700`),
  )
  const { figures, purposeBound } = await viewOf(adal, number)
  t.match(figures, {
    ...{ raised: tenge(1_000), spent: tenge(0), left: tenge(1_000), spentByCategory: {} },
    inKind: { received: tenge(500), givenOut: tenge(200), left: tenge(300) },
  })
  t.equal(purposeBound.paidOutPercent, 0)
  const page = await adal.app.inject({ url: `/collections/${number}`, headers: { 'accept-language': 'kk' } })
  t.match(page.body, /Заттай таратылды<\/dt><dd>200/)
  t.match((await adal.call('GET', `/v1/collections/${number}/gifts-in-kind`, { as: session })).body.items, [
    { quantity: '10', left: '6', unit: 'pcs', leftValue: tenge(300), basis: 'donor-statement' },
  ])
  t.match((await adal.call('GET', `/v1/collections/${number}/disbursements`, { as: session })).body.items, [
    { channel: 'in-kind', goods: { gift: given.body.donation, quantity: '4' }, amount: tenge(200) },
  ])
  t.strictSame((await adal.verify()).findings, [])
})

t.test('the closing report says what was given in kind apart from the money', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await takingGoods(adal)
  const given = await giveInKind(adal, session, number, 500)
  await giveOut(adal, session, given.body.donation, '10')
  await act(adal, session, number, 'close')
  t.equal((await act(adal, session, number, 'report', { text: 'All is given out.' })).status, 200)
  t.match((await viewOf(adal, number)).report, {
    ...{ raised: tenge(1_000), spent: tenge(0) },
    inKind: { received: tenge(500), givenOut: tenge(500), left: tenge(0) },
  })
})

t.test('a receipt says what was given and by what it was valued, as far as the donor lets it', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number } = await takingGoods(adal)
  const list = (await upload(adal, session, { type: 'text/plain', content: 'prices' }, bin)).body
  const donor = { kind: 'organization', name: '«Шатыр» ЖШС', visibility: 'full' }
  const about = { basis: 'price-list', evidence: [list.id], donor }
  const { body } = await giveInKind(adal, session, number, 500, about)
  const path = `/v1/receipts/${body.receipt.number}`
  t.match((await adal.call('GET', path)).body, {
    ...{ amount: tenge(500), channel: 'in-kind', donor: { name: donor.name } },
    gift: { description: 'Шатырлар', quantity: '10', unit: 'pcs', basis: 'price-list' },
  })
  const pdf = await adal.app.inject({ url: `${path}.pdf?lang=ru` })
  t.match(textOf(pdf.rawPayload), /прайс-лист/)
  const [kept] = await adal.owner<{ evidence: string[] }[]>`SELECT evidence FROM gifts_in_kind`
  t.strictSame(kept?.evidence, [list.sha256])
  const hidden = { secret: body.receipt.secret, visibility: 'full', showAmount: false }
  t.equal((await adal.call('POST', `${path}/visibility`, { body: hidden })).status, 200)
  const shown = (await adal.call('GET', path)).body
  t.strictSame([shown.amount, shown.gift], [undefined, undefined])
})

t.test('parts of a gift add up to it exactly, also after one was taken back', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number } = await takingGoods(adal)
  const value = { amount: '1000', currency: 'KZT' }
  const { body } = await giveInKind(adal, session, number, 0, { value, quantity: '3', unit: 'kg' })
  const first = await giveOut(adal, session, body.donation, '1')
  const second = await giveOut(adal, session, body.donation, '0.5')
  t.match([first.body.amount, second.body.amount], [{ amount: '333' }, { amount: '166' }])
  t.equal((await reverse(adal, session, first.body.disbursement)).status, 201)
  t.match(await giveOut(adal, session, body.donation, '2.501'), {
    status: 422,
    body: { type: '/problems/more-than-given-in-kind', left: '2.5', errors: [{ pointer: '/quantity' }] },
  })
  t.match((await giveOut(adal, session, body.donation, '2.5')).body.amount, { amount: '834' })
  const { body: books } = await adal.call('GET', `/v1/ledgers/${bin}/accounts`, { as: session })
  const stock = books.items.find(({ account }: { account: string }) => account === 'assets:in-kind')
  t.equal(stock.closing, '0')
})

t.test('of the same goods no two people give out more than there are', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await takingGoods(adal)
  const { body } = await giveInKind(adal, session, number, 500)
  const answers = await Promise.all(
    ['6', '5', '5', '4'].map((part) => giveOut(adal, session, body.donation, part)),
  )
  const given = answers.filter(({ status }) => status === 201)
  t.ok(given.length >= 1 && given.length <= 2)
  for (const answer of answers.filter(({ status }) => status !== 201))
    t.equal(problemOf(answer), '422 more-than-given-in-kind')
})

t.test('what was given in kind is not given back in money, and reversed only whole', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await takingGoods(adal)
  const { donation: gift } = (await giveInKind(adal, session, number, 500)).body
  t.match(await refund(adal, session, number, gift, 10), {
    status: 422,
    body: { type: '/problems/gift-in-kind-not-refunded', errors: [{ pointer: '/donation' }] },
  })
  const part = await giveOut(adal, session, gift, '1')
  t.equal(problemOf(await reverse(adal, session, gift)), '409 not-reversible')
  await reverse(adal, session, part.body.disbursement)
  t.equal((await reverse(adal, session, gift)).status, 201)
  t.equal(problemOf(await giveOut(adal, session, gift, '1')), '409 already-reversed')
  t.match((await viewOf(adal, number)).figures.inKind, { received: tenge(0), left: tenge(0) })
})

t.test('goods that meet a limit wait for a second person, and are reserved meanwhile', async (t) => {
  const adal = await startAdal(t)
  const fund = await fundOfTwo(adal)
  const number = await openDrive(adal, fund.first, fund.bin, { channels })
  const { donation: gift } = (await giveInKind(adal, fund.first, number, 500)).body
  const held = await giveOut(adal, fund.first, gift, '6', { category: 'vehicles' })
  t.match(held, { status: 202, body: { status: 'held', grounds: [{ ground: 'outside-purpose' }] } })
  t.match((await giveOut(adal, fund.first, gift, '5')).body, { left: '4' }, 'the rest is free')
  t.match((await viewOf(adal, number)).figures, { pendingOut: tenge(0) }, 'no money is pending')
  t.equal(problemOf(await reverse(adal, fund.first, gift)), '409 not-reversible')
  const decided = await adal.call('POST', `/v1/disbursements/${held.body.disbursement}/decisions`, {
    ...{ as: fund.second, key: 'decided' },
    body: { decision: 'approve', reasons: 'The village has no other way out.' },
  })
  t.match(decided, { status: 201, body: { status: 'approved' } })
  const { figures, purposeBound } = await viewOf(adal, number)
  t.match(figures, { spent: tenge(0), inKind: { givenOut: tenge(300), left: tenge(200) } })
  t.match(purposeBound, { inKind: { count: 1, sum: tenge(300) }, outsidePurpose: { count: 0 } })
})

t.test('no declared sum is reached by goods, and the law is asked as for money', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await takingGoods(adal, { target: tenge(1_000) })
  await enact(adal, 'kz-draft-ban-2024', '2026-03-01')
  t.match(await giveInKind(adal, session, number, 5_000), { status: 201, body: { heldForReturn: false } })
  await act(adal, session, number, 'close')
  t.equal(problemOf(await giveInKind(adal, session, number, 1)), '409 collection-not-open')
})

t.test('its own people do it, and the auditor reads', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await takingGoods(adal)
  const other = await confirmedCharity(adal, bins[1], ibans[1])
  const { donation: gift } = (await giveInKind(adal, session, number, 500)).body
  t.equal((await giveInKind(adal, other.session, number, 1)).status, 403)
  t.equal((await giveOut(adal, other.session, gift, '1')).status, 404)
  const { donation: money } = (await give(adal, session, number, donation(10))).body
  t.equal((await giveOut(adal, session, money, '1')).status, 404, 'money is no goods')
  const list = `/v1/collections/${number}/gifts-in-kind`
  t.equal((await adal.call('GET', list, { as: other.session })).status, 403)
  t.equal((await adal.call('GET', list, { as: await adal.signInAs('auditor') })).body.items.length, 1)
})

t.test('a quantity is read and written exactly', async () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999n }), (quantity) => {
      equal(thousandths(quantityText(quantity)), quantity)
    }),
  )
  equal(quantityText(12_500n), '12.5')
  equal(quantityText(100_000n), '100')
})
