import t from 'tap'
import { isEvaluated } from '../../src/law/evaluation.js'
import { composeVariant, decodeVariant } from '../../src/law/variant.js'
import { ask, bare, change, codesOf, compose, judge, law, shelter, tryCompose, variantOf } from './support.js'

const current = variantOf('kz-current')

/** The pointers of what a composition refuses. */
const refusedAt = (...changes: object[]): string[] => {
  const variant = tryCompose(current, changes)
  return Array.isArray(variant) ? variant.map(({ pointer }) => pointer) : []
}

const refusals: readonly (readonly [why: string, changes: object[], pointers: string[]])[] = [
  ['an unknown provision', [change('telepathy', 'on')], ['/changes/0/provision']],
  ['an unknown setting', [change('accreditation', 'on')], ['/changes/0/setting']],
  ['a setting that only an object has', [change('accreditation', 'toString')], ['/changes/0/setting']],
  ['what stands cannot be switched off', [change('misuse-criminal', 'off')], ['/changes/0/setting']],
  [
    'an unknown parameter',
    [change('closing-report', 'on', { parameters: { weeks: 2 } })],
    ['/changes/0/parameters/weeks'],
  ],
  ['a parameter that is needed', [change('lead-time', 'on')], ['/changes/0/parameters/days']],
  [
    'a number out of bounds',
    [change('cost-cap', 'on', { parameters: { percent: 101 } })],
    ['/changes/0/parameters/percent'],
  ],
  [
    'an unknown channel',
    [change('start-notice', 'on', { parameters: { channels: ['fax'] } })],
    ['/changes/0/parameters/channels/0'],
  ],
  [
    'an unknown way of counting',
    [change('lead-time', 'on', { parameters: { days: 3, count: 'lunar' } })],
    ['/changes/0/parameters/count'],
  ],
  ['a day that is none', [change('box-rules', 'on', { from: '2026-02-30' })], ['/changes/0/from']],
  ['an unknown transition', [change('box-rules', 'on', { transition: 'some' })], ['/changes/0/transition']],
  [
    'two changes of a provision from the same day',
    [change('box-rules', 'on', { from: '2027-01-01' }), change('box-rules', 'off', { from: '2027-01-01' })],
    ['/changes/1/from'],
  ],
  [
    'two changes of a provision from always',
    [change('accreditation', 'voluntary'), change('box-rules', 'on'), change('accreditation', 'mandatory')],
    ['/changes/2/from'],
  ],
]

t.test('a composition that breaks a rule is refused with the place named', async (t) => {
  for (const [why, changes, pointers] of refusals) t.strictSame(refusedAt(...changes), pointers, why)
  const { title, note } = current
  const orphan = { id: 'orphan', title, note, status: 'proposed' as const, base: 'nobody', changes: [] }
  t.match(composeVariant(orphan, law.variants, law.provisions), [{ pointer: '/base' }])
  t.match(decodeVariant({ ...orphan, id: 'No Name', colour: 1 }), [
    { pointer: '/id' },
    { pointer: '/colour' },
  ])
})

t.test('a fine above the ceiling is refused with the ceiling named', async (t) => {
  const fined = (fine: object) => tryCompose(current, [change('start-notice', 'on', { parameters: fine })])
  t.notOk(Array.isArray(fined({ individualFineMci: 200, organizationFineMci: 750 })), 'up to the ceiling')
  t.notOk(Array.isArray(fined({ individualFineMci: 0 })), 'no fine in force yet')
  t.match(fined({ individualFineMci: -1 }), [{ pointer: '/changes/0/parameters/individualFineMci' }])
  for (const [fine, ceiling] of [
    [{ individualFineMci: 201 }, /200 MCI \(.*44\(2\)/],
    [{ organizationFineMci: 751 }, /750 MCI \(.*44\(2\)/],
  ] as const)
    t.match(fined(fine), [
      { pointer: `/changes/0/parameters/${Object.keys(fine)[0]}`, detail: { en: ceiling } },
    ])
})

t.test('a base may not be changed twice from one day, but what it always held may be replaced', async (t) => {
  const dated = compose(current, [change('accreditation', 'mandatory', { from: '2027-01-01' })], 'dated')
  const again = [change('accreditation', 'voluntary', { from: '2027-01-01' })]
  t.match(tryCompose(dated, again), [{ pointer: '/changes/0/from' }])
  const replaced = compose(dated, [change('accreditation', 'voluntary')])
  t.match(
    replaced.provisions.accreditation?.map(({ setting, from }) => [setting, from]),
    [
      ['voluntary', null],
      ['mandatory', '2027-01-01'],
    ],
  )
})

t.test('a change holds from its day, and a later one ends it', async (t) => {
  const variant = compose(current, [
    change('accreditation', 'voluntary', { from: '2026-06-01', transition: 'all' }),
    change('accreditation', 'mandatory', { from: '2026-04-01', transition: 'all' }),
  ])
  const outcomes = ['2026-03-31', '2026-04-01', '2026-05-31', '2026-06-01'].map(
    (on) => judge({ ...bare, on }, variant).outcome,
  )
  t.strictSame(outcomes, ['lawful', 'unlawful', 'unlawful', 'lawful'])
})

t.test('a collection that began before a change is judged by its transition', async (t) => {
  const outcomesOn = (transition: unknown, startsOn: string, days: string[]) => {
    const variant = compose(current, [
      change('accreditation', 'mandatory', { from: '2026-04-01', transition }),
    ])
    return days.map((on) => judge({ ...bare, startsOn, on }, variant).outcome)
  }
  const days = ['2026-03-31', '2026-04-01', '2026-04-30', '2026-05-01']
  const [yes, no] = ['lawful', 'unlawful']
  t.strictSame(outcomesOn('new-collections', '2026-03-31', days), [yes, yes, yes, yes])
  t.strictSame(outcomesOn('new-collections', '2026-04-01', days), [yes, no, no, no])
  t.strictSame(outcomesOn('all', '2026-03-01', days), [yes, no, no, no])
  t.strictSame(outcomesOn({ 'all-after-days': 30 }, '2026-03-01', days), [yes, yes, yes, no])
  t.strictSame(outcomesOn({ 'all-after-days': 30 }, '2026-04-01', days), [yes, no, no, no])
})

t.test('a collection that a change spares stays under the one before it', async (t) => {
  const variant = compose(current, [
    change('accreditation', 'mandatory', { from: '2026-02-01', transition: 'all' }),
    change('accreditation', 'voluntary', { from: '2026-04-01', transition: 'new-collections' }),
  ])
  t.equal(judge({ ...bare, on: '2026-05-01' }, variant).outcome, 'unlawful')
  t.equal(judge({ ...bare, on: '2026-05-01', startsOn: '2026-04-01' }, variant).outcome, 'lawful')
})

t.test('a fine that a change sets is counted by the index of the day, within one collection', async (t) => {
  const parameters = { individualFineMci: 10 }
  const variant = compose(current, [
    change('individual-collecting', 'banned', { from: '2025-07-01', transition: 'all', parameters }),
  ])
  const fineOn = (on: string) =>
    judge({ ...shelter, startsOn: '2025-01-01', on }, variant).findings[0]?.sanction?.kzt
  t.strictSame(['2025-06-30', '2025-12-31', '2026-01-01'].map(fineOn), [undefined, 39_320, 43_250])
  t.notOk(isEvaluated(ask({ ...shelter, on: '2027-01-01' }, variant)))
})

t.test('the hash tells the law and not its titles or addresses', async (t) => {
  const hashWith = (more: object) => compose(current, [change('box-rules', 'on', more)]).hash
  const url = (address: string) => ({ citation: { confidence: 'verified', url: address } })
  t.equal(hashWith({}), hashWith({ from: null, parameters: { individualFineMci: null } }))
  t.equal(hashWith(url('https://one.kz')), hashWith(url('https://two.kz')))
  t.equal(compose({ ...current, title: variantOf('ref-cz').title }, []).hash, compose(current, []).hash)
  t.not(hashWith({}), hashWith({ parameters: { individualFineMci: 5 } }))
  t.not(hashWith({}), hashWith({ from: '2027-01-01' }))
  t.not(hashWith({}), hashWith({ act: 'Another law' }))
  const [a, b] = [change('box-rules', 'on'), change('accreditation', 'voluntary')]
  t.equal(
    compose(current, [a, b]).hash,
    compose(current, [b, a]).hash,
    'changes of two provisions have no order',
  )
  t.match(compose(current, []), { base: { id: 'kz-current', hash: current.hash } })
})

t.test(
  'a variant on no base holds nothing but its changes, not even what stands in Kazakhstan',
  async (t) => {
    const empty = compose(null, [])
    t.strictSame(codesOf(judge({ ...shelter, misuse: true }, empty)), [])
  },
)
