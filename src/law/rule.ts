import type { Day } from '../kernel/days.js'
import type { Confidence } from './confidence.js'
import type { Because, Effect, FindingCode, RemedyCode } from './evaluation.js'
import type { ProvisionId } from './provision-ids.js'
import type { Condition } from './questions.js'
import type { Progress, Settings, Situation } from './situation.js'
import type { Setting } from './variant.js'

/**
 * When it is over what a rule punishes, where that is not the collection itself: on the day of the start, or on the day after
 * the last one for the report.
 */
export type Conduct = 'start' | 'report-overdue'

/** One row of the table of rules: speaks where the provision has the setting and every condition holds. All of it is pure. */
export interface Rule {
  readonly provision: ProvisionId
  readonly setting: string
  readonly code: FindingCode
  /** What must be so, asked in this order; null where the parameters leave nothing to break. */
  readonly conditions: (setting: Setting, settings: Settings) => readonly Condition[] | null
  readonly effect: (progress: Progress) => Effect
  /** Whether a sanction is attached: the fine of the variant, or an amount that is not published. */
  readonly liable: boolean
  /** Without it the conduct goes on for as long as the collection. */
  readonly conduct?: Conduct
  /** The marks of the dated data by which it was measured. Asked, like all that follows, only where the rule applies. */
  readonly measuredBy?: (situation: Situation, setting: Setting) => readonly Confidence[]
  readonly because: (situation: Situation, setting: Setting) => Because
  readonly dueOn?: (situation: Situation, setting: Setting) => Day | null
  /** What would make it lawful. */
  readonly remedies: (settings: Settings) => readonly RemedyCode[]
}

export const preconditionOrBreach = ({ started }: Progress): Effect => (started ? 'breach' : 'precondition')
export const barOrBreach = ({ started }: Progress): Effect => (started ? 'breach' : 'bar')
export const always =
  <T>(value: T) =>
  (): T =>
    value

/** The ways that stay open to an individual who may not collect alone. */
export const waysForIndividuals = (settings: Settings): readonly RemedyCode[] => [
  'collect-under-host',
  'register-organization',
  ...(settings.accreditation?.setting === 'mandatory' ? (['apply-for-accreditation'] as const) : []),
]
