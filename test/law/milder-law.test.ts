import fc from 'fast-check'
import t from 'tap'
import { addDays } from '../../src/kernel/days.js'
import { prepareVariant } from '../../src/law/evaluate.js'
import { type Evaluation, type Finding, isEvaluated } from '../../src/law/evaluation.js'
import type { Facts } from '../../src/law/facts.js'
import type { ProvisionId } from '../../src/law/provision-ids.js'
import { rules } from '../../src/law/rules.js'
import type { DatedSetting, Setting, Variant } from '../../src/law/variant.js'
import { begun, composeEach, finedOf } from './arbitraries.js'
import { ask, bare, change, compose, factsOf, findingOf, judge, shelter, variantOf } from './support.js'

const runs = { numRuns: 1500, seed: 402 }
const current = variantOf('kz-current')

const ban = (individualFineMci: number | null, more: object = {}) =>
  change('individual-collecting', 'banned', { parameters: { individualFineMci }, ...more })
const bannedBy =
  (...changes: object[]) =>
  (input: object) =>
    findingOf(judge({ ...shelter, ...input }, compose(current, changes)), 'individual-banned')
const from = (day: string, transition: unknown = 'new-collections') => ({ from: day, transition })

t.test('a ban that a later law lifts still judges who began under it, and fines nobody', async (t) => {
  const changes = [ban(80), change('individual-collecting', 'allowed', from('2026-03-10'))]
  const found = bannedBy(...changes)
  t.match(found({ on: '2026-03-09' }), { sanction: { mci: 80, kzt: 346_000 }, sanctionNote: null })
  const after = judge({ ...shelter, on: '2026-03-10' }, compose(current, changes))
  t.match(after, { outcome: 'unlawful', findings: [{ code: 'individual-banned', effect: 'breach' }] })
  t.match(found({ on: '2026-03-10' }), {
    sanction: null,
    sanctionConfidence: null,
    sanctionNote: { why: 'milder-law', from: '2026-03-10' },
  })
})

t.test(
  'a ban whose fine comes later is a ban without a sanction until then, and says from when',
  async (t) => {
    const found = bannedBy(ban(0), ban(80, from('2026-04-01')))
    t.match(found({}), {
      effect: 'breach',
      sanction: null,
      sanctionNote: { why: 'none-in-force', from: '2026-04-01' },
    })
    t.match(
      found({ on: '2026-05-01' }),
      { sanction: null, sanctionNote: { why: 'none-in-force', from: '2026-04-01' } },
      'who began before the fine is not fined',
    )
    t.match(found({ on: '2026-05-01', startsOn: '2026-04-01' }), {
      sanction: { mci: 80 },
      sanctionNote: null,
    })
    t.match(bannedBy(ban(0))({}), { sanction: null, sanctionNote: { why: 'none-in-force', from: null } })
    t.ok(isEvaluated(ask({ ...shelter, on: '2027-01-01' }, compose(current, [ban(0)]))), 'no fine, no index')
  },
)

t.test('a ban for all finds the drive that closed before it, and does not fine it', async (t) => {
  const found = bannedBy(ban(80, from('2026-04-01', 'all')))
  const closed = { on: '2026-05-01', closedOn: '2026-03-31' }
  t.match(found(closed), {
    effect: 'breach',
    sanction: null,
    sanctionNote: { why: 'law-came-later', from: '2026-04-01' },
  })
  t.match(found({ ...closed, closedOn: '2026-04-01' }), { sanction: { mci: 80 } }, 'open on its first day')
  t.match(found({ on: '2026-05-01' }), { sanction: { mci: 80 } }, 'who goes on is fined')
})

t.test(
  'of several fines since the conduct the lowest is due, by the index of the day that is asked for',
  async (t) => {
    const found = bannedBy(ban(80), ban(20, from('2026-03-05')), ban(50, from('2026-03-10', 'all')))
    t.match(found({ on: '2026-03-04' }), { sanction: { mci: 80 }, sanctionNote: null })
    t.match(found({ on: '2026-03-05' }), {
      sanction: { mci: 20, kzt: 20 * 4_325 },
      sanctionNote: { why: 'milder-law', from: '2026-03-05' },
    })
    t.match(found({}), { sanction: { mci: 50 }, sanctionNote: null }, 'who goes on does it under the last')
    t.match(
      found({ closedOn: '2026-03-04' }),
      { sanction: { mci: 20 }, sanctionNote: { why: 'milder-law', from: '2026-03-05' } },
      'who had closed keeps the law between',
    )
  },
)

t.test('what is missed at the start is punished by the law of the start', async (t) => {
  const notice = (individualFineMci: number, more: object) =>
    change('start-notice', 'on', { parameters: { individualFineMci }, ...more })
  const variant = compose(current, [notice(10, {}), notice(50, from('2026-03-10', 'all'))])
  const found = findingOf(judge(shelter, variant), 'start-notice-missing')
  t.match(found, { sanction: { mci: 10 }, sanctionNote: { why: 'law-came-later', from: '2026-03-10' } })
})

t.test('a report is missed on the day after the last one, and punished by the law of that day', async (t) => {
  const report = (days: number | null, organizationFineMci: number, more: object = {}) =>
    change('closing-report', 'on', { parameters: { days, organizationFineMci }, ...more })
  const found = (...later: object[]) =>
    findingOf(
      judge(
        { ...bare, on: '2026-04-20', closedOn: '2026-03-10' },
        compose(current, [report(30, 10), ...later]),
      ),
      'closing-report-overdue',
    )
  t.match(
    found(report(30, 50, from('2026-04-10', 'all'))),
    { sanction: { mci: 50 } },
    'the day it was missed',
  )
  t.match(found(report(30, 50, from('2026-04-11', 'all'))), {
    sanction: { mci: 10 },
    sanctionNote: { why: 'law-came-later' },
  })
  t.match(
    found(report(60, 50, from('2026-04-15'))),
    { sanction: null, sanctionNote: { why: 'milder-law', from: '2026-04-15' } },
    'a later law that gives more time has nothing to punish',
  )
  t.match(
    found(report(null, 0, from('2026-04-15'))),
    { sanction: { mci: 10 } },
    'a term not published is none',
  )
})

t.test('an amount that is not published is neither more nor less than a known one', async (t) => {
  const later = from('2026-03-10')
  t.match(bannedBy(ban(80), ban(null, later))({}), { sanction: { mci: 80 }, sanctionNote: null })
  t.strictSame(bannedBy(ban(null), ban(5, later))({}).sanction, { mci: null, kzt: null })
  t.match(bannedBy(ban(null), change('individual-collecting', 'allowed', later))({}), { sanction: null })
})

t.test('an unverified law neither lessens a sanction nor bears one', async (t) => {
  const unverified = { citation: { confidence: 'unverified' } }
  const allowed = change('individual-collecting', 'allowed', { ...from('2026-03-10'), ...unverified })
  t.match(bannedBy(ban(80), allowed)({}), { sanction: { mci: 80 }, sanctionNote: null })
  t.match(bannedBy(ban(80, unverified))({}), { sanction: null, sanctionNote: { why: 'unverified' } })
  t.match(
    bannedBy(
      ban(20, unverified),
      ban(80, from('2026-04-01', 'all')),
    )({ on: '2026-05-01', closedOn: '2026-03-20' }),
    { sanction: null, sanctionNote: { why: 'unverified' } },
    'whether it was punished on the last day stands on an unverified source alone',
  )
})

t.test('what would be due after a start is the fine in force, with nothing to compare', async (t) => {
  const found = bannedBy(ban(80), change('individual-collecting', 'allowed', from('2026-04-01')))
  t.match(found({ startsOn: '2026-05-01' }), { effect: 'bar', sanction: { mci: 80 }, sanctionNote: null })
})

/** What is due in MCI: nothing, a known fine, one that is not published, or nothing that can be claimed. */
type Level = number | 'unpublished' | 'unclaimed'
const levelOf = ({ sanction, sanctionNote }: Finding): Level => {
  if (sanctionNote?.why === 'unverified') return 'unclaimed'
  return sanction === null ? 0 : (sanction.mci ?? 'unpublished')
}
const isAbove = (a: Level, b: Level): boolean => {
  if (a === 'unclaimed' || b === 'unclaimed') return false
  if (a === 'unpublished' || b === 'unpublished') return a !== 0 && b === 0
  return a > b
}

/** What a setting of a provision punishes if it is all the law there ever was. */
function punishedAlone(provision: ProvisionId, held: Setting | undefined, input: object): Level {
  if (held === undefined) return 0
  const { setting, parameters } = held
  // Without a published term nobody can tell whether it has passed.
  if (provision === 'closing-report' && setting === 'on' && parameters.days === null) return 'unclaimed'
  const alone = compose(null, [change(provision, setting, { parameters })])
  const known = judge(input, alone).findings.filter(
    (finding) => finding.sanctionNote?.why !== 'none-in-force',
  )
  return known.map(levelOf).find((level) => level !== 0) ?? 0
}

/** The last day of the conduct, said once more: by the code of the finding. */
function lastDay({ code }: Finding, { on, startsOn, closedOn }: Facts, { parameters }: Setting): string {
  const closed = closedOn !== null && closedOn <= on
  if (code.startsWith('closing-report')) return addDays(closedOn!, Number(parameters.days) + 1)
  if (code.includes('notice')) return startsOn
  return closed ? closedOn : on
}

const breachesOf = ({ findings }: Evaluation) =>
  findings.filter(
    ({ effect, code }) => effect === 'breach' && rules.find((rule) => rule.code === code)!.liable,
  )
const finedVariant = finedOf(fc.constantFrom(current, variantOf('kz-draft-ban-2024')))
const isSure = (held: Setting | undefined): boolean => held?.citation.confidence !== 'unverified'

t.test(
  'a sanction is the mildest of the laws since the conduct, and says why if it is not the own',
  async (t) => {
    let [lessened, spared] = [0, 0]
    fc.assert(
      fc.property(begun, finedVariant, (input, variant) => {
        const known = factsOf(input)
        const prepared = prepareVariant(variant)
        const { settings } = prepared.regimeFor(known)
        return breachesOf(judge(input, variant)).every((finding) => {
          const { provision, sanctionNote } = finding
          const timeline: readonly DatedSetting[] = variant.provisions[provision] ?? []
          const judging = settings[provision]!
          const last = lastDay(finding, known, judging)
          const ofConduct = prepared.regimeFor({ on: last, startsOn: known.startsOn }).settings[provision]
          const thatDay = timeline.findLast(({ from }) => from === null || from <= last)
          const since = timeline.filter(({ from }) => from !== null && from > last && from <= known.on)
          const own = punishedAlone(provision, judging, input)
          const level = levelOf(finding)
          if (level === 'unclaimed')
            return finding.sanction === null && !(isSure(judging) && isSure(ofConduct))
          const others = [ofConduct, thatDay, ...since].filter(isSure)
          if (level !== own) level === 0 ? spared++ : lessened++
          return (
            !isAbove(level, own) &&
            others.every((law) => !isAbove(level, punishedAlone(provision, law, input))) &&
            (level === own || others.some((law) => punishedAlone(provision, law, input) === level)) &&
            (sanctionNote === null) === (level === own && level !== 0)
          )
        })
      }),
      runs,
    )
    t.ok(lessened > 5 && spared > 50, `${lessened} lessened, ${spared} spared`)
  },
)

/** All that is due for breaches of a provision. */
const dueFor = (provision: string, input: object, variant: Variant): Level[] =>
  breachesOf(judge(input, variant))
    .filter((finding) => finding.provision === provision)
    .map(levelOf)
const anyTransition = fc.oneof(
  fc.constantFrom('new-collections', 'all'),
  fc.record({ 'all-after-days': fc.nat({ max: 30 }) }),
)
const anyDay = fc.integer({ min: -80, max: 80 }).map((days) => addDays('2026-03-01', days))

t.test('a later milder law never raises what is due', async (t) => {
  const fine = fc.integer({ min: 10, max: 80 })
  const change = fc.record({ fine, from: anyDay, transition: anyTransition })
  const changes = fc.array(change, { maxLength: 4 })
  fc.assert(
    fc.property(begun, fine, changes, change, fc.boolean(), (input, first, later, last, lifted) => {
      const before = later.filter(({ from }) => from < last.from).map(({ fine, ...when }) => ban(fine, when))
      const variant = composeEach(compose(current, [ban(first)], 'base'), before)
      const { fine: _, ...when } = last
      const milder = lifted ? allowedFrom(when) : ban(5, when)
      const [was, is] = [
        variant,
        composeEach(compose(current, [ban(first)], 'base'), [...before, milder]),
      ].map((one) => dueFor('individual-collecting', input, one)[0] ?? 0)
      return !isAbove(is!, was!)
    }),
    runs,
  )
  t.pass()
})
const allowedFrom = (when: object) => change('individual-collecting', 'allowed', when)

/** What a ban finds goes on; what a duty to notify finds was over at the start, and since then more laws came. */
const isMissedAtStart = ({ findings }: Evaluation): boolean =>
  findings.some(({ code }) => code.startsWith('individual-notice'))

t.test('a harsher law for all never raises what is due for a drive that was over', async (t) => {
  // After every change of the variants. By whom an unverified law has let go, a verified one may judge again.
  const day = '2026-05-25'
  const over = begun.map((input) => ({ ...input, on: day, closedOn: addDays(input.startsOn, 3) }))
  const sure = finedOf(fc.constant(current), fc.constantFrom('verified', 'secondary'))
  const harsher = [
    ban(200, from(day, 'all')),
    ...['personal-account', 'start-notice', 'misuse-liability'].map((provision) =>
      change(provision, 'on', { parameters: { individualFineMci: 200 }, ...from(day, 'all') }),
    ),
  ]
  fc.assert(
    fc.property(over, sure, (input, variant) => {
      const after = compose(variant, harsher, 'harsher')
      return harsher.every(({ provision }) => {
        const was = dueFor(provision, input, variant)[0] ?? 0
        const is = dueFor(provision, input, after)[0] ?? 0
        return !isAbove(is, was) || isMissedAtStart(judge(input, variant))
      })
    }),
    { ...runs, numRuns: 500 },
  )
  t.pass()
})
