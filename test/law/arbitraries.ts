import fc from 'fast-check'
import { addDays } from '../../src/kernel/days.js'
import { accountKinds, approvalStatuses, channels, collectorKinds, legalForms } from '../../src/law/facts.js'
import type { Variant } from '../../src/law/variant.js'
import { change, compose } from './support.js'

// Few days and amounts, so that the bounds of the rules are met often.
export const day = fc.integer({ min: -80, max: 80 }).map((days) => addDays('2026-03-01', days))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value)
const tiyn = fc.oneof(fc.constantFrom(0, 1, 500_000_000), fc.nat({ max: 2_000_000_000 }).map(String))
const period = fc.record({ from: maybe(day), to: maybe(day) })
const laterBy = fc.nat({ max: 90 })

/** Facts as they are sent, complete or not. */
export const facts = fc
  .record({
    on: day,
    collector: fc.record({
      kind: fc.constantFrom(...collectorKinds),
      legalForm: maybe(fc.constantFrom(...legalForms)),
      accreditation: maybe(
        fc.record({ from: maybe(day), to: maybe(day), suspensions: fc.array(period, { maxLength: 2 }) }),
      ),
    }),
    forOthers: fc.boolean(),
    account: maybe(fc.record({ kind: fc.constantFrom(...accountKinds), dedicated: fc.boolean() })),
    channels: fc.uniqueArray(fc.constantFrom(...channels), { minLength: 1 }),
    boxes: maybe(fc.record({ numbered: fc.boolean(), sealed: fc.boolean() })),
    startsOn: day,
    ends: maybe(laterBy),
    closed: maybe(laterBy),
    notice: maybe(fc.record({ givenOn: maybe(day), endDateGiven: fc.boolean() })),
    emergency: maybe(fc.record({ declaredOn: maybe(day), effectiveFrom: maybe(day), endsOn: maybe(day) })),
    approval: maybe(
      fc.record({ status: fc.constantFrom(...approvalStatuses), approvers: fc.nat({ max: 3 }) }),
    ),
    target: maybe(tiyn),
    raised: tiyn,
    costs: tiyn,
    report: maybe(fc.record({ publishedOn: maybe(day) })),
    misuse: fc.boolean(),
    transfers: fc.uniqueArray(
      fc.record({
        month: fc.constantFrom('2025-12', '2026-01', '2026-02', '2026-03', '2026-04'),
        senders: fc.constantFrom(99, 100),
        received: tiyn,
      }),
      { selector: ({ month }) => month },
    ),
  })
  .map(({ ends, closed, ...known }) => ({
    ...known,
    endsOn: ends === null ? null : addDays(known.startsOn, ends),
    closedOn: closed === null ? null : addDays(known.startsOn, closed),
  }))

/** Of a collection that has begun by the day that is asked for. */
export const begun = facts.map((input) =>
  input.on < input.startsOn ? { ...input, on: addDays(input.startsOn, 40) } : input,
)

/** What a law may forbid or demand, a switch each. */
export const prohibitions = [
  change('accreditation', 'mandatory'),
  change('emergency-gate', 'akimat-approval'),
  change('individual-collecting', 'banned', { parameters: { individualFineMci: 80 } }),
  change('personal-account', 'on'),
  change('start-notice', 'on'),
  change('stop-at-target', 'on'),
  change('closing-deadline', 'on'),
  change('closing-report', 'on', { parameters: { days: 30 } }),
  change('misuse-liability', 'on'),
  change('box-rules', 'on'),
  change('dedicated-account', 'on'),
  change('cost-cap', 'on', { parameters: { percent: 20 } }),
  change('lead-time', 'on', { parameters: { days: 7 } }),
  change('two-person-approval', 'on'),
]

/** Turned on at some day, for some collections: what holds then depends on the case. */
const dated = fc
  .record({
    from: day,
    transition: fc.oneof(
      fc.constantFrom('new-collections', 'all'),
      fc.record({ 'all-after-days': fc.nat({ max: 30 }) }),
    ),
    confidence: fc.constantFrom('verified', 'unverified'),
  })
  .map(({ confidence, ...more }) => ({ ...more, citation: { confidence } }))

/** A variant with up to five of the prohibitions, each from some day on. */
export const composedOf = (
  bases: fc.Arbitrary<Variant>,
  among: readonly ReturnType<typeof change>[] = prohibitions,
): fc.Arbitrary<Variant> =>
  fc
    .tuple(bases, fc.array(fc.tuple(fc.constantFrom(...among), dated), { maxLength: 5 }))
    .map(([base, changes]) => {
      const once = new Map(changes.map(([what, when]) => [what.provision, { ...what, ...when }]))
      return compose(base, [...once.values()])
    })

/** Settings to which a provision may turn, with fines: published or not, not in force, or with nothing to punish any more. */
const finedProvisions = {
  'individual-collecting': ['banned', 'notify', 'allowed'],
  'personal-account': ['on', 'off'],
  'start-notice': ['on', 'off'],
  'closing-deadline': ['on', 'off'],
  'closing-report': ['on', 'off'],
  'misuse-liability': ['on', 'off'],
} as const
type Fined = keyof typeof finedProvisions

const fine = fc.constantFrom(null, 0, 5, 10, 20, 40, 60, 80)
/** The parameters of a setting of such a provision. */
const fines = (provision: Fined, setting: string) =>
  fc.record({
    ...(['allowed', 'off'].includes(setting) ? {} : { individualFineMci: fine }),
    ...(setting === 'on' && provision !== 'personal-account' ? { organizationFineMci: fine } : {}),
    ...(setting === 'on' && provision === 'closing-report' ? { days: fc.constantFrom(null, 5, 30) } : {}),
  })

const anyConfidence = fc.constantFrom('verified', 'verified', 'secondary', 'unverified')
/** Two to five changes of one of these provisions, each on some day and under a source of its own. */
const finedChanges = (confidence: fc.Arbitrary<string>) =>
  fc.constantFrom(...(Object.keys(finedProvisions) as Fined[])).chain((provision) =>
    fc.array(
      fc
        .constantFrom(...finedProvisions[provision])
        .chain((setting) =>
          fc
            .record({ parameters: fines(provision, setting), when: dated, confidence })
            .map(({ parameters, when, confidence }) =>
              change(provision, setting, { parameters, ...when, citation: { confidence } }),
            ),
        ),
      { minLength: 2, maxLength: 5 },
    ),
  )

/** A variant that changes, again and again, what it punishes and by how much. */
export const finedOf = (
  bases: fc.Arbitrary<Variant>,
  confidence: fc.Arbitrary<string> = anyConfidence,
): fc.Arbitrary<Variant> =>
  fc
    .tuple(bases, fc.array(finedChanges(confidence), { minLength: 1, maxLength: 3 }))
    .map(([base, changes]) => composeEach(base, changes.flat()))

/** Of two changes of a provision from one day the first. */
export const composeEach = (
  base: Variant,
  changes: readonly { provision: string; from?: string }[],
): Variant => {
  const first = new Map<string, object>()
  for (const one of changes) {
    const key = `${one.provision} ${one.from}`
    if (!first.has(key)) first.set(key, one)
  }
  return compose(base, [...first.values()])
}
