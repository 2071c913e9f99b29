import fc from 'fast-check'
import t from 'tap'
import { z } from 'zod'
import {
  formatTenge,
  largestAmount,
  Money,
  MoneyView,
  PositiveMoney,
  toMoneyView,
} from '../../src/kernel/money.js'

const why = (amount: unknown): string | undefined =>
  Money.safeParse({ amount, currency: 'KZT' }).error?.issues[0]?.message.replace('reason:', '')
const nbsp = '\u00A0'

t.test('an amount is read from a decimal string or a safe integer', async (t) => {
  t.same(Money.parse({ amount: '1500000', currency: 'KZT' }), { amount: 1500000n, currency: 'KZT' })
  t.same(Money.parse({ amount: 1500000, currency: 'USD' }), { amount: 1500000n, currency: 'USD' })
  t.same(Money.parse({ amount: String(largestAmount), currency: 'KZT' }).amount, largestAmount)
})

t.test('every amount that is no whole number of tiyn is refused with its reason', async (t) => {
  const reasons: Record<string, readonly unknown[]> = {
    'money-fractional': ['15.00', '0,5', 1.5, 1e-7],
    'money-negative': ['-1', '-1.5', -1],
    'money-shape': ['', '+5', '1e3', '0x10', ' 5', '1 000', '007', '٣', null, true, [1], {}],
    'money-too-large': [String(largestAmount + 1n), '1'.repeat(10_000)],
    'money-unsafe': [2 ** 53, 1e21],
    required: [undefined],
  }
  for (const [code, amounts] of Object.entries(reasons))
    for (const amount of amounts) t.equal(why(amount), code, `${amount}`)
})

t.test('an unknown currency, another member and a gift of nothing are refused', async (t) => {
  t.equal(
    Money.safeParse({ amount: '1', currency: 'kzt' }).error?.issues[0]?.message,
    'reason:currency-unknown',
  )
  t.notOk(Money.safeParse({ amount: '1', currency: 'KZT', tenge: 1 }).success)
  t.same(PositiveMoney.safeParse({ amount: '0', currency: 'KZT' }).error?.issues[0]?.path, ['amount'])
  t.equal(PositiveMoney.parse({ amount: '1', currency: 'KZT' }).amount, 1n)
})

t.test('any amount that can be kept is answered and read back as it was', async () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: largestAmount }), (tiyn) => {
      const view = MoneyView.parse(toMoneyView(tiyn))
      return (
        Money.parse(view).amount === tiyn &&
        z.encode(Money, { amount: tiyn, currency: 'KZT' }).amount === view.amount
      )
    }),
    { numRuns: 200 },
  )
})

t.test('the contract tells a client of both ways to write an amount', async (t) => {
  const schema = z.toJSONSchema(Money, { io: 'input' }).$defs?.Money
  t.match(schema, {
    properties: {
      amount: {
        anyOf: [
          { type: 'string', pattern: String },
          { type: 'integer', minimum: 0 },
        ],
      },
    },
    required: ['amount', 'currency'],
    additionalProperties: false,
  })
})

t.test(
  'on a page tenge stand with spaces that do not break, and tiyn only where there are some',
  async (t) => {
    t.equal(formatTenge(8_022_600_000n, 'ru'), `80${nbsp}226${nbsp}000${nbsp}₸`)
    t.equal(formatTenge(0n, 'kk'), `0${nbsp}₸`)
    t.equal(formatTenge(5n, 'kk'), `0,05${nbsp}₸`)
    t.equal(formatTenge(100_050n, 'en'), `1${nbsp}000.50${nbsp}₸`)
    t.equal(formatTenge(-150n, 'ru'), `−1,50${nbsp}₸`)
  },
)
