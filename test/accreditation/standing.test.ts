import t from 'tap'
import {
  accreditationFactsFrom,
  type DatedAct,
  isGrantedFrom,
  restorableUntil,
  stateOn,
} from '../../src/accreditation/standing.js'

const act = (kind: string, fromOn: string, toOn: string | null = null): DatedAct => ({
  kind,
  fromOn,
  toOn,
  voluntary: true,
})
const granted = act('grant', '2026-01-10', '2027-01-09')

t.test('nothing was ever granted: no fact', async (t) => {
  t.equal(accreditationFactsFrom([]), null)
  t.equal(stateOn([], '2026-03-15'), 'none')
})

t.test('a grant holds from its first day to its last', async (t) => {
  t.strictSame(accreditationFactsFrom([granted]), { from: '2026-01-10', to: '2027-01-09', suspensions: [] })
  t.equal(stateOn([granted], '2026-01-09'), 'not-yet')
  t.equal(stateOn([granted], '2026-01-10'), 'in-force')
  t.equal(stateOn([granted], '2027-01-09'), 'in-force')
  t.equal(stateOn([granted], '2027-01-10'), 'expired')
})

t.test('a suspension ends the day before it is lifted', async (t) => {
  const acts = [granted, act('suspend', '2026-05-01'), act('restore', '2026-06-01')]
  t.strictSame(accreditationFactsFrom(acts)?.suspensions, [{ from: '2026-05-01', to: '2026-05-31' }])
  t.equal(stateOn(acts, '2026-05-31'), 'suspended')
  t.equal(stateOn(acts, '2026-06-01'), 'in-force')
  const before = [granted, act('suspend', '2026-05-01'), act('restore', '2026-04-01')]
  t.strictSame(accreditationFactsFrom(before)?.suspensions, [], 'lifted before it began, it never was')
})

t.test('a revoked accreditation held to the day before', async (t) => {
  const acts = [granted, act('revoke', '2026-04-01')]
  t.strictSame(accreditationFactsFrom(acts), { from: '2026-01-10', to: '2026-03-31', suspensions: [] })
  t.equal(stateOn(acts, '2026-03-31'), 'in-force')
  t.equal(stateOn(acts, '2026-04-01'), 'revoked')
  const restored = [...acts, act('restore', '2026-04-11')]
  t.strictSame(accreditationFactsFrom(restored), {
    from: '2026-01-10',
    to: '2027-01-09',
    suspensions: [{ from: '2026-04-01', to: '2026-04-10' }],
  })
  t.equal(stateOn(restored, '2026-04-11'), 'in-force')
})

t.test(
  'what lies between two grants is told as a suspension, and a new grant lifts the old one',
  async (t) => {
    const acts = [granted, act('suspend', '2026-12-01'), act('grant', '2027-02-01')]
    t.strictSame(accreditationFactsFrom(acts), {
      from: '2026-01-10',
      to: null,
      suspensions: [
        { from: '2026-12-01', to: '2027-01-31' },
        { from: '2027-01-10', to: '2027-01-31' },
      ],
    })
    t.equal(stateOn(acts, '2027-02-01'), 'in-force')
  },
)

t.test('no day is granted twice', async (t) => {
  t.equal(isGrantedFrom([granted], '2027-01-09', null), true)
  t.equal(isGrantedFrom([granted], '2027-01-10', null), false)
  t.equal(isGrantedFrom([granted], '2025-01-01', '2026-01-09'), false)
  t.equal(isGrantedFrom([granted], '2025-01-01', '2026-01-10'), true)
  t.equal(isGrantedFrom([granted, act('revoke', '2026-02-01')], '2026-02-01', null), false)
})

t.test('only what is suspended or revoked can be restored', async (t) => {
  t.equal(restorableUntil([granted], '2026-03-15'), undefined)
  t.equal(restorableUntil([granted, act('suspend', '2026-03-01')], '2026-03-15'), '2027-01-09')
  t.equal(restorableUntil([granted, act('suspend', '2026-03-01', '2026-03-10')], '2026-03-15'), undefined)
  t.equal(restorableUntil([granted, act('revoke', '2026-03-01')], '2026-03-15'), '2027-01-09')
})
