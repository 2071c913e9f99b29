import fc from 'fast-check'
import t from 'tap'
import { type Limits, loadLimits } from '../../src/giving/limits.js'
import { dataFolder } from '../../src/house.js'
import { isRefusal } from '../../src/kernel/problems.js'
import {
  type BoundFund,
  decidePurpose,
  grounds,
  type Payment,
  type SecondPerson,
} from '../../src/spending/purpose-decisions.js'

const shipped = loadLimits(dataFolder)
const categories = ['flood-relief', 'housing', 'food', 'vehicle', 'collecting-costs']
const category = fc.constantFrom(...categories)
const tiyn = fc.bigInt({ min: 1n, max: 2_000_000_000n })

const anyPayment: fc.Arbitrary<Payment> = fc.record(
  {
    amount: tiyn,
    category,
    channel: fc.constantFrom('transfer', 'cash'),
    identified: fc.boolean(),
    relation: fc.constantFrom('confirmed', 'by-name'),
    earlier: fc.record({ all: tiyn, cash: tiyn }),
  },
  { requiredKeys: ['amount', 'category', 'channel', 'identified', 'earlier'] },
)
const anyFund: fc.Arbitrary<BoundFund> = fc.record({
  raised: tiyn,
  costs: fc.bigInt({ min: 0n, max: 200_000_000n }),
  category: fc.constant('flood-relief'),
  spending: fc.option(
    fc.record({ categories: fc.uniqueArray(category, { minLength: 1 }), costCapPercent: fc.nat(100) }),
  ),
})
const anySecond = fc.constantFrom<SecondPerson>('approved', 'awaited', 'nobody')
const outcome = fc.constantFrom('held' as const, 'refused' as const)

/** For each limit whether it refuses, and the sums and assets of those that have some. */
const anyLimits = fc
  .record({
    outcomes: fc.tuple(...grounds.map(() => outcome)),
    sums: fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 20_000_000 }))),
    assets: fc.uniqueArray(category),
  })
  .map(limitsOf)

interface Chosen {
  readonly outcomes: readonly ('held' | 'refused')[]
  readonly sums: readonly number[]
  readonly assets: readonly string[]
}

function limitsOf({ outcomes, sums, assets }: Chosen): Limits {
  const above = { cash: sums[0], 'not-identified': sums[1], 'second-person': sums[2] }
  const payments = Object.fromEntries(
    grounds.map((ground, i) => [
      ground,
      {
        ...shipped.payments[ground],
        outcome: outcomes[i],
        ...(ground in above && { aboveKzt: above[ground as keyof typeof above] }),
        ...(ground === 'outside-purpose' && { assets }),
      },
    ]),
  )
  return { ...shipped, payments: payments as Limits['payments'] }
}

/** The same limits, or tighter ones: refusing instead of holding, from smaller sums, with more assets. */
const tighter = (limits: Limits) =>
  fc
    .record({
      refusing: fc.uniqueArray(fc.constantFrom(...grounds)),
      more: fc.uniqueArray(category),
      by: fc.nat(100),
    })
    .map(({ refusing, more, by }): Limits => {
      const { payments } = limits
      const less = (kzt: number) => Math.max(1, Math.floor((kzt * (100 - by)) / 100))
      const chosen = {
        outcomes: grounds.map((ground) => (refusing.includes(ground) ? 'refused' : payments[ground].outcome)),
        sums: [payments.cash, payments['not-identified'], payments['second-person']].map(({ aboveKzt }) =>
          less(aboveKzt),
        ),
        assets: [...payments['outside-purpose'].assets, ...more],
      }
      return limitsOf(chosen)
    })

/** How much a decision lets through: 0 nothing, 1 after a second person, 2 at once. */
function letsThrough(paid: Payment, fund: BoundFund, limits: Limits, second: SecondPerson): number {
  const decided = decidePurpose(paid, fund, limits, second)
  if (isRefusal(decided)) return 0
  return decided.step === 'hold' ? 1 : 2
}

t.test('a tighter limit never lets more through', async () => {
  const question = anyLimits.chain((limits) => fc.tuple(fc.constant(limits), tighter(limits)))
  fc.assert(
    fc.property(question, anyPayment, anyFund, anySecond, ([limits, tight], paid, fund, second) => {
      return letsThrough(paid, fund, tight, second) <= letsThrough(paid, fund, limits, second)
    }),
  )
})

t.test('a refusal names the field and the limit, and without a second person nothing is held', async () => {
  fc.assert(
    fc.property(anyLimits, anyPayment, anyFund, anySecond, (limits, paid, fund, second) => {
      const decided = decidePurpose(paid, fund, limits, second)
      if (!isRefusal(decided)) return decided.step === 'pay' || second === 'awaited'
      const pointers = (decided.errors ?? []).map(({ pointer }) => pointer)
      const fields = ['/beneficiary', '/category', '/amount/amount', '/channel']
      return pointers.length > 0 && pointers.every((pointer) => fields.includes(pointer))
    }),
  )
})

t.test('what meets no limit is paid, and what meets one tells which', async (t) => {
  const nothing = { all: 0n, cash: 0n }
  const paid: Payment = {
    amount: 100_000_00n,
    category: 'housing',
    channel: 'transfer',
    identified: true,
    earlier: nothing,
  }
  const free: BoundFund = { raised: 1_000_000_00n, costs: 0n, category: 'flood-relief', spending: null }
  const bound = { ...free, spending: { categories: ['food'], costCapPercent: 5 } }
  const met = (more: Partial<Payment>, fund = free) => {
    const decided = decidePurpose({ ...paid, ...more }, fund, shipped, 'awaited')
    return isRefusal(decided) ? decided.more : [decided.step, ...decided.grounds]
  }
  t.strictSame(met({}), ['pay'], 'where nothing was declared, categories are free')
  t.strictSame(met({ category: 'vehicle' }), ['hold', 'outside-purpose'], 'but assets')
  t.strictSame(met({}, bound), ['hold', 'outside-purpose'])
  t.strictSame(met({ category: 'flood-relief' }, bound), ['pay'], 'its own category is part of it')
  t.strictSame(met({ category: 'collecting-costs', amount: 50_000_00n }, bound), ['pay'])
  t.strictSame(met({ category: 'collecting-costs', amount: 50_000_01n }, bound), {
    grounds: ['costs-above-cap'],
  })
  t.strictSame(met({ amount: 5_000_000_01n, identified: false }), ['hold', 'not-identified', 'second-person'])
  t.strictSame(met({ amount: 1_000_000_01n, channel: 'cash' }), ['hold', 'cash'])
  t.strictSame(met({ amount: 1_000_000_00n, channel: 'cash' }), ['pay'], 'exactly the limit passes')
  const earlier = { all: 4_900_000_00n, cash: 900_000_00n }
  t.strictSame(met({ earlier, channel: 'cash' }), ['pay'], 'together exactly the limits')
  t.strictSame(met({ earlier, channel: 'cash', amount: 100_000_01n }), ['hold', 'cash', 'second-person'])
  t.strictSame(met({ earlier, identified: false }), ['hold', 'not-identified'])
  t.strictSame(met({ relation: 'by-name' }), ['hold', 'related-name'])
})
