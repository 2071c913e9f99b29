import type { Day } from '../kernel/days.js'
import type { Citation } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import type { Confidence } from './confidence.js'
import type { ProvisionId } from './provision-ids.js'

/** The version of the rules: it changes whenever the same facts, variant and data may be answered in another way. */
export const engine = '1.1.0'

/** From the mildest to the strictest. */
export const outcomes = ['lawful', 'lawful-with-duties', 'not-yet', 'barred', 'unlawful'] as const
export type Outcome = (typeof outcomes)[number]

export const effects = ['notice', 'duty', 'precondition', 'bar', 'breach'] as const
export type Effect = (typeof effects)[number]

/** In the order of the rules. */
export const findingCodes = [
  'not-accredited',
  'emergency-individual',
  'emergency-not-approved',
  'emergency-pending',
  'emergency-refused',
  'emergency-one-approver',
  'individual-banned',
  'individual-notice-missing',
  'individual-notice-no-end',
  'personal-account',
  'start-notice-missing',
  'lead-time-missing',
  'lead-time-short',
  'over-target',
  'closing-date-missing',
  'not-closed',
  'closing-report-due',
  'closing-report-overdue',
  'closing-report-late',
  'misuse-criminal',
  'misuse',
  'box-not-sealed',
  'account-not-dedicated',
  'costs-above-cap',
  'tax-look',
] as const
export type FindingCode = (typeof findingCodes)[number]

export const remedyCodes = [
  'apply-for-accreditation',
  'collect-under-host',
  'register-organization',
  'apply-for-approval',
  'await-decision',
  'appeal-refusal',
  'get-second-approval',
  'give-notice',
  'state-end-date',
  'use-other-account',
  'postpone-start',
  'stop-taking-donations',
  'return-excess',
  'close-collection',
  'publish-report',
  'make-good-misuse',
  'number-and-seal-boxes',
  'open-dedicated-account',
  'bear-costs-otherwise',
  'keep-donation-records',
] as const
export type RemedyCode = (typeof remedyCodes)[number]

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/**
 * The facts (`notice.givenOn`) and parameter values (`lead-time.days`) that were compared, by name, and where one of them
 * is a threshold the `margin` by which it is passed. Days are ISO days and their margin a number of days; money is tiyn as
 * a decimal string, and so is its margin.
 */
export type Because = Readonly<Record<string, Json>>

/** What a breach costs, or would cost: in MCI and in whole tenge on the day `on`; both null where no amount is published. */
export interface Sanction {
  readonly mci: number | null
  readonly kzt: number | null
}

/**
 * Why no sanction is due where one is attached, or a milder one than the judging setting's own: no fine is in force (yet); a
 * later law is milder, which reaches back; the law came after the conduct, and a harsher one does not; the source is unverified.
 */
export const sanctionReasons = ['none-in-force', 'milder-law', 'law-came-later', 'unverified'] as const
export interface SanctionNote {
  readonly why: (typeof sanctionReasons)[number]
  /** The day from which a fine is attached, the milder law holds, or the law held that came later; null where there is none. */
  readonly from: Day | null
}

export interface Finding {
  readonly provision: ProvisionId
  readonly code: FindingCode
  readonly effect: Effect
  /** The mildest of the laws since the conduct. Null where none is attached, and where the note says why none is due. */
  readonly sanction: Sanction | null
  /** The lowest of the finding's confidence and the index's; null without a sanction. */
  readonly sanctionConfidence: Confidence | null
  /** Null where the sanction is that of the setting, and where the rule attaches none. */
  readonly sanctionNote: SanctionNote | null
  readonly dueOn: Day | null
  /** Of the rule in the variant; `confidence` that of the rule. */
  readonly citation: Citation
  /** The lowest of the rule's and of the data (calendar, wage) it was measured by. */
  readonly confidence: Confidence
  readonly because: Because
  readonly remedies: readonly RemedyCode[]
}

/** The answer of one variant for the facts of one collection on one day. Plain JSON, byte-identical for equal inputs. */
export interface Evaluation {
  readonly variant: string
  readonly variantHash: string
  readonly dataHash: string
  readonly engine: string
  readonly on: Day
  readonly outcome: Outcome
  /** That of the surest finding which decides the outcome: `unverified` marks the outcome; null where nothing was found. */
  readonly confidence: Confidence | null
  readonly findings: readonly Finding[]
}

/** Instead of an evaluation, where it needs an index value or a calendar that is not known. */
export interface EvaluationError {
  readonly variant: string
  readonly variantHash: string
  readonly on: Day
  readonly error: {
    readonly type: '/problems/no-index-value' | '/problems/no-calendar'
    readonly title: Text
    readonly detail: Text
  }
}

export const isEvaluated = (cell: Evaluation | EvaluationError): cell is Evaluation => !('error' in cell)

/** The lawful outcome of a cell; null where it is another, or cannot be computed. */
export function lawfulOutcome(cell: Evaluation | EvaluationError): Outcome | null {
  if (!isEvaluated(cell)) return null
  return cell.outcome === 'lawful' || cell.outcome === 'lawful-with-duties' ? cell.outcome : null
}
