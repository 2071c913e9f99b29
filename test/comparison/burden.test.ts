import fc from 'fast-check'
import t from 'tap'
import { openBurden } from '../../src/comparison/burden.js'
import type { Case } from '../../src/comparison/cases.js'
import { loadPopulation, sharesOf } from '../../src/comparison/population-file.js'
import { BurdenResult } from '../../src/comparison/results.js'
import { loadTariffs, pricesOf, Tariffs } from '../../src/comparison/tariffs.js'
import { workingDays } from '../../src/law/calendar.js'
import { change, compose, dataFolder, law, shelter, variantOf } from '../law/support.js'
import { oneCase, ready, someCases } from './some-cases.js'

const tariffs = loadTariffs(dataFolder)
const runs = { numRuns: 60, seed: 402 }
const all = [...law.variants.keys()]

/** What the variants cost over these cases. */
function burdenOf(variants: Parameters<typeof ready>, cases: readonly Case[], prices = tariffs) {
  const burden = openBurden(ready(...variants), prices)
  for (const one of cases) burden.add(one)
  return burden.results()
}
const totalOf = (...asked: Parameters<typeof burdenOf>): bigint => BigInt(burdenOf(...asked)[0]!.totalKzt)

const priced = (minutes: number, outOfPocket: number) => ({
  minutes: { small: [minutes, minutes, minutes], medium: [60, 60, 60], large: [90, 90, 90] },
  outOfPocketKzt: [outOfPocket, outOfPocket, outOfPocket],
  source: 'A test',
  status: 'assumption',
})
const title = { kk: 'Міндет', ru: 'Обязанность', en: 'A duty' }

t.test('the burden of a duty is cases × (minutes × hourly wage + out of pocket)', async (t) => {
  const simple = Tariffs.parse({
    kazakhReadByLawyer: false,
    wages: {
      organization: { hourlyKzt: [1000, 1000, 1000], source: 'A test', status: 'assumption' },
      individual: { hourlyKzt: [700, 700, 700], source: 'A test', status: 'assumption' },
    },
    duties: [
      {
        id: 'report',
        title,
        grounds: [{ provision: 'closing-report', settings: ['on'], who: 'everyone' }],
        ...priced(20, 50),
      },
    ],
  })
  const cases = [oneCase(), oneCase(), oneCase(shelter), oneCase({}, 'large'), oneCase(shelter, null)]
  const [result] = burdenOf(['ref-pl'], cases, simple)
  t.strictSame(result, {
    variant: 'ref-pl',
    // Small: 2 × (333.33 + 50) + 233.33 + 50 = 1,050; large: 1,500 + 50; unsaid as medium: 700 + 50.
    totalKzt: '3350',
    duties: [
      {
        duty: 'report',
        provision: 'closing-report',
        quantity: 5,
        minutes: 42,
        hourlyKzt: 885.71,
        outOfPocketKzt: 50,
        totalKzt: '3350',
        bySize: { small: '1050', large: '1550', unsaid: '750' },
      },
    ],
  })
})

t.test('the law in force asks for no duty of a collection, and so costs nothing', (t) => {
  fc.assert(
    fc.property(someCases, (cases) => {
      for (const variant of ['kz-current', 'kz-voluntary'])
        t.strictSame(burdenOf([variant], cases), [{ variant, totalKzt: '0', duties: [] }])
    }),
    runs,
  )
  t.end()
})

t.test('whoever is barred has no duties: what she loses is counted as stopped', async (t) => {
  const gated = { ...shelter, emergency: { effectiveFrom: '2026-02-01' } }
  t.equal(totalOf(['kz-draft-ban-2024'], [oneCase(shelter)]), 0n)
  t.ok(totalOf(['kz-draft-notify-2024'], [oneCase(shelter)]) > 0n)
  const gate = compose(variantOf('kz-draft-notify-2024'), [change('emergency-gate', 'akimat-approval')])
  t.equal(totalOf([gate], [oneCase(gated)]), 0n)
  t.ok(totalOf([gate], [oneCase(shelter)]) > 0n)
})

t.test('a notice that two provisions ask for is given once', async (t) => {
  const once = compose(variantOf('kz-current'), [change('start-notice', 'on')])
  const twice = compose(once, [change('lead-time', 'on', { parameters: { days: 30 } })])
  t.strictSame(burdenOf([once, twice], [oneCase()])[0]!.duties, burdenOf([twice], [oneCase()])[0]!.duties)
})

t.test('a notice for some channels is asked of those who use them', async (t) => {
  const dutiesOf = (channels: string[]) =>
    burdenOf(['ref-pl'], [oneCase({ channels })])[0]!.duties.map(({ duty }) => duty)
  t.strictSame(dutiesOf(['transfer']), ['closing-report'])
  t.strictSame(dutiesOf(['transfer', 'cash']), ['notice', 'closing-report'])
})

t.test('a provision that begins later costs only those whom it reaches', async (t) => {
  const later = compose(variantOf('kz-current'), [change('state-platform', 'on', { from: '2026-03-10' })])
  const cases = ['2026-03-01', '2026-03-09', '2026-03-10'].map((startsOn) => oneCase({ startsOn }))
  t.match(burdenOf([later], cases), [{ duties: [{ duty: 'platform-entry', quantity: 1 }] }])
})

t.test('a further duty never lowers the burden', (t) => {
  const further = [
    change('start-notice', 'on'),
    change('closing-report', 'on'),
    change('box-rules', 'on'),
    change('dedicated-account', 'on'),
    change('personal-account', 'on'),
    change('akimat-monitoring', 'on'),
    change('accreditation', 'mandatory'),
    change('lead-time', 'on', { parameters: { days: 7 } }),
  ]
  const base = fc.constantFrom(...law.variants.values())
  const added = fc.constantFrom(...further)
  fc.assert(
    fc.property(someCases, base, added, (cases, variant, more) => {
      t.ok(totalOf([compose(variant, [more])], cases) >= totalOf([variant], cases))
    }),
    runs,
  )
  fc.assert(
    fc.property(someCases, fc.integer({ min: 0, max: tariffs.duties.length - 1 }), (cases, left) => {
      const fewer = { ...tariffs, duties: tariffs.duties.filter((_, i) => i !== left) }
      t.ok(totalOf(['kz-draft-notify-2024'], cases) >= totalOf(['kz-draft-notify-2024'], cases, fewer))
    }),
    runs,
  )
  t.end()
})

t.test('the order of the cases plays no part, and twice the cases are twice the quantity', (t) => {
  fc.assert(
    fc.property(someCases, (cases) => {
      const once = burdenOf(all, cases)
      t.strictSame(burdenOf(all, cases.toReversed()), once)
      const twice = burdenOf(all, [...cases, ...cases])
      const quantities = (results: typeof once) => results.map(({ duties }) => duties.map((d) => d.quantity))
      t.strictSame(
        quantities(twice),
        quantities(once).map((of) => of.map((quantity) => 2 * quantity)),
      )
      const weighed = openBurden(ready(...all), tariffs)
      for (const one of cases) weighed.add(one, 2)
      t.strictSame(weighed.results(), twice)
    }),
    runs,
  )
  t.end()
})

t.test('sizes add up to a duty, and duties to a variant', (t) => {
  const sum = (values: readonly string[]): string =>
    String(values.reduce((total, value) => total + BigInt(value), 0n))
  fc.assert(
    fc.property(someCases, (cases) => {
      for (const result of burdenOf(all, cases)) {
        BurdenResult.parse(result)
        t.equal(sum(result.duties.map(({ totalKzt }) => totalKzt)), result.totalKzt)
        for (const duty of result.duties) t.equal(sum(Object.values(duty.bySize)), duty.totalKzt)
      }
    }),
    runs,
  )
  t.end()
})

t.test('a price that the user has changed counts, and is shown as changed', async (t) => {
  const place = 'tariffs.closing-report.minutes.small'
  const burden = openBurden(ready('ref-pl'), tariffs, { [place]: 0 })
  burden.add(oneCase())
  t.equal(burden.results()[0]!.totalKzt, '0')
  t.not(burden.results({})[0]!.totalKzt, '0', 'asked at the likely prices')
  t.match(
    burden.assumptions().find((assumption) => assumption.place === place),
    { value: 0, low: 60, high: 600, changed: true },
  )
})

t.test(
  'every price has a place of its own, no share has the same, and none claims a source it has not',
  async (t) => {
    const places = [...pricesOf(tariffs).keys()]
    t.equal(new Set(tariffs.duties.map(({ id }) => id)).size, tariffs.duties.length)
    t.equal(places.length, 2 + 4 * tariffs.duties.length)
    const shares = sharesOf(loadPopulation(dataFolder))
    t.strictSame(
      places.filter((place) => shares.has(place)),
      [],
    )
    for (const { source, status } of tariffs.duties) if (status === 'assumption') t.match(source, /^Assumed/)
  },
)

t.test('every ground names a setting that its provision has', async (t) => {
  for (const { grounds } of tariffs.duties)
    for (const { provision, settings } of grounds)
      for (const setting of settings)
        t.ok(setting in law.provisions.provisions[provision].settings, `${provision} ${setting}`)
})

t.test('the lowest wage is the minimum wage of 2026 for an hour of its working days', async (t) => {
  const monthly = law.indices.minimumWage.values.find(({ from }) => from === '2026-01-01')!.kzt
  const hours = workingDays(law.calendar, '2025-12-31', '2026-12-31') * 8
  for (const { hourlyKzt } of Object.values(tariffs.wages))
    t.equal(hourlyKzt[0], Math.round((monthly * 12) / hours))
})
