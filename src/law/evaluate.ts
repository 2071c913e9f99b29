import { addDays, type Day } from '../kernel/days.js'
import { type Confidence, highestOf, lowestOf } from './confidence.js'
import {
  type Effect,
  type Evaluation,
  type EvaluationError,
  engine,
  type Finding,
  type Outcome,
  type Sanction,
} from './evaluation.js'
import type { Facts } from './facts.js'
import { amountOn, type Legislation } from './legislation.js'
import { errorOf } from './problems.js'
import type { ProvisionId } from './provision-ids.js'
import { type Condition, isMissing, type Missing } from './questions.js'
import type { Rule } from './rule.js'
import { rules } from './rules.js'
import { progressOf, type Settings, type Situation } from './situation.js'
import { type DatedSetting, numberOf, type Setting, type Variant } from './variant.js'

/** A rule that speaks under a setting, with its conditions as the parameters make them. */
export interface ReadyRule {
  readonly rule: Rule
  readonly setting: Setting
  readonly conditions: readonly Condition[]
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

export function regimeOf(settled: readonly (readonly [ProvisionId, Setting])[]): Regime {
  const settings: Settings = Object.fromEntries(settled)
  return {
    settings,
    rules: rules.flatMap((rule) => {
      const setting = settings[rule.provision]
      if (setting?.setting !== rule.setting) return []
      const conditions = rule.conditions(setting, settings)
      return conditions === null ? [] : [{ rule, setting, conditions }]
    }),
  }
}

/** The days on which a change begins to hold, for one collection or another. */
function turnsOf({ from, transition }: DatedSetting): Day[] {
  if (from === null) return []
  return typeof transition === 'string' ? [from] : [from, addDays(from, transition['all-after-days'])]
}

/** A change holds from its day; what becomes of a collection that began before it is for the transition to say. */
function holdsFor({ from, transition }: DatedSetting, { on, startsOn }: Days): boolean {
  if (from === null) return true
  if (on < from) return false
  if (startsOn >= from || transition === 'all') return true
  return transition !== 'new-collections' && on >= addDays(from, transition['all-after-days'])
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

/** Whether every condition holds, asked one after the other: what is missing counts only when it is reached. */
export function holds(
  conditions: readonly Condition[],
  facts: Facts,
  legislation: Legislation,
): boolean | Missing {
  for (const { question, answer } of conditions) {
    const answered = question.ask(facts, legislation)
    if (isMissing(answered)) return answered
    if (answered !== answer) return false
  }
  return true
}

/** What a rule finds of a case; null where one of its conditions does not hold. */
export function findingOf(
  { rule, setting, conditions }: ReadyRule,
  situation: Situation,
): Finding | Missing | null {
  const applies = holds(conditions, situation.facts, situation.legislation)
  if (isMissing(applies)) return applies
  if (!applies) return null
  const marks = rule.measuredBy?.(situation, setting) ?? []
  const confidence = lowestOf([setting.citation.confidence, ...marks])
  const penalty = rule.liable ? penaltyOf(situation, setting, confidence) : noPenalty
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

type Penalty = { sanction: Sanction | null; sanctionConfidence: Confidence | null }
const noPenalty: Penalty = { sanction: null, sanctionConfidence: null }

/** The fine of the variant by the index of the day `on`. What is unverified is never the only ground of a sanction. */
function penaltyOf({ facts, legislation }: Situation, setting: Setting, rule: Confidence): Penalty | Missing {
  if (rule === 'unverified') return noPenalty
  const mci = numberOf(setting, `${facts.collector.kind}FineMci`)
  if (mci === null) return { sanction: { mci: null, kzt: null }, sanctionConfidence: rule }
  const index = amountOn(legislation.indices.monthlyCalculationIndex, facts.on)
  if (index === undefined) return { missing: 'index-value', on: facts.on }
  return {
    sanction: { mci, kzt: mci * index.kzt },
    sanctionConfidence: lowestOf([rule, index.citation.confidence]),
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
