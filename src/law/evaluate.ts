import type { Day } from '../kernel/days.js'
import { highestOf, lowestOf } from './confidence.js'
import {
  type Effect,
  type Evaluation,
  type EvaluationError,
  engine,
  type Finding,
  type Outcome,
} from './evaluation.js'
import type { Facts } from './facts.js'
import type { Legislation } from './legislation.js'
import { errorOf } from './problems.js'
import type { ProvisionId } from './provision-ids.js'
import { type Condition, holds, isMissing, type Missing } from './questions.js'
import type { Rule } from './rule.js'
import { rules } from './rules.js'
import { penaltyOf } from './sanctions.js'
import { progressOf, type Settings, type Situation } from './situation.js'
import { holdsFor, turnsOf } from './transitions.js'
import type { DatedSetting, Setting, Variant } from './variant.js'

/** A rule that speaks under a setting, with its conditions as the parameters make them. */
export interface ReadyRule {
  readonly rule: Rule
  readonly setting: Setting
  readonly conditions: readonly Condition[]
  /** All that the variant ever sets the provision to. */
  readonly timeline: readonly DatedSetting[]
}

/** What holds between two changes of a variant: the settings, and the rules that can speak under them, in order. */
export interface Regime {
  readonly settings: Settings
  readonly rules: readonly ReadyRule[]
}

type Days = Pick<Facts, 'on' | 'startsOn'>

/** A variant made ready once, to judge any number of collections. */
export interface PreparedVariant {
  readonly id: string
  readonly hash: string
  /** What holds for a collection on the day it is asked for. The same object for as long as the same holds. */
  readonly regimeFor: (days: Days) => Regime
  /** The days on which what holds can change, for `on` and for `startsOn`. */
  readonly turns: readonly Day[]
}

export function prepareVariant({ id, hash, provisions }: Variant): PreparedVariant {
  const timelines = Object.entries(provisions) as [ProvisionId, readonly DatedSetting[]][]
  const known = new Map<string, Regime>()
  const regimeFor = (days: Days): Regime => {
    const places = timelines.map(([, dated]) => dated.findLastIndex((change) => holdsFor(change, days)))
    const key = places.join()
    const before = known.get(key)
    if (before !== undefined) return before
    const regime = regimeOf(
      timelines.flatMap(([provision, dated], i) => {
        const setting = dated[places[i]!]
        return setting === undefined ? [] : [[provision, setting]]
      }),
      provisions,
    )
    known.set(key, regime)
    return regime
  }
  const turns = timelines.flatMap(([, dated]) => dated.flatMap(turnsOf))
  const only = turns.length === 0 ? regimeFor({ on: '', startsOn: '' }) : undefined
  return {
    id,
    hash,
    regimeFor: only === undefined ? regimeFor : () => only,
    turns: [...new Set(turns)].sort(),
  }
}

export function regimeOf(
  settled: readonly (readonly [ProvisionId, Setting])[],
  timelines: Variant['provisions'] = {},
): Regime {
  const settings: Settings = Object.fromEntries(settled)
  return {
    settings,
    rules: rules.flatMap((rule) => {
      const setting = settings[rule.provision]
      if (setting?.setting !== rule.setting) return []
      const conditions = rule.conditions(setting, settings)
      const timeline = timelines[rule.provision] ?? []
      return conditions === null ? [] : [{ rule, setting, conditions, timeline }]
    }),
  }
}

/**
 * What a variant of the law says of the facts of one collection on the day `on`: pure, and never throws. Answers an
 * `EvaluationError` instead where an index value or a calendar is needed that is not known. May be asked of a few
 * provisions alone.
 */
export function evaluate(
  facts: Facts,
  variant: PreparedVariant,
  legislation: Legislation,
  among?: readonly ProvisionId[],
): Evaluation | EvaluationError {
  const { settings, rules } = variant.regimeFor(facts)
  const situation: Situation = { ...progressOf(facts), facts, settings, legislation }
  const findings: Finding[] = []
  for (const ready of rules) {
    if (among !== undefined && !among.includes(ready.rule.provision)) continue
    const finding = findingOf(ready, situation)
    if (finding === null) continue
    if (isMissing(finding))
      return { variant: variant.id, variantHash: variant.hash, on: facts.on, error: errorOf(finding) }
    findings.push(finding)
  }
  return {
    variant: variant.id,
    variantHash: variant.hash,
    dataHash: legislation.dataHash,
    engine,
    on: facts.on,
    ...outcomeOf(findings),
    findings,
  }
}

/** What a rule finds of a case; null where one of its conditions does not hold. */
export function findingOf(ready: ReadyRule, situation: Situation): Finding | Missing | null {
  const { rule, setting, conditions } = ready
  const applies = holds(conditions, situation.facts, situation.legislation)
  if (isMissing(applies)) return applies
  if (!applies) return null
  const marks = rule.measuredBy?.(situation, setting) ?? []
  const confidence = lowestOf([setting.citation.confidence, ...marks])
  const penalty = penaltyOf(ready, situation, confidence)
  if (isMissing(penalty)) return penalty
  return {
    provision: rule.provision,
    code: rule.code,
    effect: rule.effect(situation),
    ...penalty,
    dueOn: rule.dueOn?.(situation, setting) ?? null,
    citation: setting.citation,
    confidence,
    because: rule.because(situation, setting),
    remedies: rule.remedies(situation.settings),
  }
}

/** From the strictest: the first effect that was found decides. */
const deciding: readonly (readonly [Effect, Outcome])[] = [
  ['breach', 'unlawful'],
  ['bar', 'barred'],
  ['precondition', 'not-yet'],
  ['duty', 'lawful-with-duties'],
]

function outcomeOf(findings: readonly Finding[]): Pick<Evaluation, 'outcome' | 'confidence'> {
  for (const [effect, outcome] of deciding) {
    const [first, ...others] = findings.filter((finding) => finding.effect === effect)
    if (first !== undefined) {
      const marks = others.map(({ confidence }) => confidence)
      return { outcome, confidence: highestOf([first.confidence, ...marks]) }
    }
  }
  return { outcome: 'lawful', confidence: null }
}
