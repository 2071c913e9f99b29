import { deepEqual, equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { brokenInvariants } from '../../src/ledger/invariants.js'
import { fridaysRates } from '../exchange/stories.js'
import { type Answer, startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, newKey, openDrive } from '../support/stories.js'
import {
  type CurrencyModel,
  inCurrencies,
  newModel,
  picked,
  receivedIn,
  type Step,
  take,
} from './currency-model.js'
import { pay, reverse } from './stories.js'

const adal = await startAdal(t)
const { session, bin, registrar } = await confirmedCharity(adal)
await fridaysRates(adal, registrar)

const amount = fc.oneof(fc.bigInt({ min: 1n, max: 9n }), fc.bigInt({ min: 1n, max: 50_000n }))
const foreign = fc.constantFrom('USD' as const, 'RUB' as const)
const currency = fc.constantFrom('KZT' as const, 'USD' as const, 'RUB' as const)
const which = fc.nat(20)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('give' as const), currency, amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pay' as const), currency, amount }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('convert' as const),
      currency: foreign,
      amount,
      off: fc.integer({ min: -9, max: 9 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), which, amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reverse' as const), which }) },
)

const day = '2026-03-15'
const money = (amount: bigint, currency: string) => ({ amount: `${amount}`, currency })

async function attempt(number: string, model: CurrencyModel, taken: Step): Promise<Answer | undefined> {
  const post = (what: string, body: object) =>
    adal.call('POST', `/v1/collections/${number}/${what}`, { as: session, key: newKey(), body })
  if (taken.do === 'give') {
    const gift = { amount: money(taken.amount, taken.currency), receivedAt: `${day}T05:00:00Z` }
    return give(adal, session, number, donation(0, gift))
  }
  if (taken.do === 'pay')
    return pay(adal, session, number, 0, { amount: money(taken.amount, taken.currency), paidOn: day })
  if (taken.do === 'convert') {
    const sold = money(taken.amount, taken.currency)
    return post('conversions', { sold, received: money(receivedIn(taken), 'KZT'), convertedOn: day })
  }
  const found = picked(model, taken)
  if (found === undefined) return undefined
  if (taken.do === 'reverse') return reverse(adal, session, found.id)
  const about = { donation: found.id, refundedOn: day, reason: 'The donor asks for it.' }
  return post('refunds', { ...about, amount: money(taken.amount, found.currency) })
}

async function compare(number: string, model: CurrencyModel): Promise<void> {
  deepEqual(await brokenInvariants(adal.opened.reading), [])
  const { body } = await adal.call('GET', `/v1/register/collections/${number}`)
  const { raised, spent, exchange, left, inCurrencies: value } = body.figures
  const told = [raised, spent, exchange, left, value].map((sum) => BigInt(sum.amount))
  const own = [model.raised, model.spent, model.exchange, model.raised + model.exchange - model.spent]
  deepEqual(told, [...own, inCurrencies(model)], 'figures in tenge')
  for (const { held } of body.purposeBound.inCurrencies)
    equal(BigInt(held.amount), model.pockets[held.currency as 'USD'].amount, held.currency)
}

t.test('whatever is done in several currencies, each balances by itself, and values are exact', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const number = await openDrive(adal, session, bin)
      const model = newModel()
      for (const taken of steps) {
        const answer = await attempt(number, model, taken)
        if (answer === undefined) continue
        const { status, body } = answer
        const id = body.refund ?? body.donation ?? body.disbursement ?? body.conversion ?? body.reversal
        const said = JSON.stringify([taken, body], (_, value) =>
          typeof value === 'bigint' ? `${value}` : value,
        )
        equal(status === 201, take(model, taken, id), said)
      }
      await compare(number, model)
    }),
    { numRuns: 25, endOnFailure: true },
  )
  t.strictSame((await adal.verify()).findings, [], 'and the log agrees')
})
