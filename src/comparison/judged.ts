import type { PreparedVariant } from '../law/evaluate.js'
import { outcomes } from '../law/evaluation.js'
import {
  codesOfMask,
  type FindingMask,
  judgeOf,
  notComputable,
  type OutcomeIndex,
  outcomeAt,
  stageReader,
} from '../law/masks.js'
import type { Questionnaire } from '../law/questionnaire.js'
import type { OutcomeOrNone } from './results.js'
import type { CaseClass } from './tally.js'

/** What a variant says of a class of cases. */
export interface Judgment {
  readonly mask: FindingMask
  readonly outcome: OutcomeIndex
}

/** From here on the law stops a collection: not yet, barred, unlawful. */
const firstStopping: OutcomeIndex = outcomes.indexOf('not-yet')

export const isStopped = ({ outcome }: Judgment): boolean => outcome >= firstStopping
export const isComputed = ({ mask }: Judgment): boolean => mask !== notComputable

/** What became of a case beside the base; nothing is said where one of the two cannot be computed. */
export function changeOf(here: Judgment, before: Judgment): 'stopped' | 'freed' | null {
  if (!isComputed(here) || !isComputed(before) || isStopped(here) === isStopped(before)) return null
  return isStopped(here) ? 'stopped' : 'freed'
}

export const outcomeName = ({ outcome }: Judgment): OutcomeOrNone => outcomes[outcome] ?? 'not-computable'

export const codesOf = ({ mask }: Judgment) => (mask === notComputable ? [] : codesOfMask(mask))

export type JudgeClass = (one: CaseClass) => Judgment

/** A variant as a judge of classes. */
export function classJudge(variant: PreparedVariant, questionnaire: Questionnaire): JudgeClass {
  const judge = judgeOf(variant, questionnaire)
  const stageOf = stageReader(questionnaire)
  return ({ signature }) => {
    const mask = judge(signature, 0)
    return { mask, outcome: outcomeAt(mask, stageOf(signature, 0)) }
  }
}
