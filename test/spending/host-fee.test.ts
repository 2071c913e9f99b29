import t from 'tap'
import { act } from '../collections/stories.js'
import { pay, problemOf, reverse } from '../giving/stories.js'
import { startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { confirmedCharity, donation, drive, give, newKey, tenge } from '../support/stories.js'
import { boundOf } from './bound-stories.js'

const offer = { hostFeePercent: 7, spending: { categories: ['food', 'treatment'], costCapPercent: 10 } }

t.test(
  'the shelter collects under its host, whose fee was agreed, is published, and has its own account',
  async (t) => {
    const adal = await startAdal(t)
    const { session: host, bin } = await confirmedCharity(adal)
    const her = await adal.signInAs('collector', { iin: '900101350013' })
    const body = drive('self', { ...offer, host: bin, channels: ['card'] })
    const { number } = (await adal.call('POST', '/v1/collections', { as: her, body })).body
    t.equal(problemOf(await act(adal, her, number, 'open')), '409 host-has-not-accepted')
    t.equal((await act(adal, host, number, 'host')).status, 200)
    t.equal((await act(adal, her, number, 'open', { openedOn: '2026-03-01' })).status, 200)
    t.match((await boundOf(adal, number)).collector.host, { bin, accepted: true, feePercent: 7 })

    const charge = (as = host) =>
      adal.call('POST', `/v1/collections/${number}/host-fee`, { as, key: newKey() })
    t.equal(problemOf(await charge()), '409 no-host-fee-due')
    for (const sum of [30_000, 20_000]) await give(adal, her, number, donation(sum, { channel: 'card' }))
    t.equal((await charge(her)).status, 403, 'the host keeps its books')
    t.equal(
      (await pay(adal, her, number, 1, { category: 'food' })).status,
      403,
      'the fund is in the books of the host',
    )
    t.match((await charge()).body, { amount: tenge(3_500), charged: tenge(3_500), available: tenge(46_500) })
    t.equal(problemOf(await charge()), '409 no-host-fee-due', 'nothing is taken twice')
    t.equal((await pay(adal, host, number, 12_000, { category: 'food' })).status, 201)
    t.equal(
      await ledgerTable(adal, host, bin),
      table(`
      account             debit  credit
      assets:bank        50 000  12 000
      fund 1:host-fee     3 500       0
      fund 1:raised           0  50 000
      fund 1:spent:food  12 000       0
      income:host-fees        0   3 500
      ---------------------------------
      KZT                65 500  65 500`),
    )
    const { figures, purposeBound } = await boundOf(adal, number)
    t.match(figures, { costs: tenge(3_500), left: tenge(34_500) })
    t.match(purposeBound, { costsPercent: 7, hostFee: tenge(3_500), paidOutPercent: 24 })
    const shown = await adal.call('GET', `/collections/${number}?language=en`)
    t.match(String(shown.body).replace(/\s/g, ' '), /Of them for the host: 7 %, 3 500 ₸/)
  },
)

t.test('a fee is a cost under the cap, and comes back when it is reversed', async (t) => {
  const adal = await startAdal(t)
  const { session: host, bin } = await confirmedCharity(adal)
  const her = await adal.signInAs('collector', { iin: '900101350013' })
  const above = drive('self', { ...offer, host: bin, hostFeePercent: 11 })
  t.match(await adal.call('POST', '/v1/collections', { as: her, body: above }), {
    status: 422,
    body: { errors: [{ pointer: '/hostFeePercent' }] },
  })
  const alone = await adal.call('POST', '/v1/collections', {
    as: her,
    body: drive('self', { hostFeePercent: 5 }),
  })
  t.match(alone, { status: 422, body: { errors: [{ pointer: '/hostFeePercent' }] } })

  const { number } = (
    await adal.call('POST', '/v1/collections', { as: her, body: drive('self', { ...offer, host: bin }) })
  ).body
  await act(adal, host, number, 'host')
  await act(adal, her, number, 'open', { openedOn: '2026-03-01' })
  await give(adal, her, number, donation(10_000))
  const costs = { category: 'collecting-costs' }
  t.equal((await pay(adal, host, number, 600, costs)).status, 201)
  const fee = await adal.call('POST', `/v1/collections/${number}/host-fee`, { as: host, key: newKey() })
  t.match(fee.body, { amount: tenge(400) }, 'only what the cap of 10 % leaves')
  t.equal(problemOf(await pay(adal, host, number, 1, costs)), '422 payment-against-purpose')
  t.equal((await reverse(adal, host, fee.body.transaction)).status, 201)
  t.equal((await pay(adal, host, number, 400, costs)).status, 201)
})
