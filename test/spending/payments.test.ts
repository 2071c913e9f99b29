import t from 'tap'
import { anotherDrive, fundedDrive, pay, problemOf, refund, reverse } from '../giving/stories.js'
import { confirmed, joined } from '../organizations/stories.js'
import { startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { confirmedCharity, donation, give, tenge } from '../support/stories.js'

const adal = await startAdal(t)
const { session, bin } = await fundedDrive(adal)
const drive = (given = 1_000) => anotherDrive(adal, session, bin, given)

t.test('a donation is given back in parts, up to the whole of it and no further', async (t) => {
  const { number, donation, receipt } = await drive()
  t.match((await refund(adal, session, number, donation, 400)).body, { leftOfDonation: tenge(600) })
  t.equal(problemOf(await refund(adal, session, number, donation, 601)), '422 refund-above-donation')
  t.match((await refund(adal, session, number, donation, 600)).body, { leftOfDonation: tenge(0) })
  const above = await refund(adal, session, number, donation, 1)
  t.match(above.body, { type: '/problems/refund-above-donation', available: tenge(0) })
  const shown = await adal.call('GET', `/v1/receipts/${receipt}`)
  t.match(shown.body, { amount: tenge(1_000), refunded: tenge(1_000) })
})

t.test('of two refunds at once that together exceed the donation exactly one is paid', async (t) => {
  const { number, donation } = await drive()
  const both = await Promise.all([1, 2].map(() => refund(adal, session, number, donation, 600)))
  t.strictSame(both.map((a) => a.status).sort(), [201, 422])
})

t.test('of two payments at once that together exceed the fund exactly one is made', async (t) => {
  const { number } = await drive()
  const both = await Promise.all([1, 2].map(() => pay(adal, session, number, 600)))
  t.strictSame(both.map((a) => a.status).sort(), [201, 422])
  const refused = both.find(({ status }) => status === 422)
  t.match(refused?.body, { type: '/problems/disbursement-above-fund', available: tenge(400) })
})

t.test('money that has been spent is neither refunded nor reversed', async (t) => {
  const { number, donation } = await drive()
  const paid = await pay(adal, session, number, 700)
  t.match(paid, { status: 201, body: { available: tenge(300), category: 'housing' } })
  t.equal(problemOf(await refund(adal, session, number, donation, 301)), '422 disbursement-above-fund')
  const reversal = await reverse(adal, session, donation)
  t.match(reversal, { status: 422, body: { errors: [{ pointer: '/path/id' }], available: tenge(300) } })
  t.equal((await reverse(adal, session, paid.body.disbursement)).status, 201, 'the payment is reversed')
  t.equal((await refund(adal, session, number, donation, 1_000)).status, 201, 'and the money is there again')
})

t.test('a transaction is reversed once, also when two people do it at once', async (t) => {
  const { number, donation } = await drive()
  const both = await Promise.all([1, 2].map(() => reverse(adal, session, donation)))
  t.strictSame(both.map((a) => a.status).sort(), [201, 409])
  t.equal(problemOf(await reverse(adal, session, donation)), '409 already-reversed')
  const { reversal } = both.find(({ status }) => status === 201)?.body ?? {}
  t.equal(problemOf(await reverse(adal, session, reversal)), '409 not-reversible', 'a reversal stays')
  t.equal(problemOf(await refund(adal, session, number, donation, 1)), '409 already-reversed')
})

t.test('a donation of which something was given back is reversed only after that was', async (t) => {
  const { number, donation } = await drive()
  const back = await refund(adal, session, number, donation, 100)
  const refunded = await reverse(adal, session, donation)
  t.match([problemOf(refunded), refunded.body.detail], ['409 not-reversible', /reverse the refund first/])
  t.equal((await reverse(adal, session, back.body.refund)).status, 201)
  t.equal((await reverse(adal, session, donation)).status, 201)
})

t.test('a reversal takes effect between the day of its transaction and today', async (t) => {
  const { donation } = await drive()
  const on = (effectiveOn: string) => reverse(adal, session, donation, { effectiveOn })
  t.equal(problemOf(await on('2026-03-09')), '422 day-out-of-order')
  t.equal(problemOf(await on('2026-03-16')), '422 day-out-of-order')
  t.match((await on('2026-03-12')).body, { reverses: donation, effectiveOn: '2026-03-12' })
})

t.test('nobody moves the money of others', async (t) => {
  const { number, donation } = await drive()
  const stranger = await adal.signUp()
  const auditor = await adal.signInAs('auditor')
  const leaves = await adal.leaves()
  for (const as of [stranger, auditor]) {
    t.equal((await pay(adal, as, number, 1)).status, 403)
    t.equal((await refund(adal, as, number, donation, 1)).status, 403)
    t.equal((await reverse(adal, as, donation)).status, 404, 'not even that it is there is told')
  }
  t.equal(problemOf(await refund(adal, session, (await drive()).number, donation, 1)), '404 not-found')
  t.equal(await adal.leaves(), leaves + 3, 'a drive, its opening, and its donation')
})

t.test(
  'a member may record what was given, but only the first person and the treasurer give it away',
  async (t) => {
    const registrar = await adal.signInAs('registrar')
    const claim = await confirmed(adal, registrar)
    const { number, donation: given } = await anotherDrive(adal, claim.by, claim.bin)
    const member = await joined(adal, claim, 'member')
    const treasurer = await joined(adal, claim, 'treasurer')
    const recorded = await give(adal, member, number, donation(5))
    t.equal(recorded.status, 201)
    const leaves = await adal.leaves()
    t.equal((await pay(adal, member, number, 1)).status, 403)
    t.equal((await refund(adal, member, number, given, 1)).status, 403)
    t.equal((await reverse(adal, member, recorded.body.donation)).status, 403)
    t.equal(await adal.leaves(), leaves)
    t.equal((await pay(adal, treasurer, number, 1)).status, 201)
    t.equal((await reverse(adal, treasurer, recorded.body.donation)).status, 201)
  },
)

t.test('the books of a drive, as an accountant reads them', async (t) => {
  const other = await startAdal(t)
  const { session, bin } = await confirmedCharity(other)
  const { number, donation } = await anotherDrive(other, session, bin)
  await refund(other, session, number, donation, 250)
  const { body } = await pay(other, session, number, 300)
  await pay(other, session, number, 50, { category: 'collecting-costs' })
  await reverse(other, session, body.disbursement)
  t.equal(
    await ledgerTable(other, session, bin),
    table(`
      account               debit  credit
      assets:bank           1 300     600
      fund 1:costs             50       0
      fund 1:raised           250   1 000
      fund 1:spent:housing    300     300
      -----------------------------------
      KZT                   1 900   1 900
    `),
  )
})
