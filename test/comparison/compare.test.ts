import fc from 'fast-check'
import t from 'tap'
import type { Case } from '../../src/comparison/cases.js'
import { openComparison } from '../../src/comparison/compare.js'
import { population } from '../../src/comparison/population.js'
import { loadPopulation } from '../../src/comparison/population-file.js'
import { ComparisonResults, type VariantResult } from '../../src/comparison/results.js'
import { loadTariffs } from '../../src/comparison/tariffs.js'
import { evaluate, prepareVariant } from '../../src/law/evaluate.js'
import { isEvaluated, outcomes } from '../../src/law/evaluation.js'
import type { Variant } from '../../src/law/variant.js'
import { change, compose, dataFolder, law, variantOf } from '../law/support.js'

const file = loadPopulation(dataFolder)
const tariffs = loadTariffs(dataFolder)
const people = (size: number, seed = 1): Case[] => [...population(file, { size, seed })]

function compare(cases: readonly Case[], variants: readonly Variant[], base = variants[0]!) {
  const running = openComparison({
    variants,
    base: base.id,
    legislation: law,
    tariffs,
    changed: {},
    draws: 0,
  })
  for (const one of cases) running.add(one)
  return running.finish()
}

const current = variantOf('kz-current')
const shipped = ['kz-current', 'kz-draft-ban-2024', 'kz-draft-notify-2024', 'kz-voluntary'].map(variantOf)
const resultOf = (
  results: ComparisonResults,
  variant: string,
  reading = 'duties-met' as const,
): VariantResult => results.readings[reading].find((one) => one.variant === variant)!

t.test('a replay answers what its contract says, and the same bytes for the same cases', async (t) => {
  const cases = people(500)
  const [once, again] = [compare(cases, shipped), compare(cases, shipped)]
  t.strictSame(ComparisonResults.parse(once.results), once.results)
  t.equal(JSON.stringify(once), JSON.stringify(again))
})

t.test('each case is counted with the outcome that its evaluation has', async (t) => {
  const cases = people(400, 5)
  const { results, cells } = compare(cases, [...law.variants.values()], current)
  for (const variant of law.variants.values()) {
    const counted = Object.fromEntries(outcomes.map((outcome) => [outcome, { cases: 0, tiyn: 0n }]))
    for (const { facts } of cases) {
      const cell = evaluate(facts, prepareVariant(variant), law)
      if (!isEvaluated(cell)) throw new Error(cell.error.type)
      counted[cell.outcome]!.cases += 1
      counted[cell.outcome]!.tiyn += facts.raised
    }
    const { outcomes: answered } = results.readings['as-it-stood'].find((one) => one.variant === variant.id)!
    for (const outcome of outcomes) {
      const { cases, tiyn } = counted[outcome]!
      t.strictSame(answered[outcome], { cases, tiyn: String(tiyn) }, `${variant.id} ${outcome}`)
    }
  }
  for (const reading of ['as-it-stood', 'duties-met'] as const) {
    const own = cells.filter((cell) => cell.reading === reading)
    t.equal(
      own.reduce((sum, cell) => sum + cell.cases, 0),
      cases.length,
      'every case lies behind one cell',
    )
  }
})

t.test('the moves add up to the outcomes, and who is newly stopped to those who fall out', async (t) => {
  const { results } = compare(people(1_000), shipped)
  for (const reading of ['as-it-stood', 'duties-met'] as const)
    for (const result of results.readings[reading]) {
      for (const [outcome, { cases }] of Object.entries(result.outcomes)) {
        const arrived = result.transitions.filter(({ to }) => to === outcome)
        t.equal(
          arrived.reduce((sum, move) => sum + move.cases, 0),
          cases,
        )
      }
      for (const dimension of ['kind', 'size', 'region', 'purpose']) {
        const out = result.fallsOut.filter((row) => row.dimension === dimension)
        t.equal(
          out.reduce((sum, row) => sum + row.cases, 0),
          result.newlyStopped.cases,
        )
        t.equal(
          out.reduce((sum, row) => sum + BigInt(row.tiyn), 0n),
          BigInt(result.newlyStopped.tiyn),
        )
        for (const row of out)
          t.equal(
            row.ways.reduce((sum, way) => sum + way.cases, 0),
            row.cases,
          )
      }
    }
})

const prohibitions = [
  change('accreditation', 'mandatory'),
  change('emergency-gate', 'akimat-approval'),
  change('two-person-approval', 'on'),
  change('individual-collecting', 'banned', { parameters: { individualFineMci: 80 } }),
  change('personal-account', 'on'),
  change('start-notice', 'on'),
  change('lead-time', 'on', { parameters: { days: 7 } }),
  change('stop-at-target', 'on'),
  change('closing-deadline', 'on'),
  change('box-rules', 'on'),
  change('cost-cap', 'on', { parameters: { percent: 5 } }),
]
const anyOther = fc.oneof(
  fc.constantFrom(...law.variants.values()),
  fc.subarray(prohibitions, { minLength: 1 }).map((changes) => compose(current, changes, 'other')),
)
const anyBase = fc.oneof(
  fc.constant(current),
  fc.subarray(prohibitions).map((changes) => compose(current, changes, 'base')),
)

const exactly = (share: string): [bigint, bigint] => {
  const [over = '0', under = '1'] = share.split('/')
  return [BigInt(over), BigInt(under)]
}

t.test('the shares of the provisions add up exactly, and the waterfall too', async (t) => {
  fc.assert(
    fc.property(anyBase, anyOther, fc.nat({ max: 50 }), (base, other, seed) => {
      fc.pre(base.id !== other.id)
      const { results } = compare(people(150, seed), [base, other])
      return (['as-it-stood', 'duties-met'] as const).every((reading) => {
        const result = results.readings[reading][1]!
        const difference = result.newlyStopped.cases - result.newlyFree.cases
        const waterfall = result.provisions.reduce((sum, one) => sum + one.waterfall, 0)
        const [over, under] = result.provisions
          .map(({ shapley }) => exactly(shapley.exact))
          .reduce(([a, b], [c, d]) => [a * d + c * b, b * d], [0n, 1n])
        return waterfall === difference && over === BigInt(difference) * under
      })
    }),
    { numRuns: 60, seed: 402 },
  )
  t.pass()
})

t.test('the effect of a provision is what the law without it alone would change', async (t) => {
  const cases = people(300, 9)
  const ban = variantOf('kz-draft-ban-2024')
  const { results } = compare(cases, [current, ban])
  const stoppedUnder = (variant: Variant): number =>
    resultOf(compare(cases, [current, variant]).results, variant.id, 'duties-met').stopped.cases
  const whole = resultOf(results, ban.id).stopped.cases
  for (const { provision, leaveOneOut } of resultOf(results, ban.id).provisions) {
    const changes = ban.changes.filter((one) => one.provision !== provision)
    t.equal(leaveOneOut, whole - stoppedUnder(compose(current, changes, 'without')), provision)
  }
})

t.test(
  'a provision that concerns no case has no effect, and a variant without changes none at all',
  async (t) => {
    const cases = people(300).filter(({ facts }) => !facts.channels.includes('box'))
    const { results } = compare(cases, [current, variantOf('kz-draft-ban-2024')])
    const boxes = resultOf(results, 'kz-draft-ban-2024').provisions.find(
      ({ provision }) => provision === 'box-rules',
    )
    t.match(boxes, { leaveOneOut: 0, waterfall: 0, shapley: { exact: '0' } })
    const same = compose(current, [], 'nothing')
    const nothing = compare(cases, [current, same]).results
    for (const reading of ['as-it-stood', 'duties-met'] as const) {
      const [base, null_] = nothing.readings[reading] as [VariantResult, VariantResult]
      t.strictSame({ ...null_, variant: base.variant }, base)
      t.ok(null_.transitions.every(({ from, to }) => from === to))
    }
  },
)

t.test('the order of the cases changes no number', async (t) => {
  const cases = people(400, 3)
  const strip = ({ results }: ReturnType<typeof compare>) => JSON.stringify(results.readings)
  t.equal(strip(compare([...cases].reverse(), shipped)), strip(compare(cases, shipped)))
})

t.test('a day without an index value is counted apart, beside answered cases', async (t) => {
  const late = people(50).map(({ facts, ...more }) => ({ ...more, facts: { ...facts, on: '2027-02-01' } }))
  const { results } = compare(late, shipped)
  const ban = resultOf(results, 'kz-draft-ban-2024')
  t.ok(ban.outcomes['not-computable'].cases > 0)
  t.equal(ban.provisions.length, 10)
  t.equal(resultOf(results, 'kz-voluntary').outcomes.lawful.cases > 0, true)
  const individuals = late.filter(({ facts }) => facts.collector.kind === 'individual').length
  t.equal(ban.outcomes['not-computable'].cases, individuals, 'only the fine of the ban needs the index')
})

t.test(
  'the same population comes of the same seed, and a share changes only what it is a share of',
  async (t) => {
    const ids = (cases: Case[]) => JSON.stringify(cases.map(({ id, labels }) => [id, labels]))
    t.equal(ids(people(200, 7)), ids(people(200, 7)))
    t.not(ids(people(200, 7)), ids(people(200, 8)))
    const more = [...population(file, { size: 500, seed: 7, shares: { 'shelter.fraud': 1 } })]
    people(500, 7).forEach((one, i) => {
      const other = more[i]!
      if (one.id.startsWith('shelter')) t.equal(other.labels.fraud, true)
      else t.strictSame(other, one)
    })
  },
)
