import t from 'tap'
import { startAdal } from '../support/app.js'
import { bins, confirmedCharity, donation, give, ibans, iins, newKey, openDrive } from '../support/stories.js'
import { moneyOf, pay, refund } from './stories.js'

const adal = await startAdal(t)
const own = await confirmedCharity(adal)
const other = await confirmedCharity(adal, bins[1], ibans[1])
const number = await openDrive(adal, own.session, own.bin)
const others = await openDrive(adal, other.session, other.bin)

t.test('a payment system gives to the drives of its ledger, and that is all it can do', async (t) => {
  const made = await adal.call('POST', '/v1/api-keys', {
    as: own.session,
    body: { name: 'Kaspi', ledger: own.bin },
  })
  t.equal(made.status, 201, JSON.stringify(made.body))
  const as = { ...own.session, token: made.body.key as string }
  const given = await give(adal, as, number, donation(500))
  t.equal(given.status, 201, JSON.stringify(given.body))
  const leaves = await adal.leaves()
  t.match(await give(adal, as, others, donation(500)), {
    status: 403,
    body: { type: '/problems/not-allowed' },
  })
  t.equal((await pay(adal, as, number, 1)).status, 403)
  t.equal((await refund(adal, as, number, given.body.donation, 1)).status, 403)
  t.equal((await adal.call('GET', `/v1/ledgers/${own.bin}/transactions`, { as })).status, 403)
  t.equal(await adal.leaves(), leaves)
  const auditor = await adal.signInAs('auditor')
  const entries = await adal.call('GET', `/v1/audit-entries?actor=api-key:${made.body.id}`, { as: auditor })
  t.match(entries.body.items, [{ action: 'donation.record', subject: `collection:${number}` }])

  t.equal((await adal.call('DELETE', `/v1/api-keys/${made.body.id}`, { as: own.session })).status, 204)
  t.equal((await give(adal, as, number, donation(500))).status, 401, 'an ended key opens nothing')
})

t.test('a key of one principal is not a key of another', async (t) => {
  const key = newKey()
  const first = await give(adal, own.session, number, donation(1), key)
  const second = await give(adal, other.session, others, donation(1), key)
  t.strictSame([first.status, second.status], [201, 201])
  t.not(first.body.donation, second.body.donation)
})

t.test('nobody makes a key for the ledger of others', async (t) => {
  const body = { name: 'Kaspi', ledger: own.bin }
  t.equal((await adal.call('POST', '/v1/api-keys', { as: other.session, body })).status, 403)
  t.equal((await give(adal, other.session, number, donation(1))).status, 403)
})

t.test(
  'a private collector keeps the books of her own drive, in a ledger that does not name her',
  async (t) => {
    const collector = await adal.signInAs('collector', { iin: iins[0] })
    const hers = await openDrive(adal, collector, 'self', { consent: true })
    const { status, body } = await give(adal, collector, hers, donation(700))
    t.equal(status, 201, JSON.stringify(body))
    const paid = await pay(adal, collector, hers, 200)
    t.equal(paid.status, 201, JSON.stringify(paid.body))
    t.match((await moneyOf(adal, hers)).raised, { amount: '70000' })
    const [row] = await adal.opened.reading<{ ledger: string }[]>`
    SELECT ledger FROM collections WHERE number = ${hers}`
    const ledger = row?.ledger ?? ''
    t.notMatch(ledger, iins[0])
    t.not(ledger, collector.personId)
    const read = (as: typeof collector) => adal.call('GET', `/v1/ledgers/${ledger}/accounts`, { as })
    t.equal((await read(collector)).status, 200)
    t.equal((await read(own.session)).status, 403)
    t.equal((await pay(adal, own.session, hers, 1)).status, 403)
  },
)
