import t from 'tap'
import { isEvaluated } from '../../src/law/evaluation.js'
import { ask, bare, change, codesOf, compose, findingOf, judge, shelter, variantOf } from './support.js'

const current = variantOf('kz-current')

t.test('working days ahead are counted after the notice, up to and including the start', async (t) => {
  // From Thursday 19 March the 20th works; the 21st to 25th are a weekend, Nauryz and what follows from it.
  const facts = { ...bare, on: '2026-04-10', account: { dedicated: true } }
  const leadOf = (givenOn: string, startsOn: string) => {
    const found = judge({ ...facts, startsOn, notice: { givenOn } }, 'ref-sg')
    return codesOf(found).includes('lead-time-short') ? findingOf(found, 'lead-time-short').because.margin : 0
  }
  t.equal(leadOf('2026-03-19', '2026-04-02'), 0, '20, 26, 27, 30, 31 March, 1 and 2 April are seven')
  t.equal(leadOf('2026-03-19', '2026-04-01'), -1)
  t.equal(leadOf('2026-03-20', '2026-04-02'), -1, 'the day of the notice does not count')
  t.equal(leadOf('2026-04-03', '2026-04-02'), -7, 'a notice after the start is none ahead')
})

t.test('calendar days ahead are counted from the notice to the start', async (t) => {
  const facts = { ...bare, account: { dedicated: true } }
  const short = judge({ ...facts, notice: { givenOn: '2026-01-31' } }, 'ref-cz')
  t.strictSame(findingOf(short, 'lead-time-short').because, {
    'notice.givenOn': '2026-01-31',
    startsOn: '2026-03-01',
    'lead-time.days': 30,
    'lead-time.count': 'calendar',
    margin: -1,
  })
  t.equal(judge({ ...facts, notice: { givenOn: '2026-01-30' } }, 'ref-cz').outcome, 'lawful')
})

t.test('counting through a year without a calendar is an error, and needless counting is not', async (t) => {
  const asked = (givenOn: string | null, startsOn: string) =>
    ask({ ...bare, on: '2028-06-01', startsOn, notice: { givenOn } }, 'ref-sg')
  t.match(asked('2023-12-20', '2024-03-01'), { error: { type: '/problems/no-calendar' } })
  t.match(asked('2027-12-20', '2028-01-10'), { error: { detail: { en: /2028/ } } })
  t.ok(isEvaluated(asked('2023-12-31', '2024-03-01')), 'no day of 2023 is counted')
  t.ok(isEvaluated(asked(null, '2028-01-10')), 'there is nothing to count from')
  t.ok(isEvaluated(asked('2028-01-10', '2028-01-10')), 'nor any day to count')
})

t.test('what was counted by an unverified calendar marks the outcome that stands on it alone', async (t) => {
  const asked = (givenOn: string, startsOn: string) =>
    judge({ ...bare, on: '2027-03-20', startsOn, notice: { givenOn } }, 'ref-sg')
  t.equal(asked('2027-03-10', '2027-03-17').confidence, 'unverified')
  t.equal(asked('2026-03-10', '2026-03-17').confidence, 'secondary')
  const atClosing = { ...bare, closedOn: '2026-03-10', report: { publishedOn: '2026-03-11' }, costs: 1 }
  const notice = { givenOn: '2026-01-01' }
  const costly = judge({ ...atClosing, notice, account: { dedicated: true } }, 'ref-cz')
  t.match(costly, { outcome: 'unlawful', confidence: 'unverified' }, 'the cap of Czechia is unverified')
  t.equal(judge(atClosing, 'ref-cz').confidence, 'verified', 'beside a verified ground it is no matter')
})

t.test('an unverified rule decides an outcome and never a sanction', async (t) => {
  const parameters = { individualFineMci: 80 }
  const banned = (confidence: string) =>
    compose(current, [change('individual-collecting', 'banned', { parameters, citation: { confidence } })])
  t.match(judge(shelter, banned('unverified')), {
    outcome: 'unlawful',
    confidence: 'unverified',
    findings: [{ sanction: null, sanctionConfidence: null }],
  })
  t.match(judge(shelter, banned('secondary')).findings, [
    { sanction: { mci: 80, kzt: 346_000 }, sanctionConfidence: 'secondary' },
  ])
  const in2024 = { ...shelter, on: '2024-03-15', startsOn: '2024-03-01' }
  t.match(
    judge(in2024, banned('verified')).findings,
    [{ confidence: 'verified', sanctionConfidence: 'secondary' }],
    'a sanction is no surer than the index',
  )
})

const month = (name: string, senders = 100, received = 40_000_000) => ({ month: name, senders, received })
const looked = (transfers: object[], more: object = {}) =>
  codesOf(judge({ ...shelter, on: '2026-03-31', transfers, ...more }, 'kz-current')).includes('tax-look')

t.test(
  'the tax authority looks at three consecutive months of the rule, up to the month of the day',
  async (t) => {
    const quarter = [month('2026-01'), month('2026-02'), month('2026-03')]
    t.ok(looked(quarter))
    t.ok(looked([...quarter].reverse()), 'in any order')
    t.notOk(
      looked([month('2025-12'), month('2026-01'), month('2026-02')]),
      'December 2025 is before the rule',
    )
    t.notOk(looked(quarter, { on: '2026-02-28' }), 'March is still to come')
    t.ok(looked(quarter, { on: '2026-03-01' }), 'the month of the day counts')
    t.notOk(looked([month('2026-01'), month('2026-03'), month('2026-04')], { on: '2026-05-01' }), 'a gap')
    t.notOk(looked([month('2026-01'), month('2026-02', 99), month('2026-03')]), '99 senders')
    t.notOk(looked(quarter, { account: { kind: 'organization' } }))
    t.notOk(looked(quarter, { collector: { kind: 'organization' } }))
    const later = [month('2026-05', 100, 0), month('2026-06'), month('2026-07'), month('2026-08')]
    t.ok(looked([...quarter.slice(0, 1), ...later], { on: '2026-08-31' }), 'a later run of three')
  },
)

t.test('the sum that the tax authority looks at is above twelve minimum wages of the year', async (t) => {
  const raising = (last: number) => [month('2026-01'), month('2026-02'), month('2026-03', 100, last)]
  t.notOk(looked(raising(22_000_000)), 'exactly 1,020,000 KZT')
  t.ok(looked(raising(22_000_001)))
  t.match(
    ask({ ...shelter, on: '2027-03-31', transfers: raising(22_000_001) }, 'kz-current'),
    { error: { type: '/problems/no-index-value' } },
    'the wage of 2027 is not known',
  )
  const sparse = [month('2026-01', 99), month('2026-02'), month('2026-03')]
  t.equal(judge({ ...shelter, on: '2027-03-31', transfers: sparse }, 'kz-current').outcome, 'lawful')
})

t.test('a report is due until its day, then overdue, and late when it came after', async (t) => {
  const variant = compose(current, [change('closing-report', 'on', { parameters: { days: 30 } })])
  const asked = (on: string, publishedOn: string | null) =>
    judge({ ...bare, closedOn: '2026-03-10', on, report: { publishedOn } }, variant)
  t.match(asked('2026-04-09', null).findings, [
    { code: 'closing-report-due', effect: 'duty', dueOn: '2026-04-09' },
  ])
  t.match(asked('2026-04-10', null).findings, [
    { code: 'closing-report-overdue', dueOn: null, because: { margin: 1 } },
  ])
  t.strictSame(codesOf(asked('2026-04-10', '2026-04-11')), ['closing-report-overdue'], 'not published yet')
  t.equal(asked('2026-05-01', '2026-04-09').outcome, 'lawful')
  t.match(asked('2026-05-01', '2026-04-12').findings, [
    { code: 'closing-report-late', because: { margin: 3 } },
  ])
  const open = judge({ ...bare, closedOn: '2026-03-20', report: { publishedOn: '2026-03-12' } }, variant)
  t.equal(open.outcome, 'lawful', 'what closes later is not closed yet')
})

t.test(
  'accreditation must cover the start and, while collecting, today; after closing the start is enough',
  async (t) => {
    const asked = (from: string, to: string | null, more: object = {}) =>
      judge(
        { ...bare, collector: { kind: 'organization', accreditation: { from, to } }, ...more },
        'kz-draft-notify-2024',
      )
    t.equal(asked('2026-03-01', '2026-03-15').outcome, 'lawful')
    t.match(asked('2026-03-01', '2026-03-14').findings[0]?.because, { on: '2026-03-15' })
    t.match(asked('2026-03-02', null).findings[0]?.because, { startsOn: '2026-03-01' })
    t.equal(asked('2026-03-01', '2026-03-02', { closedOn: '2026-03-10' }).outcome, 'lawful')
    t.equal(asked('2026-05-01', '2026-04-01').outcome, 'unlawful', 'a period that ends before it begins')
  },
)

t.test(
  'an emergency gates what starts within it, from the later of its day and its declaration',
  async (t) => {
    const gated = (emergency: object) =>
      codesOf(judge({ ...bare, emergency }, 'kz-draft-ban-2024')).includes('emergency-not-approved')
    t.ok(gated({ effectiveFrom: '2026-03-01' }))
    t.ok(gated({ effectiveFrom: '2026-02-20', declaredOn: '2026-03-01', endsOn: '2026-03-01' }))
    t.notOk(gated({ effectiveFrom: '2026-02-20', declaredOn: '2026-03-02' }))
    t.notOk(gated({ effectiveFrom: '2026-02-20', endsOn: '2026-02-28' }))
    t.notOk(gated({ declaredOn: '2026-02-20' }), 'no day from which it holds')
  },
)

t.test('where two persons must approve, one is not enough', async (t) => {
  const variant = compose(variantOf('kz-draft-ban-2024'), [change('two-person-approval', 'on')])
  const asked = (approvers: number, emergency: object | null = { effectiveFrom: '2026-02-25' }) =>
    codesOf(judge({ ...bare, emergency, approval: { status: 'approved', approvers } }, variant))
  t.ok(asked(1).includes('emergency-one-approver'))
  t.notOk(asked(2).includes('emergency-one-approver'))
  t.notOk(asked(1, null).includes('emergency-one-approver'), 'no emergency, no gate')
  const ungated = compose(current, [change('two-person-approval', 'on')])
  const approval = { status: 'approved', approvers: 1 }
  t.strictSame(codesOf(judge({ ...bare, emergency: { effectiveFrom: '2026-02-25' }, approval }, ungated)), [])
})

t.test('Poland asks for notice of cash, boxes and gifts in kind, and of nothing else', async (t) => {
  t.equal(judge({ ...bare, channels: ['transfer', 'qr'] }, 'ref-pl').outcome, 'lawful')
  t.match(judge({ ...bare, channels: ['transfer', 'cash'] }, 'ref-pl').findings, [
    { code: 'start-notice-missing', because: { channels: ['transfer', 'cash'] } },
  ])
})

t.test('an individual who may not collect at all is not asked for lead time', async (t) => {
  t.notOk(codesOf(judge(shelter, 'ref-cz')).includes('lead-time-missing'))
  t.ok(codesOf(judge(shelter, 'ref-sg')).includes('lead-time-missing'))
})

t.test('costs are held against a share of what was raised, to the tiyn', async (t) => {
  const because = (costs: number, raised: number) => {
    const found = judge({ ...bare, costs, raised, notice: { givenOn: '2026-01-01' } }, 'ref-sg')
    return found.findings.find(({ code }) => code === 'costs-above-cap')?.because.margin
  }
  t.equal(because(30, 100), undefined)
  t.equal(because(31, 100), '1')
  t.equal(because(30, 99), '1', '30 % of 99 tiyn is 29.7')
  t.equal(because(1, 0), '1')
  t.equal(because(0, 0), undefined)
})

t.test('a target of nothing is passed by one tiyn', async (t) => {
  const over = (facts: object) =>
    codesOf(judge({ ...bare, ...facts }, 'kz-draft-ban-2024')).includes('over-target')
  t.ok(over({ target: 0, raised: 1 }))
  t.notOk(over({ target: 0 }))
  t.notOk(over({ raised: 1 }))
})

t.test(
  'the day itself counts: a notice on the first day, a collection on its last, one closed today',
  async (t) => {
    const codes = (facts: object) => codesOf(judge({ ...bare, ...facts }, 'kz-draft-ban-2024'))
    t.notOk(codes({ notice: { givenOn: '2026-03-01' } }).includes('start-notice-missing'))
    t.ok(codes({ notice: { givenOn: '2026-03-02' } }).includes('start-notice-missing'))
    t.notOk(codes({ endsOn: '2026-03-15' }).includes('not-closed'))
    t.ok(codes({ endsOn: '2026-03-14' }).includes('not-closed'))
    t.ok(codes({ closedOn: '2026-03-15' }).includes('closing-report-due'))
    t.notOk(codes({ closedOn: '2026-03-16' }).includes('closing-report-due'))
    t.equal(judge({ ...bare, on: '2026-03-01' }, 'kz-draft-ban-2024').outcome, 'unlawful', 'started today')
    t.equal(judge({ ...bare, on: '2026-02-28' }, 'kz-draft-ban-2024').outcome, 'not-yet')
  },
)

t.test('costs above the cap are a notice while collecting and a breach once closed', async (t) => {
  const asked = (closedOn: string | null) =>
    findingOf(judge({ ...bare, costs: 1, closedOn }, 'ref-cz'), 'costs-above-cap').effect
  t.strictSame([asked(null), asked('2026-03-16'), asked('2026-03-15')], ['notice', 'notice', 'breach'])
})
