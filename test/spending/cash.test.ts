import t from 'tap'
import { pay, problemOf, reverse } from '../giving/stories.js'
import { startAdal } from '../support/app.js'
import { donation, give, newKey, openDrive, tenge } from '../support/stories.js'
import { codesOfGrounds, decideOn, fundOfTwo, spend } from './bound-stories.js'

const adal = await startAdal(t)
const fund = await fundOfTwo(adal)
const { first, second } = fund
const inCash = { channel: 'cash', paidOn: '2026-03-14' }

/** A drive with so much at the bank and so much in cash. */
async function driveWith(bank: number, cash: number, as = first, collector: string = fund.bin) {
  const number = await openDrive(adal, as, collector, { channels: ['transfer', 'cash'] })
  if (bank > 0) await give(adal, as, number, donation(bank))
  const given = cash > 0 ? await give(adal, as, number, donation(cash, { channel: 'cash' })) : undefined
  return { number, given: given?.body.donation as string }
}

t.test('no more cash is paid than there is, on the day and on every later one', async (t) => {
  const { number, given } = await driveWith(50_000, 0)
  const none = await pay(adal, first, number, 50_000, inCash)
  t.match(none, { status: 422, body: { type: '/problems/payment-above-cash', available: tenge(0) } })
  t.match(none.body.errors, [{ pointer: '/amount/amount', detail: /0/ }])
  t.equal(given, undefined)

  const some = await driveWith(1_000, 300)
  const early = await pay(adal, first, some.number, 300, { ...inCash, paidOn: '2026-03-09' })
  t.equal(problemOf(early), '422 payment-above-cash', 'the day before it came')
  t.equal((await pay(adal, first, some.number, 200, { ...inCash, paidOn: '2026-03-15' })).status, 201)
  const backdated = await pay(adal, first, some.number, 101, { ...inCash, paidOn: '2026-03-10' })
  t.match(backdated.body, { available: tenge(100) }, 'nor what a later day has paid already')
  const taken = await reverse(adal, first, some.given)
  t.match(taken, { status: 422, body: { available: tenge(100), errors: [{ pointer: '/path/id' }] } })
  const moved = await adal.call('POST', `/v1/ledgers/${fund.bin}/own-transfers`, {
    ...{ as: first, key: newKey() },
    body: { from: 'cash', to: 'bank', amount: tenge(101), movedOn: '2026-03-10' },
  })
  t.equal(problemOf(moved), '422 transfer-above-account')
})

t.test(
  'of many who pay cash at once, from drives of the same books, no more leaves than there is',
  async (t) => {
    const drives = await Promise.all([driveWith(1_000, 0), driveWith(1_000, 0), driveWith(1_000, 0)])
    // What the drive before has left.
    const left = 100
    const paid = await Promise.all(drives.map(({ number }) => pay(adal, first, number, 60, inCash)))
    t.strictSame(paid.map(({ status }) => status).sort(), [201, 422, 422])
    const { body } = await adal.call('GET', `/v1/ledgers/${fund.bin}/accounts?account=assets:cash`, {
      as: first,
    })
    t.equal(body.items[0].closing, String((left - 60) * 100))
  },
)

t.test('what is split among payments to the same name without IIN meets the limits together', async (t) => {
  const her = await adal.signInAs('collector', { iin: '900101300811' })
  const { number } = await driveWith(0, 5_000_000, her, 'self')
  const names = ['Ерлан Сейтқали', 'Erlan Seitkali', 'Сейтқали Ерлан']
  const parts = await Promise.all(
    names.map((name) =>
      pay(adal, her, number, 999_999, { ...inCash, beneficiary: { kind: 'individual', name } }),
    ),
  )
  t.strictSame(parts.map(({ status }) => status).sort(), [201, 422, 422])
  const refused = parts.find(({ status }) => status === 422)
  t.strictSame(refused?.body.grounds, ['cash', 'not-identified'])
  t.equal((await pay(adal, her, number, 1, inCash)).status, 201, 'together exactly the limit')
  t.equal((await pay(adal, her, number, 1, inCash)).status, 422)
  const other = { beneficiary: { kind: 'individual', name: 'Дәулет Қасымов' } }
  t.equal((await pay(adal, her, number, 999_999, { ...inCash, ...other })).status, 201)
})

t.test(
  'by a BIN it is found in all drives; what two people paid and what was reversed does not count',
  async (t) => {
    const million = 1_000_000
    const [one, other] = [await fund.drive(20 * million), await fund.drive(20 * million)]
    const twoOfThem = await Promise.all([one, other].map((number) => spend(adal, first, number, 3 * million)))
    t.strictSame(twoOfThem.map(({ status }) => status).sort(), [201, 202])
    const [held, paid] = twoOfThem.toSorted((a, b) => b.status - a.status)
    t.strictSame(codesOfGrounds(held!), ['second-person'])
    t.equal((await decideOn(adal, second, held!)).status, 201)
    t.equal(
      (await spend(adal, first, one, 2 * million)).status,
      201,
      'what was approved does not count again',
    )
    t.equal((await spend(adal, first, one, 1)).status, 202)
    t.equal((await spend(adal, first, one, 2 * million, { paidOn: '2026-03-01' })).status, 202)
    t.equal((await reverse(adal, first, paid!.body.disbursement)).status, 201)
    t.equal((await spend(adal, first, one, 3 * million)).status, 201)
  },
)
