import t from 'tap'
import { boundOf } from '../spending/bound-stories.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { bins, confirmedCharity, donation, give, ibans, tenge } from '../support/stories.js'
import { authorize, capture } from './authorization-stories.js'
import { byCard, cardDrive, charityByCard, giveByCard, march, payout } from './payout-stories.js'
import { moneyOf, pay, problemOf, refund, reverse } from './stories.js'

t.test(
  'from the card to the bank: in transit, paid out less the fee, and the fee is shared to the tiyn',
  async (t) => {
    const { adal, session, bin, number } = await charityByCard(t)
    const second = await cardDrive(adal, { session, bin })
    await give(adal, session, number, donation(5_000))
    await giveByCard(adal, session, number, 10_000)
    await giveByCard(adal, session, second, 20_000)
    t.equal(
      await ledgerTable(adal, session, bin),
      table(`
      account             debit  credit
      assets:bank         5 000       0
      assets:in-transit  30 000       0
      fund 1:raised           0  15 000
      fund 2:raised           0  20 000
      ---------------------------------
      KZT                35 000  35 000`),
    )
    const paid = await payout(adal, session, bin, [30_000, 500])
    t.equal(paid.status, 201, JSON.stringify(paid.body))
    t.match(paid.body, { gross: tenge(30_000), fee: tenge(500), net: tenge(29_500), donations: 2 })
    const shares = new Map(paid.body.shares.map((share: { collection: string }) => [share.collection, share]))
    t.match(shares.get(number), { gross: tenge(10_000), fee: { amount: '16667' }, byCollector: tenge(0) })
    t.match(shares.get(second), { gross: tenge(20_000), fee: { amount: '33333' }, byCollector: tenge(0) })
    t.equal(
      await ledgerTable(adal, session, bin),
      table(`
      account             debit  credit
      assets:bank        34 500       0
      assets:in-transit  30 000  30 000
      fund 1:fees        166.67       0
      fund 1:raised           0  15 000
      fund 2:fees        333.33       0
      fund 2:raised           0  20 000
      ---------------------------------
      KZT                65 000  65 000`),
    )
    t.match(await boundOf(adal, number), {
      purposeBound: { paymentFees: { amount: '16667' }, hostFee: tenge(0), costsPercent: 1.11 },
      figures: { costs: { amount: '16667' } },
    })
    const shown = await adal.call('GET', `/collections/${number}?language=en`)
    t.match(String(shown.body).replace(/\s/g, ' '), /Of them fees of payment systems: 166\.67 ₸/)
  },
)

t.test('a payout is reversed once, and its donations can be paid out again, once', async (t) => {
  const { adal, session, bin, number } = await charityByCard(t)
  const id = await giveByCard(adal, session, number, 1_000)
  const first = await payout(adal, session, bin, [1_000, 20])
  t.equal(first.status, 201)
  t.match(await payout(adal, session, bin, [1_000, 20]), { status: 422, body: { inTransit: tenge(0) } })
  t.match(await payout(adal, session, bin, [1_000, 20], { donations: [id] }), {
    status: 409,
    body: { type: '/problems/donation-not-in-transit', errors: [{ pointer: '/donations/0' }] },
  })
  t.equal(problemOf(await reverse(adal, session, id)), '409 not-reversible', 'a payout counts on it')
  t.equal((await reverse(adal, session, first.body.payout)).status, 201)
  t.equal(problemOf(await reverse(adal, session, first.body.payout)), '409 already-reversed')
  t.match((await moneyOf(adal, number)).figures, { costs: tenge(0) })
  t.equal((await payout(adal, session, bin, [1_000, 30], { donations: [id] })).status, 201)
  t.equal(
    problemOf(await payout(adal, session, bin, [1_000, 30], { donations: [id] })),
    '409 donation-not-in-transit',
  )
  t.match((await moneyOf(adal, number)).figures, { costs: tenge(30), left: tenge(970) })
})

t.test('what is given back comes from where the money is, and the fee stays a cost', async (t) => {
  const { adal, session, bin, number } = await charityByCard(t)
  const early = await giveByCard(adal, session, number, 1_000)
  const late = await giveByCard(adal, session, number, 2_000)
  const inTransit = await refund(adal, session, number, early, 400)
  t.equal(inTransit.status, 201)
  t.equal((await payout(adal, session, bin, [2_600, 26], { paidOutOn: '2026-03-14' })).status, 201)
  t.equal(
    problemOf(await reverse(adal, session, inTransit.body.refund)),
    '409 not-reversible',
    'the payment system has paid out the rest',
  )
  t.equal(problemOf(await refund(adal, session, number, late, 2_000)), '201 undefined')
  t.match(
    await refund(adal, session, number, early, 600),
    {
      status: 422,
      body: { type: '/problems/disbursement-above-fund', available: tenge(574) },
    },
    'the fee was taken, and is not given back',
  )
  t.equal((await refund(adal, session, number, early, 574)).status, 201)
  t.equal(
    await ledgerTable(adal, session, bin),
    table(`
      account            debit  credit
      assets:bank        2 574   2 574
      assets:in-transit  3 000   3 000
      fund 1:fees           26       0
      fund 1:raised      2 974   3 000
      --------------------------------
      KZT                8 574   8 574`),
  )
})

t.test(
  'a fund bears no more of a fee than it holds and its cap on costs leaves; the collector bears the rest',
  async (t) => {
    const { adal, session, bin, number } = await charityByCard(t)
    const capped = await cardDrive(
      adal,
      { session, bin },
      { spending: { categories: ['food'], costCapPercent: 1 } },
    )
    await giveByCard(adal, session, number, 1_000)
    await giveByCard(adal, session, capped, 1_000)
    await pay(adal, session, number, 985)
    const { body } = await payout(adal, session, bin, [2_000, 60])
    const shares = new Map(body.shares.map((share: { collection: string }) => [share.collection, share]))
    t.match(shares.get(number), { fee: tenge(30), byFund: tenge(15), byCollector: tenge(15) })
    t.match(shares.get(capped), { fee: tenge(30), byFund: tenge(10), byCollector: tenge(20) })
    t.match(await ledgerTable(adal, session, bin), /expenses:payment-fees {2,}35 {2,}0/)
  },
)

t.test('a payment system enters its payouts with its key, in the books of the key alone', async (t) => {
  const { adal, session, bin, number } = await charityByCard(t)
  const other = await confirmedCharity(adal, bins[1], ibans[1])
  const { body } = await adal.call('POST', '/v1/api-keys', {
    as: session,
    body: { name: 'Kaspi', ledger: bin },
  })
  const as = { ...session, token: body.key as string }
  const captured = await authorize(adal, as, number, 70, byCard)
  t.match(captured.body, { settlement: 'in-transit' })
  const pending = await adal.call('GET', `/v1/ledgers/${bin}/accounts`, { as: session })
  t.match(pending.body.pending, [{ account: 'assets:in-transit', debit: '7000' }, {}])
  await capture(adal, as, captured.body.id)
  await giveByCard(adal, as, number, 30)
  t.equal((await payout(adal, other.session, bin, [100, 1])).status, 403)
  t.equal((await payout(adal, as, other.bin, [100, 1])).status, 403)
  t.match(await payout(adal, as, bin, [100, 1]), { status: 201, body: { donations: 2 } })
})

t.test('a payout that cannot be is refused with field and reason, and leaves nothing', async (t) => {
  const { adal, session, bin, number } = await charityByCard(t)
  await giveByCard(adal, session, number, 100)
  const bankGift = (await give(adal, session, number, donation(100, { channel: 'card' }))).body.donation
  const leaves = await adal.leaves()
  const refused = async (sums: readonly [number, number], more: object, expected: string) => {
    const { status, body } = await payout(adal, session, bin, sums, more)
    t.equal(`${status} ${body.type.split('/').at(-1)} ${body.errors[0].pointer}`, expected)
  }
  await refused([200, 1], {}, '422 payout-does-not-foot /gross/amount')
  await refused([100, 101], {}, '422 fee-above-gross /fee/amount')
  await refused([100, 1], { paidOutOn: '2026-03-16' }, '422 day-out-of-order /paidOutOn')
  await refused([100, 1], { paidOutOn: '2026-03-09' }, '422 day-out-of-order /paidOutOn')
  await refused([100, 1], { donations: [bankGift] }, '409 donation-not-in-transit /donations/0')
  await refused([100, 1], { fee: { amount: '1', currency: 'USD' } }, '422 currency-not-held /fee/currency')
  await refused([100, 1], { donations: { ...march, to: 'April' } }, '422 invalid-request /donations/to')
  const byTransfer = await give(adal, session, number, donation(5, { settlement: 'in-transit' }))
  t.match(byTransfer, { status: 422, body: { errors: [{ pointer: '/settlement' }] } })
  t.equal(await adal.leaves(), leaves)
})

t.test('a sealed month takes no payout; a later day does', async (t) => {
  const { adal, session, bin, number } = await charityByCard(t, { now: '2026-04-02T06:00:00Z' })
  await giveByCard(adal, session, number, 100)
  const seal = { as: session, body: { month: '2026-03' } }
  t.equal((await adal.call('POST', `/v1/ledgers/${bin}/seals`, seal)).status, 201)
  t.equal(problemOf(await payout(adal, session, bin, [100, 1])), '409 period-sealed')
  t.equal((await payout(adal, session, bin, [100, 1], { paidOutOn: '2026-04-01' })).status, 201)
})

t.test('the database itself keeps a donation in one payout, whoever writes', async (t) => {
  const { adal, session, bin, number } = await charityByCard(t)
  await giveByCard(adal, session, number, 100)
  const both = await Promise.all([payout(adal, session, bin, [100, 1]), payout(adal, session, bin, [100, 1])])
  t.strictSame(both.map(({ status }) => status).sort(), [201, 422])
  const again =
    'INSERT INTO payout_donations SELECT ledger, donation, round + 1, gen_random_uuid(), amount FROM payout_donations'
  await t.rejects(adal.behindTheBack(again), /paid out already/)
})
