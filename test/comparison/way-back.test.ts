import t from 'tap'
import type { Case } from '../../src/comparison/cases.js'
import { openComparison } from '../../src/comparison/compare.js'
import { population } from '../../src/comparison/population.js'
import { loadPopulation } from '../../src/comparison/population-file.js'
import { readAs, readings } from '../../src/comparison/readings.js'
import { csvOf } from '../../src/comparison/results-csv.js'
import { loadTariffs } from '../../src/comparison/tariffs.js'
import { evaluate, prepareVariant } from '../../src/law/evaluate.js'
import { lawfulOutcome } from '../../src/law/evaluation.js'
import { Facts } from '../../src/law/facts.js'
import type { Variant } from '../../src/law/variant.js'
import { easiestWay } from '../../src/law/ways.js'
import { ask, bare, change, compose, dataFolder, factsOf, law, shelter, variantOf } from '../law/support.js'

const current = variantOf('kz-current')
const shipped = [current, ...[...law.variants.values()].filter(({ id }) => id !== current.id)]
const prepared = shipped.map(prepareVariant)
const cases = [...population(loadPopulation(dataFolder), { size: 1_500, seed: 11 })]

function compare(cases: readonly Case[], variants: readonly Variant[]) {
  const tariffs = loadTariffs(dataFolder)
  const running = openComparison({
    variants,
    base: current.id,
    legislation: law,
    tariffs,
    changed: {},
    draws: 0,
  })
  for (const one of cases) running.add(one)
  return running.finish().results
}

/** The cases that a variant stops and the law of today does not, each judged alone. */
const fallingOut = (variant: (typeof prepared)[number], reading: (typeof readings)[number]): Facts[] =>
  cases
    .map(({ facts }) => readAs(prepared)[reading](facts))
    .filter(
      (facts) =>
        lawfulOutcome(evaluate(facts, prepared[0]!, law)) !== null &&
        lawfulOutcome(evaluate(facts, variant, law)) === null,
    )

t.test('the way back of a class is that of each of its cases alone', async (t) => {
  const results = compare(cases, shipped)
  for (const reading of readings)
    for (const variant of prepared) {
      const alone = new Map<string, number>()
      for (const facts of fallingOut(variant, reading)) {
        const steps = easiestWay(facts, variant, law)?.steps ?? []
        const key = JSON.stringify([steps.map(({ code }) => code), steps.some(({ hindsight }) => hindsight)])
        alone.set(key, (alone.get(key) ?? 0) + 1)
      }
      const told = new Map<string, number>()
      const { fallsOut } = results.readings[reading].find((one) => one.variant === variant.id)!
      for (const { ways } of fallsOut.filter(({ dimension }) => dimension === 'kind'))
        for (const { remedies, tooLate, cases } of ways) {
          const key = JSON.stringify([remedies, tooLate])
          told.set(key, (told.get(key) ?? 0) + cases)
        }
      t.strictSame([...told].sort(), [...alone].sort(), `${variant.id} ${reading}`)
    }
})

t.test('whoever does what her way says is lawful afterwards', async (t) => {
  let tried = 0
  for (const reading of readings)
    for (const variant of prepared)
      for (const facts of fallingOut(variant, reading)) {
        const way = easiestWay(facts, variant, law)
        if (way === null) continue
        const changes = way.steps.flatMap(({ changes }) => changes)
        const after = {
          ...Facts.encode(facts),
          ...Object.fromEntries(changes.map(({ fact, to }) => [fact, to])),
        }
        const outcome = lawfulOutcome(ask(after, variantOf(variant.id)))
        if (outcome !== way.outcome) t.fail(`${variant.id}: ${JSON.stringify(way)} comes to ${outcome}`)
        tried += 1
      }
  t.ok(tried > 1_000)
})

const waysOf = (facts: object, variant: Variant, reading: (typeof readings)[number] = 'as-it-stood') =>
  compare([{ id: 'one', facts: factsOf(facts), labels: {} }], [current, variant])
    .readings[reading][1]!.fallsOut.filter(({ dimension }) => dimension === 'kind')
    .flatMap(({ ways }) => ways)

const ban = variantOf('kz-draft-ban-2024')
const fund = {
  ...bare,
  collector: { kind: 'organization', accreditation: { from: '2025-01-01' } },
  endsOn: '2026-06-01',
}

t.test(
  'the shelter under the ban needs a host; as it stood a notice too, for which it is too late',
  async (t) => {
    t.strictSame(waysOf(shelter, ban, 'duties-met'), [
      { remedies: ['collect-under-host'], tooLate: false, cases: 1 },
    ])
    t.strictSame(waysOf(shelter, ban), [
      { remedies: ['collect-under-host', 'state-end-date', 'give-notice'], tooLate: true, cases: 1 },
    ])
  },
)

t.test('a notice is too late from the day after the start, or from so many days before it', async (t) => {
  const way = (startsOn: string, variant: string) => {
    const [only] = waysOf({ ...fund, account: { dedicated: true }, startsOn }, variantOf(variant))
    return only?.tooLate ? `${only.remedies}, too late` : `${only?.remedies}`
  }
  t.equal(way('2026-03-14', ban.id), 'give-notice, too late')
  t.equal(way('2026-03-15', ban.id), 'give-notice')
  t.equal(way('2026-04-13', 'ref-cz'), 'give-notice, too late')
  t.equal(way('2026-04-14', 'ref-cz'), 'give-notice')
})

const strict = compose(current, [
  change('start-notice', 'on'),
  change('box-rules', 'on'),
  change('dedicated-account', 'on'),
  change('closing-deadline', 'on'),
  change('stop-at-target', 'on'),
])

t.test('where more than four changes are needed none is told', async (t) => {
  const much = { ...fund, endsOn: null, channels: ['box'], raised: 700, target: 500 }
  t.strictSame(waysOf(much, strict), [{ remedies: [], tooLate: false, cases: 1 }])
  t.match(waysOf({ ...much, channels: ['cash'] }, strict), [
    {
      remedies: ['open-dedicated-account', 'return-excess', 'state-end-date', 'give-notice'],
      tooLate: true,
    },
  ])
})

t.test('the table for a spreadsheet has each way with its cases', async (t) => {
  const results = compare(cases, [current, ban])
  const lines = [...csvOf(results)]
  const out = results.readings['duties-met'][1]!.fallsOut
  const ways = out.flatMap(({ ways }) => ways)
  const written = lines.filter((line) => line.startsWith(`duties-met,${ban.id},way back by `))
  t.equal(written.length, ways.length)
  const individuals = out.find(({ value }) => value === 'individual')!
  t.ok(
    written.includes(
      `duties-met,${ban.id},way back by kind,individual,collect-under-host,${individuals.ways[0]!.cases},,\r\n`,
    ),
  )
})
