import { type Evaluation, type EvaluationError, isEvaluated, outcomes } from './evaluation.js'
import { type FindingMask, maskOfCodes, outcomeAt } from './masks.js'
import { rules } from './rules.js'

/** What one case can show of a variant beside another, a bit each; by findings it can show both ways at once. */
export const shown = { stricterOutcome: 1, laxerOutcome: 2, stricterFindings: 4, laxerFindings: 8 } as const
export type Shown = (typeof shown)[keyof typeof shown]

/** At each stage (1 started, 2 closed, 3 both) the findings that are more than a notice. */
const counted = [0, 1, 2, 3].map((stage) => {
  const progress = { started: (stage & 1) === 1, closed: (stage & 2) === 2 }
  return maskOfCodes(rules.filter((rule) => rule.effect(progress) !== 'notice').map(({ code }) => code))
})

/** What two masks of a computable case at a stage show of the first beside the second. */
export function shownByMasks(a: FindingMask, b: FindingMask, stage: number): number {
  if (a === b) return 0
  const among = counted[stage]!
  return bitsOf(outcomeAt(a, stage) - outcomeAt(b, stage), a & ~b & among, b & ~a & among)
}

/** What two answers to the same facts show of the first beside the second; nothing where one could not be computed. */
export function shownByAnswers(a: Evaluation | EvaluationError, b: Evaluation | EvaluationError): number {
  if (!isEvaluated(a) || !isEvaluated(b)) return 0
  const [ofA, ofB] = [maskOf(a), maskOf(b)]
  return bitsOf(outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome), ofA & ~ofB, ofB & ~ofA)
}

const maskOf = ({ findings }: Evaluation): FindingMask =>
  maskOfCodes(findings.filter(({ effect }) => effect !== 'notice').map(({ code }) => code))

const bitsOf = (higher: number, more: FindingMask, less: FindingMask): number =>
  (higher > 0 ? shown.stricterOutcome : 0) |
  (higher < 0 ? shown.laxerOutcome : 0) |
  (more !== 0 ? shown.stricterFindings : 0) |
  (less !== 0 ? shown.laxerFindings : 0)
