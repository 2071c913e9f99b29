import t from 'tap'
import { cardDrive, giveByCard, payout } from '../giving/payout-stories.js'
import { pay, problemOf, refund, reverse } from '../giving/stories.js'
import { joined } from '../organizations/stories.js'
import { type Adal, startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import {
  bins,
  confirmedCharity,
  donation,
  give,
  ibans,
  newKey,
  openDrive,
  tenge,
} from '../support/stories.js'
import { decideOn } from './bound-stories.js'
import { askForTransfer, decideOnTransfer } from './transfer-stories.js'

const [first, second] = ibans

/** A charity with two accounts that the register has confirmed. */
async function withTwoAccounts(adal: Adal) {
  const charity = await confirmedCharity(adal)
  const path = `/v1/organizations/${charity.bin}/accounts`
  await adal.call('POST', path, { as: charity.session, body: { iban: second } })
  const reasons = { as: charity.registrar, body: { reasons: 'The bank confirms it.' } }
  const { status, body } = await adal.call('POST', `${path}/${second}/confirm`, reasons)
  if (status >= 300) throw new Error(JSON.stringify(body))
  return charity
}

const move = (adal: Adal, as: { token: string }, ledger: string, amount: number, more: object) =>
  adal.call('POST', `/v1/ledgers/${ledger}/own-transfers`, {
    ...{ as, key: newKey() },
    body: { amount: tenge(amount), movedOn: '2026-03-14', ...more },
  })

t.test(
  'money lies on the account that its drive states, and is paid, given back and moved from there',
  async (t) => {
    const adal = await startAdal(t)
    const { session, registrar, bin } = await withTwoAccounts(adal)
    const flood = await openDrive(adal, session, bin, { account: first })
    const school = await openDrive(adal, session, bin, { account: second })
    const unnamed = await openDrive(adal, session, bin)
    const gift = (await give(adal, session, flood, donation(1_000))).body.donation
    await give(adal, session, school, donation(500))
    await give(adal, session, unnamed, donation(70))
    await pay(adal, session, flood, 300)
    await refund(adal, session, flood, gift, 100)
    const { body } = await askForTransfer(adal, session, flood, school, 200)
    await decideOnTransfer(adal, registrar, body.id)
    t.equal((await move(adal, session, bin, 60, { from: 'bank', to: first })).status, 201)
    t.equal(
      await ledgerTable(adal, session, bin),
      table(`
      account                           debit  credit
      assets:bank                          70      60
      assets:bank:KZ33999KZT0000000002    700       0
      assets:bank:KZ60999KZT0000000001  1 060     600
      fund 1:raised                       100   1 000
      fund 1:spent:housing                300       0
      fund 1:transfer-out                 200       0
      fund 2:raised                         0     500
      fund 2:transfer-in                    0     200
      fund 3:raised                         0      70
      -----------------------------------------------
      KZT                               2 430   2 430`),
    )
  },
)

t.test('a payout comes to the account of its drives, where they have one', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await withTwoAccounts(adal)
  const number = await cardDrive(adal, { session, bin }, { account: second })
  await giveByCard(adal, session, number, 100)
  await payout(adal, session, bin, [100, 2])
  const other = await cardDrive(adal, { session, bin }, { account: first })
  await giveByCard(adal, session, number, 10)
  await giveByCard(adal, session, other, 10)
  await payout(adal, session, bin, [20, 1])
  t.match(
    await ledgerTable(adal, session, bin),
    /assets:bank {2,}19 .*\nassets:bank:KZ33999KZT0000000002 {2,}98 /,
  )
})

t.test('a payment names the account it is paid from, also while it waits for a second person', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await withTwoAccounts(adal)
  const number = await openDrive(adal, session, bin, { account: first })
  await give(adal, session, number, donation(5_000_000))
  t.equal((await pay(adal, session, number, 30, { account: second })).status, 201)
  const held = await pay(adal, session, number, 2_000_000, { account: second })
  t.equal(held.status, 202, JSON.stringify(held.body))
  const pending = await adal.call('GET', `/v1/ledgers/${bin}/accounts`, { as: session })
  t.match(pending.body.pending, [{ account: `assets:bank:${second}`, credit: '200000000' }, {}])
  const signatory = await joined(adal, { by: session, bin }, 'second-signatory')
  t.equal((await decideOn(adal, signatory, held)).status, 201)
  t.match(await ledgerTable(adal, session, bin), /assets:bank:KZ33999KZT0000000002 {2,}0 {2,}2 000 030/)
  for (const more of [{ account: 'KZ06999KZT0000000003' }, { account: first, channel: 'cash' }])
    t.match(await pay(adal, session, number, 1, more), {
      ...{ status: 422, body: { type: '/problems/not-own-account', errors: [{ pointer: '/account' }] } },
    })
})

t.test('an own transfer is refused where an account is not own, not other, or holds less', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await withTwoAccounts(adal)
  const other = await confirmedCharity(adal, bins[1], 'KZ06999KZT0000000003')
  const number = await openDrive(adal, session, bin, { account: first })
  await give(adal, session, number, donation(100))
  const refused = async (more: object, expected: string, amount = 10) => {
    const { status, body } = await move(adal, session, bin, amount, { from: first, to: second, ...more })
    t.equal(`${status} ${body.type.split('/').at(-1)} ${body.errors[0].pointer}`, expected)
  }
  await refused({ to: first }, '422 same-account /to')
  await refused({ to: 'KZ06999KZT0000000003' }, '422 not-own-account /to')
  await refused({ movedOn: '2026-03-16' }, '422 day-out-of-order /movedOn')
  await refused({ movedOn: '2026-03-09' }, '422 transfer-above-account /amount/amount')
  await refused({}, '422 transfer-above-account /amount/amount', 101)
  await refused({ to: 'KZ1' }, '422 invalid-request /to')
  t.equal((await move(adal, other.session, bin, 10, { from: first, to: second })).status, 403)
  const moved = await move(adal, session, bin, 100, { from: first, to: second })
  t.match(moved, { status: 201, body: { from: `assets:bank:${first}`, amount: tenge(100) } })
  t.equal((await reverse(adal, session, moved.body.transaction)).status, 201)
  t.equal(problemOf(await reverse(adal, session, moved.body.transaction)), '409 already-reversed')
})

t.test('the account of a private collector is no part of her books', async (t) => {
  const adal = await startAdal(t)
  const collector = await adal.signInAs('collector', { iin: '900101350013' })
  const number = await openDrive(adal, collector, 'self', { consent: true, account: first })
  await give(adal, collector, number, donation(700))
  const accounts = await adal.opened.reading<{ code: string }[]>`SELECT code FROM accounts`
  t.strictSame(
    accounts.filter(({ code }) => code.includes(first)),
    [],
  )
})
