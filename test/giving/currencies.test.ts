import t, { type Test } from 'tap'
import { enact, later } from '../collections/stories.js'
import { bankFile, fridaysRates, importRates } from '../exchange/stories.js'
import { startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { confirmedCharity, donation, give, newKey, openDrive, tenge } from '../support/stories.js'
import { convert, onSunday, sum } from './currency-stories.js'
import { moneyOf, pay, problemOf, refund, reverse } from './stories.js'

async function driveWithRates(t: Test) {
  const adal = await startAdal(t)
  const charity = await confirmedCharity(adal)
  await fridaysRates(adal, charity.registrar)
  const number = await openDrive(adal, charity.session, charity.bin)
  return { adal, ...charity, number }
}

t.test('a gift in dollars on a Sunday keeps its dollars, and is worth what Friday said', async (t) => {
  const { adal, session, bin, number } = await driveWithRates(t)
  const given = await give(adal, session, number, onSunday(100.33), 'one-key')
  t.match(given, {
    status: 201,
    body: {
      // 100.33 USD × 450.27 = 45 175.5891 KZT
      value: { amount: '4517559', currency: 'KZT' },
      rate: { currency: 'USD', day: '2026-03-13', rate: '450.27', units: 1, origin: 'made-up' },
      heldForReturn: false,
    },
  })
  t.equal(
    await ledgerTable(adal, session, bin),
    table(`
      account                      debit     credit
      assets:bank USD             100.33          0
      fund 1:currency:usd      45 175.59          0
      fund 1:currency:usd USD          0     100.33
      fund 1:raised                    0  45 175.59
      ---------------------------------------------
      USD                         100.33     100.33
      KZT                      45 175.59  45 175.59
    `),
  )

  await t.test('the same key is answered the same', async (t) => {
    t.strictSame((await give(adal, session, number, onSunday(100.33), 'one-key')).body, given.body)
    const other = await give(adal, session, number, onSunday(100), 'one-key')
    t.equal(problemOf(other), '422 idempotency-key-reused')
  })

  await t.test('the receipt and the page say both', async (t) => {
    const { body } = await adal.call('GET', `/v1/receipts/${given.body.receipt.number}`)
    t.match(body, {
      amount: { amount: '10033', currency: 'USD' },
      value: { amount: '4517559', currency: 'KZT' },
      rate: { day: '2026-03-13', rate: '450.27' },
    })
    const receipt = await adal.call('GET', `/receipts/${given.body.receipt.number}`)
    t.match(receipt.body, /100\.33\u00A0USD/)
    t.match(receipt.body, /45\u00A0175\.59\u00A0₸ \(a made-up rate, 13 March 2026: 1 USD = 450\.27\u00A0₸\)/)
    const page = await adal.call('GET', `/collections/${number}`)
    t.match(page.body, /100\.33\u00A0USD \(45\u00A0175\.59\u00A0₸\)/)
    const { figures, purposeBound } = (await moneyOf(adal, number)) as never as Record<string, object>
    t.match(figures, { raised: { amount: '4517559', currency: 'KZT' }, inCurrencies: { amount: '4517559' } })
    t.match(purposeBound, {
      inCurrencies: [{ given: { amount: '10033', currency: 'USD' }, held: { amount: '10033' } }],
    })
  })
})

t.test('a day without a rate, and none shortly before it, takes no dollars, and says so', async (t) => {
  const { adal, session, number } = await driveWithRates(t)
  const early = await give(adal, session, number, onSunday(5, { receivedAt: '2026-03-12T05:00:00Z' }))
  t.equal(problemOf(early), '422 exchange-rate-missing')
  t.match(early.body.errors, [{ pointer: '/amount/currency', detail: /USD for 2026-03-12/ }])
  const then = await later(adal, '2026-03-24T12:00:00Z', session)
  const late = (day: string) => give(adal, then, number, onSunday(5, { receivedAt: `${day}T05:00:00Z` }))
  t.equal((await late('2026-03-23')).status, 201, 'ten days are the longest holidays')
  t.equal(problemOf(await late('2026-03-24')), '422 exchange-rate-missing', 'eleven are too many')
  t.equal((await give(adal, then, number, donation(5))).status, 201, 'tenge need no rate')
})

t.test('a correction of a rate values what comes after it, and nothing anew', async (t) => {
  const { adal, session, registrar, number } = await driveWithRates(t)
  const first = await give(adal, session, number, onSunday(1))
  await importRates(adal, registrar, bankFile('2026-03-13', { USD: '451.00' }))
  const second = await give(adal, session, number, onSunday(1))
  t.strictSame([first.body.value.amount, second.body.value.amount], ['45027', '45100'])
  const { body } = await adal.call('GET', `/v1/receipts/${first.body.receipt.number}`)
  t.match(body, { value: { amount: '45027' }, rate: { rate: '450.27' } })
})

t.test('dollars are spent as dollars, or as the tenge that a bank gave for them', async (t) => {
  const { adal, session, bin, number } = await driveWithRates(t)
  await give(adal, session, number, onSunday(200))
  const today = { paidOn: '2026-03-15' }
  t.match(await pay(adal, session, number, 1, today), {
    ...{ status: 422, body: { available: { amount: '0', currency: 'KZT' } } },
  })
  t.match(await pay(adal, session, number, 0, { ...today, amount: sum(201) }), {
    status: 422,
    body: { available: sum(200), errors: [{ pointer: '/amount/amount' }] },
  })
  t.equal(
    problemOf(await pay(adal, session, number, 0, { ...today, amount: sum(1, 'EUR') })),
    '422 currency-not-held',
  )
  t.match((await pay(adal, session, number, 0, { ...today, amount: sum(50) })).body, {
    ...{ amount: sum(50), available: sum(150) },
  })
  const above = await convert(adal, session, number, sum(151), tenge(1))
  t.match(above, { status: 422, body: { errors: [{ pointer: '/sold/amount' }] } })
  t.match(await convert(adal, session, number, sum(100), tenge(44_900)), {
    status: 201,
    body: { value: tenge(45_027), gain: { amount: '-12700', currency: 'KZT' }, left: sum(50) },
  })
  t.equal((await pay(adal, session, number, 44_900, today)).status, 201)
  t.equal(
    await ledgerTable(adal, session, bin),
    table(`
      account                       debit      credit
      assets:bank                  44 900      44 900
      assets:bank USD                 200         150
      fund 1:currency:usd          90 054   67 540.50
      fund 1:currency:usd USD         150         200
      fund 1:exchange                 127           0
      fund 1:raised                     0      90 054
      fund 1:spent:housing      67 413.50           0
      -----------------------------------------------
      KZT                      202 494.50  202 494.50
      USD                             350         350
    `),
  )
  const { figures } = (await moneyOf(adal, number)) as never as Record<string, object>
  t.match(figures, {
    raised: tenge(90_054),
    spent: { amount: '6741350' },
    exchange: { amount: '-12700' },
    left: { amount: '2251350' },
    inCurrencies: { amount: '2251350' },
  })
})

t.test('a bank gives about what the National Bank says; what lies further off is refused', async (t) => {
  const { adal, session, number } = await driveWithRates(t)
  await give(adal, session, number, onSunday(300))
  for (const received of ['1', '4052428', '4952972', '9223372036854775807']) {
    const { status, body } = await convert(adal, session, number, sum(100), {
      amount: received,
      currency: 'KZT',
    })
    t.match([status, body.type], [422, '/problems/conversion-far-from-rate'], received)
    const detail = /2026-03-13 this is 45\u00A0027\u00A0₸; at most 10 %/
    t.match(body.errors, [{ pointer: '/received/amount', detail }])
  }
  for (const received of ['4052429', '4952971'])
    t.equal(
      (await convert(adal, session, number, sum(100), { amount: received, currency: 'KZT' })).status,
      201,
    )
  const before = { convertedOn: '2026-03-12' }
  const noRate = await convert(adal, session, number, sum(1), tenge(450), before)
  t.match([problemOf(noRate), noRate.body.errors[0].pointer], ['422 exchange-rate-missing', '/sold/currency'])
  const nearlyAll = { amount: String(2n ** 63n - 18_110_800n), currency: 'KZT' }
  t.equal((await give(adal, session, number, donation(0, { amount: nearlyAll }))).status, 201)
  t.equal((await give(adal, session, number, onSunday(100))).status, 201)
  t.equal(
    problemOf(await convert(adal, session, number, sum(200), tenge(98_000))),
    '422 more-than-a-fund-holds',
  )
})

t.test('what is reversed goes back in its own currency', async (t) => {
  const { adal, session, registrar, bin, number } = await driveWithRates(t)
  const first = await give(adal, session, number, onSunday(100))
  await importRates(adal, registrar, bankFile('2026-03-14', { USD: '500' }))
  await give(adal, session, number, onSunday(100))
  const paid = await pay(adal, session, number, 0, { paidOn: '2026-03-15', amount: sum(100) })
  const converted = await convert(adal, session, number, sum(50), tenge(24_500))
  const tooLate = await reverse(adal, session, first.body.donation)
  t.match(tooLate, { status: 422, body: { available: sum(50), errors: [{ pointer: '/path/id' }] } })
  await pay(adal, session, number, 1, { paidOn: '2026-03-15' })
  const spentAlready = await reverse(adal, session, converted.body.conversion)
  t.match(spentAlready, { status: 422, body: { available: tenge(24_499) } })
  t.equal((await reverse(adal, session, paid.body.disbursement)).status, 201)
  t.equal((await reverse(adal, session, first.body.donation)).status, 201)
  const { figures, purposeBound } = (await moneyOf(adal, number)) as never as Record<string, never>
  t.match(figures, { raised: tenge(50_000), spent: tenge(1) })
  t.match(purposeBound, { inCurrencies: [{ given: sum(100), value: tenge(50_000), held: sum(50) }] })
  const { body } = await adal.call('GET', `/v1/ledgers/${bin}/transactions?kind=exchange-difference`, {
    as: session,
  })
  t.equal(body.items.length, 1)
  t.equal(problemOf(await reverse(adal, session, body.items[0].id)), '409 not-reversible')
})

t.test('a gift is given back in its own currency, part by part, and all of its value with it', async (t) => {
  const { adal, session, number } = await driveWithRates(t)
  const { body } = await give(
    adal,
    session,
    number,
    donation(0, { amount: { amount: '3', currency: 'USD' }, receivedAt: '2026-03-15T05:00:00Z' }),
  )
  const back = (amount: object) =>
    adal.call('POST', `/v1/collections/${number}/refunds`, {
      ...{ as: session, key: newKey() },
      body: { donation: body.donation, amount, refundedOn: '2026-03-15', reason: 'She asks for it.' },
    })
  t.equal(problemOf(await refund(adal, session, number, body.donation, 1)), '422 currency-not-held')
  t.match(await back({ amount: '1', currency: 'USD' }), {
    body: { amount: { amount: '1', currency: 'USD' }, leftOfDonation: { amount: '2', currency: 'USD' } },
  })
  t.match(await back({ amount: '3', currency: 'USD' }), { status: 422, body: { available: { amount: '2' } } })
  t.equal((await back({ amount: '2', currency: 'USD' })).status, 201)
  const { figures, purposeBound } = (await moneyOf(adal, number)) as never as Record<string, never>
  t.match(figures, { raised: tenge(0), left: tenge(0), inCurrencies: tenge(0), exchange: tenge(0) })
  t.match(purposeBound, { inCurrencies: [{ given: sum(0), value: tenge(0), held: sum(0) }] })
  const { body: receipt } = await adal.call('GET', `/v1/receipts/${body.receipt.number}`)
  t.match(receipt, { refunded: { amount: '3', currency: 'USD' } })
})

t.test(
  'limits in tenge hold for dollars by their value, and what waits is reserved in dollars',
  async (t) => {
    const { adal, session, number } = await driveWithRates(t)
    await give(adal, session, number, onSunday(5_000))
    const today = { paidOn: '2026-03-15' }
    const below = await pay(adal, session, number, 0, { ...today, amount: sum(2_220) })
    t.equal(below.status, 201, '999 599.40 KZT to somebody without an IIN')
    const held = await pay(adal, session, number, 0, { ...today, amount: sum(2_221) })
    t.match(held, {
      status: 202,
      body: { amount: sum(2_221), grounds: [{ ground: 'not-identified' }], available: sum(559) },
    })
    t.equal((await pay(adal, session, number, 0, { ...today, amount: sum(560) })).status, 422)
    const page = await adal.call('GET', `/v1/collections/${number}/disbursements`, { as: session })
    t.match(page.body.items, [
      { amount: sum(2_220), status: 'posted' },
      { amount: sum(2_221), status: 'held' },
    ])
    const { purposeBound } = (await moneyOf(adal, number)) as never as Record<string, object>
    t.match(purposeBound, { held: { count: 1, sum: { amount: '100004967', currency: 'KZT' } } })
  },
)

t.test('lines of a file may be in any currency, each with its own answer', async (t) => {
  const { adal, session, number } = await driveWithRates(t)
  const lines = [
    { id: 'a', ...donation(1) },
    { id: 'b', ...onSunday(1) },
    { id: 'c', ...onSunday(1, { amount: sum(1, 'EUR') }) },
    { id: 'd', ...onSunday(1, { receivedAt: '2026-03-02T05:00:00Z' }) },
    { id: 'e', ...onSunday(1, { amount: { amount: '1', currency: 'RUB' } }) },
  ]
  const { body } = await adal.call('POST', `/v1/collections/${number}/donations/bulk`, {
    ...{ as: session, headers: { 'content-type': 'application/x-ndjson' } },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  const answers = String(body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  t.match(answers, [
    { id: 'a', status: 201 },
    { id: 'b', status: 201, value: { amount: '45027' } },
    { id: 'c', status: 201, value: { amount: '49150' } },
    { id: 'd', status: 422, problem: { type: '/problems/exchange-rate-missing' } },
    { id: 'e', status: 201, value: { amount: '6' } },
  ])
  t.match(await moneyOf(adal, number), { raised: { amount: String(100 + 45_027 + 49_150 + 6) } })
})

t.test(
  'past a target that must not be passed dollars are held for return, and go back as dollars',
  async (t) => {
    const { adal, session, bin, registrar } = await driveWithRates(t)
    const number = await openDrive(adal, session, bin, { target: tenge(100_000) })
    await enact(adal, 'kz-draft-ban-2024', '2026-03-15')
    t.match((await give(adal, session, number, onSunday(200))).body, { heldForReturn: false })
    await importRates(adal, registrar, bankFile('2026-03-14', { USD: '500' }))
    const past = await give(adal, session, number, onSunday(20))
    t.match(past.body, { heldForReturn: true, value: tenge(10_000) }, '90 054 and 10 000 KZT are too many')
    t.match((await give(adal, session, number, onSunday(19))).body, { heldForReturn: false })
    const { figures, purposeBound } = (await moneyOf(adal, number)) as never as Record<string, never>
    t.match(figures, { raised: tenge(99_554) })
    t.match(purposeBound, { inCurrencies: [{ given: sum(219), held: sum(219) }] })
    const back = await adal.call('POST', `/v1/collections/${number}/refunds`, {
      ...{ as: session, key: newKey() },
      body: {
        donation: past.body.donation,
        amount: sum(20),
        refundedOn: '2026-03-15',
        reason: 'Past the target.',
      },
    })
    t.match(back, { status: 201, body: { leftOfDonation: sum(0) } })
    t.match(await moneyOf(adal, number), { figures: { raised: tenge(99_554), exchange: tenge(0) } })
  },
)

t.test('dollars pay no other fund before they are converted', async (t) => {
  const { adal, session, bin, number } = await driveWithRates(t)
  await give(adal, session, number, onSunday(200))
  const to = await openDrive(adal, session, bin)
  const transfer = await adal.call('POST', `/v1/collections/${number}/transfers`, {
    ...{ as: session, key: newKey() },
    body: { to, amount: sum(1), reasons: 'The other drive needs it more.' },
  })
  t.equal(problemOf(transfer), '422 currency-not-held')
})

t.test('a payment system authorizes tenge alone', async (t) => {
  const { adal, session, number } = await driveWithRates(t)
  const authorized = await adal.call('POST', `/v1/collections/${number}/authorizations`, {
    ...{ as: session, key: newKey() },
    body: onSunday(1, { channel: 'qr' }),
  })
  t.equal(problemOf(authorized), '422 currency-not-held')
})
