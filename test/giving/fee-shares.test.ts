import { deepEqual, equal, ok } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { borneByFund, shareFee } from '../../src/giving/fee-shares.js'

const tiyn = fc.bigInt({ min: 1n, max: 10n ** 15n })
const parts = fc.uniqueArray(fc.tuple(fc.uuid(), tiyn), { minLength: 1, selector: ([fund]) => fund })

t.test('shares of a fee sum to the fee, each within a tiyn of its exact share, in whatever order', (t) => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      parts,
      fc.infiniteStream(fc.nat()),
      (fee, funds, keys) => {
        const shares = shareFee(fee, new Map(funds))
        equal(
          [...shares.values()].reduce((sum, share) => sum + share, 0n),
          fee,
        )
        const whole = funds.reduce((sum, [, part]) => sum + part, 0n)
        for (const [fund, part] of funds) {
          const off = (shares.get(fund) ?? -1n) * whole - fee * part
          ok(off < whole && off > -whole, `${shares.get(fund)} is no share of ${part} in ${whole}`)
        }
        const shuffled = funds
          .map((one) => [keys.next().value, one] as const)
          .sort(([a], [b]) => Number(a) - Number(b))
          .map(([, one]) => one)
        deepEqual(new Map([...shareFee(fee, new Map(shuffled))].sort()), new Map([...shares].sort()))
      },
    ),
  )
  t.end()
})

t.test('a tiyn too many goes to the largest remainder, of equal ones to the lesser id', (t) => {
  const parts = { a: 1n, b: 2n, c: 4n }
  t.strictSame(Object.fromEntries(shareFee(100n, new Map(Object.entries(parts)))), { a: 14n, b: 29n, c: 57n })
  t.strictSame(Object.fromEntries(shareFee(1n, new Map(Object.entries({ z: 5n, y: 5n })))), { y: 1n, z: 0n })
  t.end()
})

t.test('a fund bears what it holds and its cap on costs leaves, and no more', (t) => {
  const fund = { available: 50n, raised: 1_000n, costs: 30n, costCapPercent: undefined }
  t.equal(borneByFund(20n, fund), 20n)
  t.equal(borneByFund(80n, fund), 50n)
  t.equal(borneByFund(20n, { ...fund, costCapPercent: 4 }), 10n)
  t.equal(borneByFund(20n, { ...fund, costCapPercent: 1 }), 0n)
  t.end()
})
