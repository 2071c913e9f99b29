import fc from 'fast-check'
import t from 'tap'
import { poissonWeights, type Range, type Values, type Weight } from '../../src/comparison/draws.js'
import { Sensitivity } from '../../src/comparison/results.js'
import { type HeadlinesByVariant, sensitivityOf } from '../../src/comparison/sensitivity.js'

const shares = new Map<string, Range>([
  ['fraud', [0, 0.1, 0.4]],
  ['closed', [0.5, 0.6, 0.7]],
  ['known', [1, 1, 1]],
])
const prices = new Map<string, Range>([['tariffs.hour', [500, 1000, 3000]]])

/** A strict variant that stops every fraud and costs, a lax one that stops and costs nothing. */
function headlinesOf({ fraud, closed }: Values, prices: Values): HeadlinesByVariant {
  const none = { stopped: 0, 'honest-stopped': 0, 'frauds-stopped': 0, burden: 0 }
  return {
    strict: {
      stopped: 100 * (fraud! + closed!),
      'honest-stopped': 100 * closed!,
      'frauds-stopped': 100 * fraud!,
      burden: 10 * prices['tariffs.hour']!,
    },
    lax: { ...none, stopped: 90 },
  }
}
const ask = (more: object = {}) => sensitivityOf({ shares, prices, headlinesOf, seed: 7, ...more })
const bar = (result: Sensitivity, headline: string) =>
  result.tornado
    .filter((row) => row.headline === headline)
    .map((row) => [row.assumption, row.atLow, row.atHigh])

t.test('each headline names the assumptions that move it, the widest first', async (t) => {
  const result = Sensitivity.parse(ask({ draws: 20 }))
  t.strictSame(
    bar(result, 'stopped').map(([assumption]) => assumption),
    ['fraud', 'closed'],
  )
  t.strictSame(bar(result, 'frauds-stopped'), [['fraud', 0, 40]])
  t.strictSame(bar(result, 'burden'), [['tariffs.hour', 5000, 30000]])
  t.notOk(
    result.tornado.some(({ variant }) => variant === 'lax'),
    'what moves nothing is left out',
  )
})

t.test('no more than ten assumptions are kept for a variant and a headline', async (t) => {
  const many = new Map(Array.from({ length: 25 }, (_, i): [string, Range] => [`share-${i}`, [0, 0.5, 1]]))
  const sum = (values: Values) =>
    Object.values(values).reduce((total, value, i) => total + (i + 1) * value, 0)
  const none = { 'honest-stopped': 0, 'frauds-stopped': 0, burden: 0 }
  const one = (values: Values) => ({ only: { ...none, stopped: sum(values) } })
  const { tornado } = sensitivityOf({ shares: many, prices, headlinesOf: one, seed: 1, draws: 1 })
  t.strictSame(
    tornado.map(({ assumption }) => assumption),
    Array.from({ length: 10 }, (_, i) => `share-${24 - i}`),
  )
})

t.test('while only prices change, the shares are the same object', async (t) => {
  const seen = new Set<Values>()
  ask({
    draws: 0,
    headlinesOf: (shares: Values, prices: Values) => {
      seen.add(shares)
      return headlinesOf(shares, prices)
    },
  })
  t.equal(seen.size, 4 + 1, 'two uncertain shares, each low and high, and once the likely')
})

t.test('what the user has set is the likely value, and the range holds it', async (t) => {
  const { tornado } = ask({ draws: 0, changed: { fraud: 0.5 } })
  t.match(
    tornado.find(({ assumption, headline }) => assumption === 'fraud' && headline === 'stopped'),
    {
      low: 0,
      high: 0.5,
    },
  )
  t.match(
    tornado.find(({ assumption, headline }) => assumption === 'closed' && headline === 'stopped'),
    {
      atLow: 100,
      atHigh: 120,
    },
  )
})

t.test('draws stay between low and high, and are the same for the same seed, to the byte', (t) => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const inRange = (shareValues: Values, priceValues: Values) => {
        for (const [place, [low, , high]] of [...shares, ...prices]) {
          const value = { ...shareValues, ...priceValues }[place]!
          t.ok(value >= low && value <= high, place)
        }
        return headlinesOf(shareValues, priceValues)
      }
      const first = ask({ seed, draws: 15, headlinesOf: inRange })
      t.equal(JSON.stringify(ask({ seed, draws: 15 })), JSON.stringify(first))
    }),
    { numRuns: 20, seed: 402 },
  )
  t.end()
})

t.test('a triangular draw has the mean of its three values', async (t) => {
  let [sum, count] = [0, 0]
  ask({
    draws: 4000,
    shares: new Map([['fraud', [0, 0.1, 0.4]]]),
    headlinesOf: (shares: Values, prices: Values) => {
      sum += shares.fraud!
      count += 1
      return headlinesOf({ closed: 0, ...shares }, prices)
    },
  })
  t.ok(Math.abs(sum / count - 0.5 / 3) < 0.01, `${sum / count}`)
})

t.test('one variant has less than another in a share of the draws, and ties are nobody’s', (t) => {
  const value = fc.constantFrom(0, 1, 2)
  const numbers = fc.record({
    stopped: value,
    'honest-stopped': value,
    'frauds-stopped': value,
    burden: value,
  })
  fc.assert(
    fc.property(fc.array(fc.record({ a: numbers, b: numbers, c: numbers }), { minLength: 1 }), (answers) => {
      let next = 0
      const { beats } = ask({
        draws: answers.length,
        shares: new Map(),
        prices: new Map(),
        // After the last draw it is asked once more, for the assumptions as they were taken.
        headlinesOf: () => answers[next++ % answers.length]!,
      })
      t.equal(beats.length, 3 * 2 * 4)
      for (const { variant, than, headline, share } of beats) {
        const back = beats.find((b) => b.variant === than && b.than === variant && b.headline === headline)!
        t.ok(share + back.share <= 1)
        const [own, other] = [variant, than] as ('a' | 'b' | 'c')[]
        const less = answers.filter((answer) => answer[own!][headline] < answer[other!][headline]).length
        t.equal(share, less / answers.length)
      }
    }),
    { numRuns: 50, seed: 402 },
  )
  t.end()
})

t.test('it tells how far it is', async (t) => {
  const told: string[] = []
  ask({ draws: 3, onProgress: (done: number, of: number) => told.push(`${done}/${of}`) })
  t.strictSame([told[0], told.at(-1), told.length], ['1/9', '9/9', 9])
})

t.test('cases that are given are drawn again with their weights; the prices with their ranges', async (t) => {
  const weights: number[] = []
  const headlinesOfWeighted = (weight: Weight, prices: Values): HeadlinesByVariant => {
    const cases = Array.from({ length: 50 }, (_, i) => weight(i)).reduce((sum, times) => sum + times, 0)
    weights.push(cases)
    return headlinesOf({ fraud: cases / 100, closed: 0 }, prices)
  }
  const given = { prices, headlinesOfWeighted, seed: 3, draws: 50 }
  const result = sensitivityOf(given)
  t.strictSame(weights.slice(0, 2), [50, 50], 'low and high of the price, every case once')
  t.ok(new Set(weights.slice(2)).size > 10)
  t.strictSame(
    result.tornado.map(({ assumption, headline }) => [assumption, headline]),
    [['tariffs.hour', 'burden']],
  )
  t.equal(JSON.stringify(sensitivityOf(given)), JSON.stringify(result))
})

t.test(
  'a weight has the mean and the variance of a Poisson variable, for one case and for many',
  async (t) => {
    for (const cases of [1, 20, 400]) {
      const weight = poissonWeights(11, 5)
      const drawn = Array.from({ length: 4000 }, (_, i) => weight(i, cases))
      const mean = drawn.reduce((sum, count) => sum + count, 0) / drawn.length
      const variance = drawn.reduce((sum, count) => sum + (count - mean) ** 2, 0) / drawn.length
      t.ok(Math.abs(mean / cases - 1) < 0.06, `mean ${mean} of ${cases}`)
      t.ok(Math.abs(variance / cases - 1) < 0.12, `variance ${variance} of ${cases}`)
    }
  },
)
