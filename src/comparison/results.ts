import { z } from 'zod'
import { effects, findingCodes, outcomes, remedyCodes } from '../law/evaluation.js'
import { provisionIds } from '../law/provision-ids.js'
import { tableDimensions } from './cases.js'
import { readings } from './readings.js'

const Count = z.int().min(0)
/** Tiyn or tenge, as a decimal string: sums pass what a JSON number holds exactly. */
const Sum = z.string().regex(/^-?\d+$/)
const Code = z.enum(findingCodes)
const Provision = z.enum(provisionIds)

/** The outcomes, and `not-computable` where a value that the day needs is not known. */
export const OutcomeOrNone = z.enum([...outcomes, 'not-computable'])
export type OutcomeOrNone = z.output<typeof OutcomeOrNone>

const CaseAmounts = z
  .object({ cases: Count, tiyn: Sum.describe('What these cases raised') })
  .meta({ id: 'CaseAmounts' })

/** An exact number of cases that may be a part of one: `numerator / denominator`, and the same as a decimal. */
const ExactShare = z
  .object({ exact: z.string().regex(/^-?\d+(\/\d+)?$/), decimal: z.number() })
  .meta({ id: 'ExactShare' })

/** How many cases a provision stops, told in three ways; each adds up to the difference. */
const ProvisionEffect = z
  .object({
    provision: Provision,
    leaveOneOut: z.int().describe('Cases that would no longer be stopped without this provision alone'),
    waterfall: z.int().describe('Cases added by this provision when it comes after those above it'),
    shapley: ExactShare.describe('Its fair share of all that are stopped, where grounds overlap'),
  })
  .meta({ id: 'ProvisionEffect' })

const Transition = z
  .object({ from: OutcomeOrNone, to: OutcomeOrNone, ...CaseAmounts.shape })
  .meta({ id: 'OutcomeTransition' })

const FallsOut = z
  .object({
    dimension: z.enum(tableDimensions),
    value: z.string(),
    ...CaseAmounts.shape,
    of: CaseAmounts.describe('All cases of this kind, whatever becomes of them'),
    ways: z
      .array(
        z.object({
          remedies: z
            .array(z.enum(remedyCodes))
            .describe('One where a single change is enough, else the fewest; none where no four are'),
          tooLate: z
            .boolean()
            .describe(
              'One of them would have had to be done before the day: it helps only the next collection',
            ),
          cases: Count,
        }),
      )
      .describe(
        'The easiest way of each to be lawful, tried by evaluating one of its class again; the most frequent first',
      ),
  })
  .meta({ id: 'FallsOut' })

const SanctionTotals = z
  .object({
    breaches: z.object({
      cases: Count,
      knownKzt: Sum,
      amountNotPublished: Count,
      noneInForce: Count.optional().describe(
        'Breaches for which no fine is in force (yet): in none of the sums. Not in results from before engine 1.1.0',
      ),
      spared: Count.optional().describe(
        'Breaches for which no fine is due because a later law is milder, or the law came after the conduct',
      ),
    }),
    exposure: z
      .object({ cases: Count, knownKzt: Sum, amountNotPublished: Count })
      .describe('What would be due if those who have not started did: never part of the sum above'),
  })
  .meta({ id: 'SanctionTotals' })

const FraudTable = z
  .object({
    labelled: Count,
    frauds: Count,
    prevented: Count.describe('Frauds that may not start'),
    caught: Count.describe('Frauds that have started unlawfully'),
    missed: Count.describe('Frauds that this law finds nothing against'),
    notComputable: Count.describe('Frauds of which it cannot be said'),
    honestStopped: Count,
    honestStoppedForEachFraud: z.number().nullable(),
  })
  .meta({ id: 'FraudTable' })

/** One variant in one reading. */
export const VariantResult = z
  .object({
    variant: z.string(),
    outcomes: z.record(OutcomeOrNone, CaseAmounts),
    stopped: CaseAmounts.describe('Not yet, barred or unlawful'),
    newlyStopped: CaseAmounts.describe('Stopped here and not under the base'),
    newlyFree: CaseAmounts.describe('Stopped under the base and not here'),
    transitions: z.array(Transition),
    findings: z.array(
      z.object({
        code: Code,
        provision: Provision,
        effect: z.enum(effects),
        ...CaseAmounts.shape,
        alone: Count,
      }),
    ),
    severalGrounds: Count.describe('Stopped cases with more than one ground'),
    provisions: z.array(ProvisionEffect),
    fallsOut: z.array(FallsOut),
    sanctions: SanctionTotals,
    fraud: FraudTable,
  })
  .meta({ id: 'VariantResult' })
export type VariantResult = z.output<typeof VariantResult>

/** Waiting that a variant asks of collectors, in calendar days, over the cases that have to wait. */
export const DelayResult = z
  .object({
    variant: z.string(),
    cases: Count.describe(
      'All that have to wait; median and 90th percentile are of those whose waiting is known',
    ),
    median: Count.nullable(),
    ninetieth: Count.nullable(),
    withoutDeadline: Count.describe(
      'Cases whose decision has no published deadline: their waiting is not known',
    ),
    silence: z.record(z.string(), Count).describe('Cases by what the silence of the authority means'),
    notComputable: Count,
  })
  .meta({ id: 'DelayResult' })
export type DelayResult = z.output<typeof DelayResult>

export const DutyBurden = z
  .object({
    duty: z.string(),
    provision: Provision,
    quantity: Count,
    minutes: z.number(),
    hourlyKzt: z.number(),
    outOfPocketKzt: z.number(),
    totalKzt: Sum,
    bySize: z.record(z.string(), Sum),
  })
  .meta({ id: 'DutyBurden' })
export type DutyBurden = z.output<typeof DutyBurden>

/** The standard cost model: price × quantity. Every price is an assumption that the user can change. */
export const BurdenResult = z
  .object({ variant: z.string(), totalKzt: Sum, duties: z.array(DutyBurden) })
  .meta({ id: 'BurdenResult' })
export type BurdenResult = z.output<typeof BurdenResult>

export const headlines = ['stopped', 'honest-stopped', 'frauds-stopped', 'burden'] as const
const Headline = z.enum(headlines)
export type Headline = z.output<typeof Headline>

export const Sensitivity = z
  .object({
    tornado: z.array(
      z.object({
        variant: z.string(),
        headline: Headline,
        assumption: z.string(),
        low: z.number(),
        high: z.number(),
        atLow: z.number(),
        atHigh: z.number(),
      }),
    ),
    asTaken: z
      .array(z.object({ variant: z.string(), headline: Headline, value: z.number() }))
      .describe(
        'With every assumption as it was taken, in the small population of the draws, scaled to all cases',
      ),
    draws: Count,
    beats: z
      .array(z.object({ variant: z.string(), than: z.string(), headline: Headline, share: z.number() }))
      .describe(
        'In how many of the draws the first has less of it than the second; all variants see the same draws',
      ),
  })
  .meta({ id: 'ComparisonSensitivity' })
export type Sensitivity = z.output<typeof Sensitivity>

export const Assumption = z
  .object({
    place: z.string(),
    value: z.number(),
    low: z.number(),
    high: z.number(),
    changed: z.boolean(),
    source: z.string(),
  })
  .meta({ id: 'ComparisonAssumption' })
export type Assumption = z.output<typeof Assumption>

/** All that a replay found; the same run gives the same bytes. */
export const ComparisonResults = z
  .object({
    engine: z.string(),
    dataHash: z.string(),
    assumptionsHash: z.string().describe('SHA-256 of the population and the tariffs as they were'),
    base: z.string(),
    variants: z.array(z.object({ id: z.string(), hash: z.string() })),
    cases: CaseAmounts,
    classes: Count.describe('Kinds of cases that no variant tells apart: each was judged once'),
    readings: z.record(z.enum(readings), z.array(VariantResult)),
    delay: z.array(DelayResult),
    burden: z.array(BurdenResult),
    sensitivity: Sensitivity.nullable(),
    assumptions: z.array(Assumption),
  })
  .meta({ id: 'ComparisonResults' })
export type ComparisonResults = z.output<typeof ComparisonResults>

/** Cases of one class in one reading, with what each variant says: what every number opens. */
export const CaseCell = z
  .object({
    reading: z.enum(readings),
    class: Count,
    kind: z.string(),
    ...CaseAmounts.shape,
    by: z
      .record(z.enum(['size', 'region', 'purpose', 'fraud']), z.record(z.string(), CaseAmounts))
      .describe('How many of them there are of each value'),
    answers: z.record(z.string(), z.object({ outcome: OutcomeOrNone, findings: z.array(Code) })),
    examples: z
      .array(
        z.object({
          id: z.string(),
          facts: z.record(z.string(), z.unknown()),
          size: z.string(),
          region: z.string(),
          purpose: z.string(),
          fraud: z.string(),
        }),
      )
      .describe('The first few, and the first of each value'),
  })
  .meta({ id: 'CaseCell' })
export type CaseCell = z.output<typeof CaseCell>
