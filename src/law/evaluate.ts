import { addDays } from '../kernel/days.js'
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
import { type Consulted, isMissing, type Missing, type Rule } from './rule.js'
import { rules } from './rules.js'
import { numberOf, type Settings, type Situation, situationOf } from './situation.js'
import type { DatedSetting, Setting, Variant } from './variant.js'

/** A variant made ready once, to judge any number of collections. */
export interface PreparedVariant {
  readonly id: string
  readonly hash: string
  /** The rules that can speak under some setting of the variant, in order. */
  readonly rules: readonly Rule[]
  /** What holds for a collection on the day it is asked for. */
  readonly settingsFor: (facts: Facts) => Settings
}

export function prepareVariant({ id, hash, provisions }: Variant): PreparedVariant {
  const timelines = Object.entries(provisions)
  const settingsFor = (facts: Facts): Settings =>
    Object.fromEntries(
      timelines.flatMap(([provision, dated]) => {
        const setting = dated.findLast((change) => holdsFor(change, facts))
        return setting === undefined ? [] : [[provision, setting]]
      }),
    )
  const isTimeless = timelines.every(([, dated]) => dated.every(({ from }) => from === null))
  const settings = Object.fromEntries(timelines.map(([provision, [only]]) => [provision, only]))
  return {
    id,
    hash,
    rules: rules.filter((rule) =>
      provisions[rule.provision]?.some((dated) => dated.setting === rule.setting),
    ),
    settingsFor: isTimeless ? () => settings : settingsFor,
  }
}

/** A change holds from its day; what becomes of a collection that began before it is for the transition to say. */
function holdsFor({ from, transition }: DatedSetting, { on, startsOn }: Facts): boolean {
  if (from === null) return true
  if (on < from) return false
  if (startsOn >= from || transition === 'all') return true
  return transition !== 'new-collections' && on >= addDays(from, transition['all-after-days'])
}

/**
 * What a variant of the law says of the facts of one collection on the day `on`: pure, and never throws. Answers an
 * `EvaluationError` instead where an index value or a calendar is needed that is not known.
 */
export function evaluate(
  facts: Facts,
  variant: PreparedVariant,
  legislation: Legislation,
): Evaluation | EvaluationError {
  const situation = situationOf(facts, variant.settingsFor(facts), legislation)
  const findings: Finding[] = []
  for (const rule of variant.rules) {
    const setting = situation.settings[rule.provision]
    if (setting === undefined || setting.setting !== rule.setting) continue
    const finding = findingOf(rule, situation, setting)
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

function findingOf(rule: Rule, situation: Situation, setting: Setting): Finding | Missing | null {
  const consulted: readonly Consulted[] = rule.consults?.(situation, setting) ?? []
  const missing = consulted.find(isMissing)
  if (missing !== undefined) return missing
  if (!rule.applies(situation, setting)) return null
  const marks = consulted.flatMap((data) => (isMissing(data) ? [] : [data.confidence]))
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
    remedies: rule.remedies(situation),
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
