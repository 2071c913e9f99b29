import t from 'tap'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, newKey, openDrive, tenge } from '../support/stories.js'

t.test('a donation to an open drive is in the ledger and in the log, with a receipt', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const leaves = await adal.leaves()
  const given = await give(adal, session, number, donation(5_000))
  t.equal(given.status, 201, JSON.stringify(given.body))
  t.match(given.body, { donation: /-7/, receipt: { number: /^R-/ }, heldForReturn: false })
  t.equal(await adal.leaves(), leaves + 1)
  const balance = await adal.call('GET', `/v1/ledgers/${bin}/trial-balance`, { as: session })
  t.strictSame(balance.body.totals, [
    { currency: 'KZT', opening: '0', debit: '500000', credit: '500000', closing: '0', difference: '0' },
  ])
  const receipt = await adal.call('GET', `/v1/receipts/${given.body.receipt.number}`)
  t.match(receipt.body, { collection: number, amount: tenge(5_000), donor: { kind: 'anonymous' } })
})

t.test('many at once are all recorded once, each with its own answer', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) => give(adal, session, number, donation(i + 1))),
  )
  t.strictSame(new Set(answers.map((a) => a.status)), new Set([201]))
  t.equal(new Set(answers.map((a) => a.body.receipt.number)).size, 200)
  const page = await adal.call('GET', `/v1/register/collections/${number}`)
  t.match(page.body.raised, tenge(20_100))
})

t.test('the same key gives the same answer, and another body under it is refused', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const key = newKey()
  const first = await give(adal, session, number, donation(1_000), key)
  const leaves = await adal.leaves()
  const again = await give(adal, session, number, donation(1_000), key)
  t.strictSame([again.status, again.body], [first.status, first.body])
  const other = await give(adal, session, number, donation(2_000), key)
  t.match(other, { status: 422, body: { type: '/problems/idempotency-key-reused' } })
  t.equal(await adal.leaves(), leaves, 'nothing was added to the log')
})
