import fc from 'fast-check'
import t from 'tap'
import type { Case } from '../../src/comparison/cases.js'
import { CellFilter, cellsBehind } from '../../src/comparison/cell-filter.js'
import { openComparison } from '../../src/comparison/compare.js'
import { population } from '../../src/comparison/population.js'
import { loadPopulation } from '../../src/comparison/population-file.js'
import { readAs } from '../../src/comparison/readings.js'
import { ComparisonResults, type VariantResult } from '../../src/comparison/results.js'
import { loadTariffs } from '../../src/comparison/tariffs.js'
import { evaluate, prepareVariant } from '../../src/law/evaluate.js'
import { type Finding, isEvaluated, outcomes } from '../../src/law/evaluation.js'
import type { Variant } from '../../src/law/variant.js'
import { begun, facts, finedOf } from '../law/arbitraries.js'
import { bare, change, compose, dataFolder, factsOf, law, shelter, variantOf } from '../law/support.js'

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

const one = (facts: object, labels: Case['labels'] = {}, id = 'one'): Case => ({
  id,
  facts: factsOf(facts),
  labels,
})
const banned = variantOf('kz-draft-ban-2024')

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

t.test(
  'under changing fines the sanctions are the sums of those of each case, and so are the reasons for none',
  async (t) => {
    const totals = (cases: readonly Finding[][]) => {
      const sum = { cases: 0, knownKzt: 0n, amountNotPublished: 0, noneInForce: 0, spared: 0 }
      cases.forEach((findings) => {
        const breaches = findings.filter(({ effect }) => effect === 'breach')
        const sanctions = breaches.flatMap(({ sanction }) => sanction ?? [])
        if (sanctions.length > 0) sum.cases += 1
        for (const { kzt } of sanctions) {
          if (kzt === null) sum.amountNotPublished += 1
          else sum.knownKzt += BigInt(kzt)
        }
        for (const { sanction, sanctionNote } of breaches) {
          if (sanction !== null || sanctionNote === null || sanctionNote.why === 'unverified') continue
          if (sanctionNote.why === 'none-in-force') sum.noneInForce += 1
          else sum.spared += 1
        }
      })
      return { ...sum, knownKzt: String(sum.knownKzt) }
    }
    let [spared, noneInForce] = [0, 0]
    fc.assert(
      fc.property(
        fc.array(begun, { minLength: 30, maxLength: 30 }),
        finedOf(fc.constant(current)),
        finedOf(fc.constant(banned)),
        (inputs, a, b) => {
          const variants = [
            { ...a, id: 'a' },
            { ...b, id: 'b' },
          ]
          const cases = inputs.map((input, i) => one(input, {}, `case ${i}`))
          const { results } = compare(cases, variants)
          const read = readAs(variants.map(prepareVariant))
          return (['as-it-stood', 'duties-met'] as const).every((reading) =>
            variants.every((variant, place) => {
              const findings = cases.map(({ facts }) => {
                const cell = evaluate(read[reading](facts), prepareVariant(variant), law)
                return isEvaluated(cell) ? [...cell.findings] : []
              })
              const { breaches } = results.readings[reading][place]!.sanctions
              spared += breaches.spared!
              noneInForce += breaches.noneInForce!
              const expected = totals(findings)
              return Object.entries(expected).every(
                ([name, sum]) => breaches[name as keyof typeof breaches] === sum,
              )
            }),
          )
        },
      ),
      { numRuns: 150, seed: 402 },
    )
    t.ok(spared > 100 && noneInForce > 100, `${spared} spared, ${noneInForce} without a fine in force`)
  },
)

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

t.test('what cannot be computed is neither stopped nor freed, and no fraud that was missed', async (t) => {
  const unknown = { ...shelter, on: '2027-02-01', startsOn: '2027-01-10', misuse: true }
  const { results } = compare([one(unknown, { fraud: true })], [current, banned])
  t.match(resultOf(results, banned.id), {
    newlyStopped: { cases: 0 },
    newlyFree: { cases: 0 },
    fraud: { frauds: 1, missed: 0, caught: 0, notComputable: 1 },
  })
  const other = compare([one(unknown)], [banned, current]).results
  t.match(resultOf(other, current.id), { newlyStopped: { cases: 0 }, newlyFree: { cases: 0 } })
})

t.test('with its duties met no collection breaks what it had kept, whatever the variant asks', async (t) => {
  const unlawful = (facts: object, variant: string) =>
    resultOf(compare([one(facts)], [current, variantOf(variant)]).results, variant).outcomes
  const flood = { ...bare, on: '2024-04-10', startsOn: '2024-03-28', notice: { givenOn: '2024-03-01' } }
  t.equal(unlawful(flood, 'ref-sg').lawful.cases, 1, 'the notice is not moved into a year without a calendar')
  const over = { ...bare, raised: 120_000_000, target: 100_000_000, costs: 6_000_000 }
  t.equal(unlawful(over, 'ref-cz').lawful.cases, 1, 'who returns the excess has not spent more on costs')
  const late = { ...bare, on: '2026-03-15', endsOn: '2026-03-05', closedOn: '2026-04-20' }
  const accredited = { kind: 'organization', accreditation: { from: '2025-01-01' } }
  t.equal(unlawful({ ...late, collector: accredited }, banned.id).lawful.cases, 1, 'it is closed in time')
  fc.assert(
    fc.property(facts, fc.constantFrom(...law.variants.values()), (input, variant) => {
      const known = factsOf(input)
      const read = readAs([prepareVariant(variant)])['duties-met'](known)
      const codesOf = (of: typeof known) => {
        const cell = evaluate(of, prepareVariant(variant), law)
        return isEvaluated(cell) ? cell.findings.map(({ code }) => code as string) : undefined
      }
      const [before, after] = [codesOf(known), codesOf(read)]
      return before === undefined || (after ?? ['?']).every((code) => before.includes(code))
    }),
    { numRuns: 500, seed: 402 },
  )
})

t.test('labels of a thousand values are counted under two hundred, the rest together', async (t) => {
  const many = people(1_000).map((one, i) => ({ ...one, labels: { ...one.labels, purpose: `purpose ${i}` } }))
  const { results } = compare(many, [current, banned])
  const rows = resultOf(results, banned.id).fallsOut.filter(({ dimension }) => dimension === 'purpose')
  t.equal(rows.length, 201)
  t.equal(rows.find(({ value }) => value === 'other')!.of.cases, 800)
})

t.test('the examples behind a number are among those that it counts', async (t) => {
  const { cells } = compare(people(2_000), shipped)
  for (const asked of [
    { size: 'large' },
    { fraud: 'yes' },
    { purpose: 'disaster' },
    { region: '270000000' },
  ]) {
    const filter = CellFilter.parse({ variant: banned.id, outcome: 'stopped', ...asked })
    const [[dimension, value]] = Object.entries(asked) as [['size', string]]
    const found = cellsBehind(cells, filter, 'kz-current')
    t.ok(found.length > 0)
    for (const { examples } of found) {
      t.ok(examples.length > 0, 'there is one to look at')
      t.ok(examples.every((example) => example[dimension] === value))
    }
  }
  t.notOk(CellFilter.safeParse({ size: 'large', fraud: 'yes' }).success, 'one at a time')
})

t.test('sums stay exact beyond what a number holds', async (t) => {
  const huge = { ...bare, raised: '9007199254740993' }
  const { results } = compare([one(huge), one(huge, {}, 'two')], [current])
  t.equal(results.cases.tiyn, '18014398509481986')
  t.equal(results.readings['as-it-stood'][0]!.outcomes.lawful.tiyn, '18014398509481986')
})

t.test('the small population of the draws tells of all cases of the replay', async (t) => {
  const cases = people(5_000)
  const variants = [current, banned]
  const population = { file, seed: 1 }
  const running = openComparison({
    variants,
    base: current.id,
    legislation: law,
    tariffs,
    changed: {},
    population,
    draws: 1,
  })
  for (const one of cases) running.add(one)
  const { results } = running.finish()
  const taken = results.sensitivity!.asTaken.find(
    ({ variant, headline }) => variant === banned.id && headline === 'stopped',
  )!
  const { cases: stopped } = resultOf(results, banned.id).stopped
  t.ok(Math.abs(taken.value - stopped) < 0.1 * stopped, `${taken.value} of ${stopped}`)
})
