import fc from 'fast-check'
import t from 'tap'
import type { Case } from '../../src/comparison/cases.js'
import { openDelay } from '../../src/comparison/delay.js'
import { DelayResult } from '../../src/comparison/results.js'
import { tallyOfWaits } from '../../src/comparison/waits.js'
import { change, compose, law, shelter, variantOf } from '../law/support.js'
import { oneCase, ready, someCases } from './some-cases.js'

const runs = { numRuns: 60, seed: 402 }

function delayOf(variants: Parameters<typeof ready>, cases: readonly Case[]) {
  const delay = openDelay(ready(...variants), law)
  for (const { facts } of cases) delay.add(facts)
  return delay.results()
}
const nothing = { cases: 0, median: null, ninetieth: null, withoutDeadline: 0, silence: {}, notComputable: 0 }

t.test('the law in force has nobody wait', (t) => {
  fc.assert(
    fc.property(someCases, (cases) => {
      t.strictSame(delayOf(['kz-current'], cases), [{ variant: 'kz-current', ...nothing }])
    }),
    runs,
  )
  t.end()
})

t.test('Czechia asks for 30 calendar days, and individuals may not collect at all', async (t) => {
  const cases = [oneCase(), oneCase({ startsOn: '2026-12-20' }), oneCase(shelter)]
  t.strictSame(delayOf(['ref-cz'], cases), [
    { variant: 'ref-cz', ...nothing, cases: 2, median: 30, ninetieth: 30 },
  ])
})

t.test(
  'Poland decides on a notice within 3 working days, around Nauryz 2026 in 10 calendar days',
  async (t) => {
    const cash = (startsOn: string) => oneCase({ startsOn, channels: ['cash'] })
    const [result] = delayOf(['ref-pl'], [cash('2026-03-20'), oneCase({ startsOn: '2026-03-20' })])
    // Friday 20 March; 23 to 25 March are days off; Thursday 26, Friday 27 and Monday 30 are worked.
    t.strictSame(result, {
      variant: 'ref-pl',
      ...nothing,
      cases: 1,
      median: 10,
      ninetieth: 10,
      silence: { approval: 1 },
    })
    t.match(delayOf(['ref-pl'], [cash('2026-03-02')]), [{ median: 3 }])
  },
)

t.test('Singapore asks for 7 working days before the start', async (t) => {
  // From Monday 2 March to Thursday 12 March, over Monday 9 March, a day off.
  t.match(delayOf(['ref-sg'], [oneCase({ startsOn: '2026-03-02' })]), [{ cases: 1, median: 10 }])
})

t.test('a decision without a published deadline is never given one', async (t) => {
  const emergency = { effectiveFrom: '2026-02-01' }
  const accredited = { collector: { kind: 'organization', accreditation: { from: '2025-01-01' } } }
  const cases = [
    oneCase(),
    oneCase(accredited),
    oneCase({ ...accredited, emergency }),
    oneCase({ ...shelter, emergency }),
  ]
  t.strictSame(delayOf(['kz-draft-ban-2024'], cases), [
    { variant: 'kz-draft-ban-2024', ...nothing, cases: 2, withoutDeadline: 2 },
  ])
})

t.test('waits run side by side, and the longest counts', async (t) => {
  const clock = change('decision-clock', 'on', { parameters: { days: 10, silence: 'refusal' } })
  const lead = (days: number) => change('lead-time', 'on', { parameters: { days } })
  const drafted = variantOf('kz-draft-ban-2024')
  const start = oneCase({ startsOn: '2026-04-06' })
  const both = [compose(drafted, [clock, lead(7)]), compose(drafted, [clock, lead(20)])] as const
  t.match(delayOf([...both], [start]), [
    { median: 14, silence: { refusal: 1 } },
    { median: 20, silence: { refusal: 1 } },
  ])
  const open = compose(drafted, [lead(20)])
  t.match(delayOf([open], [start]), [{ cases: 1, median: null, withoutDeadline: 1 }])
})

t.test('a year without a calendar is said, and calendar days need none', async (t) => {
  const late = oneCase({ on: '2035-03-01', startsOn: '2035-03-20', channels: ['cash'] })
  t.match(delayOf(['ref-pl', 'ref-sg', 'ref-cz'], [late]), [
    { cases: 1, notComputable: 1, median: null, silence: { approval: 1 } },
    { cases: 1, notComputable: 1, median: null },
    { cases: 1, notComputable: 0, median: 30 },
  ])
})

t.test('a provision that begins later has only those wait whom it reaches', async (t) => {
  const later = compose(variantOf('kz-current'), [
    change('lead-time', 'on', { from: '2026-03-10', parameters: { days: 5 } }),
  ])
  const cases = ['2026-03-09', '2026-03-10'].map((startsOn) => oneCase({ startsOn }))
  t.match(delayOf([later], cases), [{ cases: 1, median: 5 }])
})

t.test('median and 90th percentile are those of all waits written out in order', (t) => {
  const waits = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(waits, (days) => {
      const tally = tallyOfWaits()
      for (const wait of days) tally.add({ days: wait, silence: null }, 1)
      const sorted = days.toSorted((a, b) => a - b)
      const { median, ninetieth, cases } = tally.result()
      t.equal(cases, days.length)
      t.equal(median, sorted[Math.ceil(days.length / 2) - 1])
      t.equal(ninetieth, sorted[Math.ceil((days.length * 9) / 10) - 1])
    }),
    { numRuns: 300, seed: 402 },
  )
  t.end()
})

t.test('the order of the cases plays no part, and twice the cases wait as long', (t) => {
  const all = [...law.variants.keys()]
  fc.assert(
    fc.property(someCases, (cases) => {
      const once = delayOf(all, cases)
      for (const result of once) DelayResult.parse(result)
      t.strictSame(delayOf(all, cases.toReversed()), once)
      const twice = delayOf(all, [...cases, ...cases])
      t.strictSame(
        twice.map(({ cases, median, ninetieth }) => [cases, median, ninetieth]),
        once.map(({ cases, median, ninetieth }) => [2 * cases, median, ninetieth]),
      )
    }),
    runs,
  )
  t.end()
})
