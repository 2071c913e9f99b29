import t from 'tap'
import { openComparison } from '../../src/comparison/compare.js'
import { population } from '../../src/comparison/population.js'
import { loadPopulation } from '../../src/comparison/population-file.js'
import { withDutiesMet } from '../../src/comparison/readings.js'
import type { VariantResult } from '../../src/comparison/results.js'
import { loadTariffs } from '../../src/comparison/tariffs.js'
import type { Facts } from '../../src/law/facts.js'
import { ask, dataFolder, law, variantOf } from '../law/support.js'

// The story of the debate of 2024 on a population of which every share is stated: what each package would do, and to whom.
const file = loadPopulation(dataFolder)
const cases = [...population(file, { size: 10_000, seed: 1 })]
const ids = ['kz-current', 'kz-draft-ban-2024', 'kz-draft-notify-2024', 'kz-voluntary']

const running = openComparison({
  variants: ids.map(variantOf),
  base: 'kz-current',
  legislation: law,
  tariffs: loadTariffs(dataFolder),
  population: { file, seed: 1 },
  changed: {},
  draws: 20,
})
for (const one of cases) running.add(one)
const { results, cells } = running.finish()
const of = (variant: string, reading: 'as-it-stood' | 'duties-met' = 'duties-met'): VariantResult =>
  results.readings[reading].find((result) => result.variant === variant)!
const [ban, notify] = ['kz-draft-ban-2024', 'kz-draft-notify-2024'].map((id) => of(id)) as [
  VariantResult,
  VariantResult,
]

const ofGroup = (group: string): Facts[] =>
  cases.filter(({ id }) => id.startsWith(`${group}-`)).map(({ facts }) => facts)
function codesIn(facts: Facts, variant: string): string[] {
  const cell = ask(encoded(facts), variant)
  return 'error' in cell ? [cell.error.type] : cell.findings.map(({ code }) => code)
}
const encoded = (facts: Facts) =>
  JSON.parse(JSON.stringify(facts, (_, value) => (typeof value === 'bigint' ? String(value) : value)))

t.test('under the ban the shelter falls out, whatever it does alone', async (t) => {
  const shelters = ofGroup('shelter')
  t.ok(shelters.length > 1_000)
  t.ok(
    shelters.every((facts) =>
      codesIn(withDutiesMet(facts), 'kz-draft-ban-2024').includes('individual-banned'),
    ),
  )
  const animals = ban.fallsOut.find(({ dimension, value }) => dimension === 'purpose' && value === 'animals')!
  t.equal(animals.cases, animals.of.cases)
  t.strictSame(animals.ways[0]?.remedies, ['collect-under-host'], 'one lawful way is left')
})

t.test('under the notify draft the shelter must give notice, and then may go on', async (t) => {
  const shelters = ofGroup('shelter')
  const forOthers = shelters.filter((facts) => facts.forOthers)
  t.ok(
    forOthers.every((facts) => codesIn(facts, 'kz-draft-notify-2024').includes('individual-notice-missing')),
  )
  t.ok(
    shelters.every(
      (facts) => !codesIn(withDutiesMet(facts), 'kz-draft-notify-2024').includes('individual-notice-missing'),
    ),
  )
  const animals = notify.fallsOut.find(
    ({ dimension, value }) => dimension === 'purpose' && value === 'animals',
  )!
  t.equal(animals.cases, 0, 'with its duties met none falls out')
})

t.test('an organization that defrauds in good standing passes the ban untouched', async (t) => {
  const inGoodStanding = ofGroup('birgemiz').filter(
    ({ misuse, collector, approval, emergency }) =>
      !misuse && collector.accreditation !== null && (emergency === null || approval?.status === 'approved'),
  )
  t.ok(inGoodStanding.length > 50)
  t.ok(inGoodStanding.every((facts) => codesIn(withDutiesMet(facts), 'kz-draft-ban-2024').length === 0))
})

t.test(
  'the ban stops honest collections by the dozen for each fraud, and the voluntary variant nobody',
  async (t) => {
    t.ok(ban.fraud.honestStoppedForEachFraud! > 10)
    t.equal(ban.fraud.prevented + ban.fraud.caught + ban.fraud.missed, ban.fraud.frauds)
    t.equal(of('kz-voluntary').newlyStopped.cases, 0)
    t.equal(of('kz-voluntary').newlyFree.cases, 0)
    t.equal(results.burden.find(({ variant }) => variant === 'kz-voluntary')!.totalKzt, '0')
    t.ok(ban.newlyStopped.cases > notify.newlyStopped.cases)
  },
)

t.test('what is read as it stood shows how many would have to act, not whom the law stops', async (t) => {
  for (const variant of ids.slice(1, 3))
    t.ok(of(variant, 'as-it-stood').newlyStopped.cases > of(variant).newlyStopped.cases)
})

t.test('known fines are summed, unpublished amounts counted, and exposure never mixed in', async (t) => {
  const { breaches, exposure } = ban.sanctions
  t.equal(BigInt(breaches.knownKzt) % 346_000n, 0n, 'so many fines of 80 MCI of 2026')
  t.ok(breaches.amountNotPublished > 0)
  t.equal(BigInt(exposure.knownKzt) % 346_000n, 0n)
  t.equal(notify.sanctions.breaches.knownKzt, '0', 'the notify draft publishes no amount')
})

t.test('the assumptions are all listed, and how far the headlines hang on them', async (t) => {
  const places = results.assumptions.map(({ place }) => place)
  t.ok(places.includes('shelter.fraud') && places.some((place) => place.startsWith('tariffs.wages')))
  const { sensitivity } = results
  t.equal(sensitivity?.draws, 20)
  t.ok(
    sensitivity?.tornado.some(({ variant, headline }) => variant === ban.variant && headline === 'stopped'),
  )
  const stops = (variant: string, than: string) =>
    sensitivity?.beats.find(
      (one) => one.variant === variant && one.than === than && one.headline === 'stopped',
    )?.share
  t.equal(stops('kz-voluntary', 'kz-draft-ban-2024'), 1, 'in every draw the ban stops more')
})

t.test('every number opens cases that bear it out', async (t) => {
  const banned = cells.filter(
    ({ reading, answers }) =>
      reading === 'duties-met' && answers['kz-draft-ban-2024']!.findings.includes('individual-banned'),
  )
  t.equal(
    banned.reduce((sum, cell) => sum + cell.cases, 0),
    ban.findings.filter(({ code }) => code === 'individual-banned').reduce((sum, row) => sum + row.cases, 0),
  )
  for (const { examples } of banned.slice(0, 20))
    for (const { facts } of examples) t.match(ask(facts, 'kz-draft-ban-2024'), { outcome: /unlawful|barred/ })
})
