import fc from 'fast-check'
import t from 'tap'
import { later } from '../collections/stories.js'
import { pay } from '../giving/stories.js'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive } from '../support/stories.js'

const adal = await startAdal(t, { now: '2026-03-20T00:30:00Z' })
const charity = await confirmedCharity(adal)
const { bin } = charity
const anAuditor = await adal.signInAs('auditor')
const stranger = await adal.signUp()
const path = `/v1/ledgers/${bin}`

/** A movement of the bank account as plainly as it can be kept; in tenge, money out below zero. */
interface Movement {
  readonly amount: number
  readonly effectiveOn: string
  readonly recordedAt: string
}

const day = (n: number): string => new Date(Date.UTC(2026, 2, 1 + n)).toISOString().slice(0, 10)

/** Signed in anew, because the clock has moved on. */
const again = (person: typeof charity.session) => later(adal, adal.clock().toISOString(), person)

const movements: Movement[] = []
let session = charity.session

/** Gifts on many days, recorded at many moments of some days, in disorder: as bank statements come in. */
async function fill(): Promise<void> {
  const number = await openDrive(adal, session, bin)
  for (const [i, hours] of [0, 5, 11, 24, 25, 49, 50].entries()) {
    const recordedAt = new Date(Date.UTC(2026, 2, 20, 0, 30) + hours * 3_600_000).toISOString()
    session = await later(adal, recordedAt, session)
    for (let k = 0; k < 8; k++) {
      const [effectiveOn, amount] = [day((i * 5 + k * 3) % 18), 10 + ((i * 37 + k * 11) % 90)]
      const gift = donation(amount, { receivedAt: `${effectiveOn}T06:00:00Z` })
      const { status } = await give(adal, session, number, gift)
      if (status !== 201) throw new Error(String(status))
      movements.push({ amount, effectiveOn, recordedAt })
    }
    const paidOn = day(10 + i)
    const { status, body } = await pay(adal, session, number, 5 + i, { paidOn })
    if (status !== 201) throw new Error(JSON.stringify(body))
    movements.push({ amount: -5 - i, effectiveOn: paidOn, recordedAt })
  }
}

const counted = (by: (one: Movement) => boolean, sign: 1 | -1): number =>
  movements
    .filter((one) => by(one) && Math.sign(one.amount) === sign)
    .reduce((sum, { amount }) => sum + amount * sign, 0)

await fill()

t.test(
  'balances of any pair of days, and of any period, are those of a plain list of movements',
  async () => {
    const moments = [...new Set(movements.map(({ recordedAt }) => recordedAt))]
    await fc.assert(
      fc.asyncProperty(
        fc.nat(20),
        fc.option(fc.nat(20), { nil: undefined }),
        fc.option(fc.constantFrom(...moments, '2026-03-21T00:00:00.000Z', '2026-03-19T00:00:00.000Z'), {
          nil: undefined,
        }),
        async (last, length, asOf) => {
          const on = day(last)
          const from = length === undefined ? undefined : day(last - length)
          const query = new URLSearchParams({ on, ...(from && { from }), ...(asOf && { asOf }) })
          const { body } = await adal.call('GET', `${path}/trial-balance?${query}`, { as: session })
          const bank = body.accounts.find(({ account }: { account: string }) => account === 'assets:bank')
          const known = (one: Movement) =>
            one.effectiveOn <= on && (asOf === undefined || one.recordedAt <= asOf)
          const within = (one: Movement) => known(one) && (from === undefined || one.effectiveOn >= from)
          const before = (one: Movement) => known(one) && !within(one)
          const [debit, credit] = [counted(within, 1), counted(within, -1)]
          const opening = counted(before, 1) - counted(before, -1)
          const expected = [opening, debit, credit, opening + debit - credit].map((sum) => String(sum * 100))
          const found =
            bank === undefined ? ['0', '0', '0', '0'] : [bank.opening, bank.debit, bank.credit, bank.closing]
          const foots = body.totals.every(
            (total: Record<string, string>) => total.difference === '0' && total.closing === '0',
          )
          return JSON.stringify(found) === JSON.stringify(expected) && foots
        },
      ),
      { numRuns: 80 },
    )
  },
)

t.test('the history of an account comes in pages, each entry once, in the order of its day', async (t) => {
  const seen: { transaction: string; effectiveOn: string; side: string; amount: string }[] = []
  for (let after = ''; ; ) {
    const query = `account=assets:bank&limit=7${after}`
    const { status, body } = await adal.call('GET', `${path}/entries?${query}`, { as: session })
    t.equal(status, 200)
    seen.push(...body.items)
    if (body.next === null) break
    after = `&after=${encodeURIComponent(body.next)}`
  }
  t.equal(seen.length, movements.length)
  t.equal(new Set(seen.map(({ transaction }) => transaction)).size, movements.length)
  const days = seen.map(({ effectiveOn }) => effectiveOn)
  t.strictSame(days, [...days].sort())
  const { body } = await adal.call(
    'GET',
    `${path}/entries?account=assets:bank&to=2026-03-05&asOf=2026-03-20T05:30:00Z`,
    { as: session },
  )
  const expected = movements.filter(
    ({ effectiveOn, recordedAt }) => effectiveOn <= '2026-03-05' && recordedAt <= '2026-03-20T05:30:00.000Z',
  )
  t.equal(body.items.length, expected.length, 'as it was known then')
})

t.test('the history is for its own people and the auditor', async (t) => {
  const [auditor, nobody] = [await again(anAuditor), await again(stranger)]
  const read = async (as: typeof session) =>
    (await adal.call('GET', `${path}/entries?account=assets:bank`, { as })).status
  t.strictSame([await read(nobody), await read(auditor)], [403, 200])
  const { status, body } = await adal.call('GET', `${path}/entries?account=assets:bank&after=nowhere`, {
    as: session,
  })
  t.equal(status, 422, JSON.stringify(body))
  const none = await adal.call('GET', `${path}/entries?account=assets:moon`, { as: session })
  t.strictSame(none.body.items, [], 'an account that was never opened has no entries')
})

t.test('the balance of one account on a day, as it was known at a moment', async (t) => {
  const as = await again(charity.session)
  const [on, asOf] = [day(9), movements[30]?.recordedAt ?? '']
  const { body } = await adal.call(
    'GET',
    `${path}/accounts?account=assets:bank&on=${on}&asOf=${encodeURIComponent(asOf)}`,
    { as },
  )
  const known = (one: Movement) => one.effectiveOn <= on && one.recordedAt <= asOf
  const closing = counted(known, 1) - counted(known, -1)
  t.ok(closing > 0)
  t.strictSame(
    body.items.map((item: { account: string; closing: string }) => [item.account, item.closing]),
    [['assets:bank', String(closing * 100)]],
  )
})
