import { evaluate, type PreparedVariant } from './evaluate.js'
import { type EvaluationError, type Finding, isEvaluated } from './evaluation.js'
import type { Facts } from './facts.js'
import type { Legislation } from './legislation.js'
import type { ProvisionId } from './provision-ids.js'

/** What a variant says of taking money for a collection on a day. */
export interface TakingMoney {
  /** Breaches of the rules that close the gate itself: while there is one, no money may be taken. */
  readonly gate: readonly Finding[]
  /** No donation may be taken past the declared sum. */
  readonly stopsAtTarget: boolean
}

/** Other breaches are the collector's to answer for; these stop the money, because somebody else decides who may take it. */
const gates: readonly ProvisionId[] = ['emergency-gate', 'two-person-approval']

export function takingMoney(
  facts: Facts,
  variant: PreparedVariant,
  legislation: Legislation,
): TakingMoney | EvaluationError {
  // Only the gates are asked: a fine without an index value is no reason to stop a gift, nor to let one pass.
  const evaluation = evaluate(facts, variant, legislation, gates)
  if (!isEvaluated(evaluation)) return evaluation
  return {
    gate: evaluation.findings.filter(({ effect }) => effect === 'breach'),
    stopsAtTarget: variant.regimeFor(facts).settings['stop-at-target']?.setting === 'on',
  }
}
