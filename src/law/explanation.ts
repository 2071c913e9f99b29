import type { Citation } from '../kernel/problems.js'
import type { Evaluation, EvaluationError, FindingCode, Json, Outcome, RemedyCode } from './evaluation.js'
import type { ProvisionId } from './provision-ids.js'
import type { QuestionName, Unit } from './question-names.js'
import type { Missing } from './questions.js'
import type { RuleState } from './rule-states.js'
import type { Setting } from './variant.js'

/** By how much a value is above its bound (negative: below): days and persons a number, tiyn a decimal string. */
export interface Margin {
  readonly value: number | string
  readonly unit: Unit
}

/** What a law sets a provision to, and who set that; where it says nothing of it, what holds then and no citation. */
export type Held = Pick<Setting, 'setting' | 'parameters'> & { readonly citation: Citation | null }

export interface TracedCondition {
  readonly question: string
  readonly name: QuestionName
  readonly parameters: Setting['parameters']
  readonly waitedFor: boolean
  /** Null where data to answer it are missing. */
  readonly given: boolean | null
  /** Null where the question has no threshold, or there is nothing to measure. */
  readonly margin: Margin | null
}

/** One row of the table of rules, as it stands to the case. Its citation says who set every threshold in the conditions. */
export interface TracedRule extends Held {
  readonly provision: ProvisionId
  readonly code: FindingCode
  readonly state: RuleState
  /** Every condition, also those that `evaluate` would not have come to; none where the rule is not in force. */
  readonly conditions: readonly TracedCondition[]
  /** Where data are missing: which. */
  readonly missing: Missing | null
}

/** What another variant says of the same facts. */
export type Elsewhere =
  | (Pick<Evaluation, 'variant' | 'variantHash' | 'outcome' | 'confidence'> & {
      readonly codes: readonly FindingCode[]
    })
  | EvaluationError

/** Who has to take part in a change of the facts. */
export const doers = ['collector', 'host', 'authority'] as const
export type Doer = (typeof doers)[number]

/** One change of the facts. */
export interface Step {
  readonly code: RemedyCode
  readonly by: Doer
  /** From 1, the easiest. An assumption of ours (`patches.ts` says which): neither minutes nor money are known. */
  readonly effort: number
  /** It would have had to be done before the day `on`: what the case shows, but nobody can do any more. */
  readonly hindsight: boolean
  /** The facts that it changes, by name. */
  readonly changes: readonly { readonly fact: string; readonly from: Json; readonly to: Json }[]
}

/** A single change of the facts after which it is lawful; several at once where no single one is enough. */
export interface WayOfFacts extends Step {
  readonly outcome: Outcome
}
export interface WayTogether {
  readonly steps: readonly Step[]
  readonly outcome: Outcome
}

/** A provision which, were it as in the law of today, would leave the facts lawful as they are. */
export interface WayOfLaw {
  readonly provision: ProvisionId
  readonly from: Held
  readonly to: Held
  readonly outcome: Outcome
}

/** What would make it lawful (or lawful with duties). Each was evaluated again. What can still be done stands first, then the easiest. */
export interface Ways {
  /** It is lawful already: nothing has to change. */
  readonly nothing: boolean
  readonly facts: readonly WayOfFacts[]
  readonly law: readonly WayOfLaw[]
  /** The fewest changes of the facts, up to four, where no single one is enough; null where there are none, or none are needed. */
  readonly together: WayTogether | null
}

/** Why a variant says of a case what it says. Plain JSON. */
export interface Explanation {
  readonly evaluation: Evaluation | EvaluationError
  readonly rules: readonly TracedRule[]
  readonly elsewhere: readonly Elsewhere[]
  readonly ways: Ways
}
