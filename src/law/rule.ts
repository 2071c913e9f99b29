import type { Day } from '../kernel/days.js'
import type { Confidence } from './confidence.js'
import type { Because, Effect, FindingCode, RemedyCode } from './evaluation.js'
import type { ProvisionId } from './provision-ids.js'
import type { Situation } from './situation.js'
import type { Setting } from './variant.js'

/** Data that a rule needs and nobody has. */
export type Missing =
  | { readonly missing: 'index-value'; readonly on: Day }
  | { readonly missing: 'calendar'; readonly year: number }

/** Data that a rule measured by, with its mark, or the lack of it. */
export type Consulted = { readonly confidence: Confidence } | Missing

export const isMissing = (consulted: object): consulted is Missing => 'missing' in consulted

/** One row of the table of rules: speaks where the provision has the setting. All its functions are pure. */
export interface Rule {
  readonly provision: ProvisionId
  readonly setting: string
  readonly code: FindingCode
  readonly effect: (situation: Situation) => Effect
  /** Whether a sanction is attached: the fine of the variant, or an amount that is not published. */
  readonly liable: boolean
  /** The dated data without which the condition cannot be decided; asked before `applies`. */
  readonly consults?: (situation: Situation, setting: Setting) => readonly Consulted[]
  readonly applies: (situation: Situation, setting: Setting) => boolean
  /** Asked only where the rule applies. */
  readonly because: (situation: Situation, setting: Setting) => Because
  readonly dueOn?: (situation: Situation, setting: Setting) => Day | null
  /** What would make it lawful. */
  readonly remedies: (situation: Situation) => readonly RemedyCode[]
}

export const preconditionOrBreach = ({ started }: Situation): Effect => (started ? 'breach' : 'precondition')
export const barOrBreach = ({ started }: Situation): Effect => (started ? 'breach' : 'bar')
export const always =
  <T>(value: T) =>
  (): T =>
    value

/** The ways that stay open to an individual who may not collect alone. */
export const waysForIndividuals = ({ settings }: Situation): readonly RemedyCode[] => [
  'collect-under-host',
  'register-organization',
  ...(settings.accreditation?.setting === 'mandatory' ? (['apply-for-accreditation'] as const) : []),
]
