import type { PreparedVariant, ReadyRule, Regime } from './evaluate.js'
import { type Effect, type FindingCode, findingCodes, type Outcome, outcomes } from './evaluation.js'
import { bitsInWord, type Questionnaire } from './questionnaire.js'
import {
  type Condition,
  closed,
  fineIndexKnown,
  no,
  onOrAfter,
  organization,
  started,
  startsOnOrAfter,
  yes,
} from './questions.js'
import { judgeByRows } from './row-tables.js'
import { rules } from './rules.js'
import { numberOf } from './variant.js'

/**
 * What was found, one bit a finding in the order of `findingCodes`; or the one bit `notComputable`. Says the same as
 * `evaluate` of the same case (held by a property test), some hundred times faster once the case has its signature.
 */
export type FindingMask = number

export const notComputable: FindingMask = 1 << 30

export const maskOfCodes = (codes: readonly FindingCode[]): FindingMask =>
  codes.reduce((mask, code) => mask | (1 << findingCodes.indexOf(code)), 0)

export const codesOfMask = (mask: FindingMask): FindingCode[] =>
  findingCodes.filter((_, bit) => mask & (1 << bit))

/** Judges the case whose signature stands at `at`. */
export type Judge = (signature: Int32Array, at: number) => FindingMask

/** Rows of bits that must be so: row i matches where `signature & care === want`, word by word. */
export interface Rows {
  readonly care: Int32Array
  readonly want: Int32Array
  readonly bits: Int32Array
}

/** Makes a variant a judge of the signatures of a questionnaire that was made with it. */
export function judgeOf(variant: PreparedVariant, questionnaire: Questionnaire): Judge {
  const { words } = questionnaire
  const known = new Map<Regime, Judge>()
  const judgeUnder = (regime: Regime): Judge => {
    const judge = known.get(regime) ?? judgeByRows(rowsOfRegime(regime, questionnaire), words, notComputable)
    known.set(regime, judge)
    return judge
  }
  if (variant.turns.length === 0) return judgeUnder(variant.regimeFor({ on: '', startsOn: '' }))
  const samples = ['1900-01-01', ...variant.turns]
  const regimes = samples.map((on) => samples.map((startsOn) => variant.regimeFor({ on, startsOn })))
  const turnsPassed = (places: readonly number[], signature: Int32Array, at: number): number => {
    let passed = 0
    for (const place of places)
      if (signature[at + Math.floor(place / bitsInWord)]! & (1 << (place % bitsInWord))) passed += 1
    return passed
  }
  const onPlaces = variant.turns.map((turn) => questionnaire.placeOf(onOrAfter(turn)))
  const startPlaces = variant.turns.map((turn) => questionnaire.placeOf(startsOnOrAfter(turn)))
  return (signature, at) => {
    const regime = regimes[turnsPassed(onPlaces, signature, at)]![turnsPassed(startPlaces, signature, at)]!
    return judgeUnder(regime)(signature, at)
  }
}

/** What the rows find in the signature that stands at `at`. */
export function match(
  { care, want, bits }: Rows,
  words: number,
  signature: Int32Array,
  at: number,
): FindingMask {
  let mask = 0
  const first = signature[at]!
  // Most questionnaires fit into one or two words, where no loop over them is needed.
  if (words === 1) {
    for (let row = 0; row < bits.length; row++) if ((first & care[row]!) === want[row]!) mask |= bits[row]!
  } else {
    for (let row = 0, i = 0; row < bits.length; row++, i += words) {
      if ((first & care[i]!) !== want[i]!) continue
      let word = 1
      while (word < words && (signature[at + word]! & care[i + word]!) === want[i + word]!) word += 1
      if (word === words) mask |= bits[row]!
    }
  }
  return mask >= notComputable ? notComputable : mask
}

/** What the rules of a regime find, as rows over the signatures of a questionnaire that knows all their questions. */
export function rowsOfRegime({ rules }: Pick<Regime, 'rules'>, questionnaire: Questionnaire): Rows {
  const found = rules.flatMap((ready) => rowsOfRule(ready, questionnaire))
  const { words } = questionnaire
  const rows: Rows = {
    care: new Int32Array(found.length * words),
    want: new Int32Array(found.length * words),
    bits: Int32Array.from(found, ({ bit }) => bit),
  }
  found.forEach(({ set }, row) => {
    for (const [place, isSet] of set) {
      const word = row * words + Math.floor(place / bitsInWord)
      rows.care[word]! |= 1 << (place % bitsInWord)
      if (isSet) rows.want[word]! |= 1 << (place % bitsInWord)
    }
  })
  return rows
}

type Row = { readonly bit: FindingMask; readonly set: readonly (readonly [place: number, isSet: boolean])[] }

/** A row for the finding, and one for each way in which data for it can be missing once the conditions before hold. */
function rowsOfRule({ rule, setting, conditions }: ReadyRule, questionnaire: Questionnaire): Row[] {
  const bitsOf = (among: readonly Condition[]) =>
    among.map(({ question, answer }) => [questionnaire.placeOf(question), answer] as const)
  const missing = conditions.flatMap(({ question }, i): Row[] => {
    const place = questionnaire.missingPlaceOf(question)
    if (place === undefined) return []
    return [{ bit: notComputable, set: [...bitsOf(conditions.slice(0, i)), [place, true]] }]
  })
  const answered = conditions.flatMap(({ question }) => {
    const place = questionnaire.missingPlaceOf(question)
    return place === undefined ? [] : [[place, false] as const]
  })
  const isFined = rule.liable && setting.citation.confidence !== 'unverified'
  const fined = [
    ...(isFined && numberOf(setting, 'organizationFineMci') ? [yes(organization)] : []),
    ...(isFined && numberOf(setting, 'individualFineMci') ? [no(organization)] : []),
  ]
  return [
    { bit: 1 << findingCodes.indexOf(rule.code), set: [...bitsOf(conditions), ...answered] },
    ...missing,
    ...fined.map((who) => ({
      bit: notComputable,
      set: bitsOf([...conditions, who, no(fineIndexKnown)]),
    })),
  ]
}

const deciding: readonly (readonly [Effect, Outcome])[] = [
  ['breach', 'unlawful'],
  ['bar', 'barred'],
  ['precondition', 'not-yet'],
  ['duty', 'lawful-with-duties'],
]

/** For each stage of a collection the findings that decide, the strictest outcome first. */
const decidingMasks = [0, 1, 2, 3].map((stage) => {
  const progress = { started: (stage & 1) === 1, closed: (stage & 2) === 2 }
  return deciding.map(([effect, outcome]) => ({
    mask: maskOfCodes(rules.filter((rule) => rule.effect(progress) === effect).map(({ code }) => code)),
    outcome: outcomes.indexOf(outcome),
  }))
})

/** The place in `outcomes`, from the mildest; -1 where it could not be computed. */
export type OutcomeIndex = number

/** What a mask comes to at a stage (1 started, 2 closed, 3 both). */
export function outcomeAt(mask: FindingMask, stage: number): OutcomeIndex {
  if (mask === notComputable) return -1
  for (const deciding of decidingMasks[stage]!) if (mask & deciding.mask) return deciding.outcome
  return 0
}

/** The stage of the case whose signature stands at `at`. */
export function stageReader(questionnaire: Questionnaire): (signature: Int32Array, at: number) => number {
  const [start, close] = [questionnaire.placeOf(started), questionnaire.placeOf(closed)]
  const isSet = (signature: Int32Array, at: number, place: number): number =>
    (signature[at + Math.floor(place / bitsInWord)]! >> (place % bitsInWord)) & 1
  return (signature, at) => isSet(signature, at, start) + 2 * isSet(signature, at, close)
}
