import t from 'tap'
import { decidingDrives, resumedDueOn } from '../../src/law/deciding-drives.js'
import { prepareVariant } from '../../src/law/evaluate.js'
import { decodeFacts, type Facts } from '../../src/law/facts.js'
import { loadLegislation } from '../../src/law/load.js'

const law = loadLegislation('data')
const onDay = (on: string) =>
  decodeFacts({ on, collector: { kind: 'organization' }, startsOn: on, channels: ['transfer'] }) as Facts
const asked = (variant: string, on: string) =>
  decidingDrives(onDay(on), prepareVariant(law.variants.get(variant)!), law)

t.test(
  'today nobody decides on a drive of an emergency, and under the draft ban one official does',
  async (t) => {
    t.strictSame(asked('kz-current', '2026-03-15'), { gate: null, approvers: 1, clock: null })
    t.match(asked('kz-draft-ban-2024', '2026-03-15'), {
      gate: { status: 'proposed' },
      approvers: 1,
      clock: null,
    })
  },
)

t.test('a clock counts working days, over the holidays of Nauryz', async (t) => {
  t.match(asked('ref-pl', '2026-03-20').clock, { workingDays: 3, dueOn: '2026-03-30', silence: 'approval' })
})

t.test('a year without a calendar leaves the day open', async (t) => {
  t.equal(asked('ref-pl', '2035-03-20').clock?.dueOn, null)
})

t.test('a clock that stood still goes on with the working days that remained', async (t) => {
  const resumed = (due: string | null, stopped: string, again: string) =>
    resumedDueOn(law.calendar, due, stopped, again)
  t.equal(resumed('2026-03-19', '2026-03-17', '2026-03-26'), '2026-03-30')
  t.equal(resumed('2026-03-17', '2026-03-18', '2026-03-26'), '2026-03-17', 'what was overdue stays so')
  t.equal(resumed(null, '2026-03-18', '2026-03-26'), null)
})
