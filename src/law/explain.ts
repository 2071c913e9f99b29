import { evaluate, findingOf, type PreparedVariant, type ReadyRule } from './evaluate.js'
import { isEvaluated } from './evaluation.js'
import type { Elsewhere, Explanation, Margin, TracedCondition, TracedRule } from './explanation.js'
import type { Facts } from './facts.js'
import type { Legislation } from './legislation.js'
import { type Condition, isMissing, type Missing } from './questions.js'
import type { Rule } from './rule.js'
import type { RuleState } from './rule-states.js'
import { rules } from './rules.js'
import { progressOf, type Settings, type Situation } from './situation.js'
import { waysOf } from './ways.js'
import { heldOf } from './ways-of-law.js'

/**
 * Why a variant says of the facts what it says: every rule with its conditions, what `others` say, and which single change
 * of the facts or of the law would make it lawful. Pure, and never throws. Judges the case some hundred times: for one, not many.
 */
export function explain(
  facts: Facts,
  variant: PreparedVariant,
  others: readonly PreparedVariant[],
  legislation: Legislation,
): Explanation {
  const regime = variant.regimeFor(facts)
  const situation: Situation = { ...progressOf(facts), facts, settings: regime.settings, legislation }
  const evaluation = evaluate(facts, variant, legislation)
  const traced = rules.map((rule) => {
    const ready = regime.rules.find((inForce) => inForce.rule === rule)
    return ready === undefined ? notInForce(rule, regime.settings, legislation) : traceOf(ready, situation)
  })
  return {
    evaluation,
    rules: traced,
    elsewhere: others.map((other) => elsewhereOf(facts, other, legislation)),
    ways: waysOf(facts, variant, legislation, evaluation, traced),
  }
}

function elsewhereOf(facts: Facts, other: PreparedVariant, legislation: Legislation): Elsewhere {
  const cell = evaluate(facts, other, legislation)
  if (!isEvaluated(cell)) return cell
  const { variant, variantHash, outcome, confidence, findings } = cell
  return { variant, variantHash, outcome, confidence, codes: findings.map(({ code }) => code) }
}

function notInForce({ provision, code }: Rule, settings: Settings, legislation: Legislation): TracedRule {
  const held = heldOf(provision, settings[provision], legislation)
  return { provision, code, state: 'not-in-force', ...held, conditions: [], missing: null }
}

function traceOf(ready: ReadyRule, situation: Situation): TracedRule {
  const { rule, setting } = ready
  const found = findingOf(ready, situation)
  const conditions = ready.conditions.map((condition) => tracedCondition(condition, situation))
  return {
    provision: rule.provision,
    code: rule.code,
    state: stateOf(found, ready.conditions, conditions),
    setting: setting.setting,
    parameters: setting.parameters,
    citation: setting.citation,
    conditions,
    missing: isMissing(found) ? found : null,
  }
}

function tracedCondition(
  { question, answer }: Condition,
  { facts, legislation }: Situation,
): TracedCondition {
  const { key, name, parameters } = question
  const given = question.ask(facts, legislation)
  const known = isMissing(given) ? null : given
  return {
    question: key,
    name,
    parameters,
    waitedFor: answer,
    given: known,
    // What cannot be answered cannot be measured either.
    margin: known === null ? null : marginOf({ question, answer }, facts, legislation),
  }
}

function marginOf({ question }: Condition, facts: Facts, legislation: Legislation): Margin | null {
  const value = question.margin?.(facts, legislation) ?? null
  if (value === null || question.unit === undefined) return null
  return { value: typeof value === 'bigint' ? String(value) : value, unit: question.unit }
}

function stateOf(
  found: ReturnType<typeof findingOf> | Missing,
  asked: readonly Condition[],
  conditions: readonly TracedCondition[],
): RuleState {
  if (isMissing(found)) return 'lacking'
  if (found !== null) return 'applied'
  const unmet = conditions.flatMap(({ given, waitedFor }, i) => (given === waitedFor ? [] : [i]))
  return unmet.length === 1 && isNear(asked[unmet[0]!]!, conditions[unmet[0]!]!, conditions.length)
    ? 'nearly'
    : 'silent'
}

/**
 * Whether a rule comes near by the one condition that does not hold. A threshold has to have something to measure; of a
 * rule with no other condition everybody else would be near, if it had no threshold: misuse is not nearly established.
 */
function isNear({ question }: Condition, { given, margin }: TracedCondition, conditions: number): boolean {
  if (given === null) return false
  return question.margin === undefined ? conditions > 1 : margin !== null
}
