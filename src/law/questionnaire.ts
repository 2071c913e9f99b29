import type { PreparedVariant, Regime } from './evaluate.js'
import type { Facts } from './facts.js'
import type { Legislation } from './legislation.js'
import {
  type Asked,
  type Condition,
  closed,
  fineIndexKnown,
  onOrAfter,
  organization,
  type Question,
  started,
  startsOnOrAfter,
} from './questions.js'
import { numberOf, type Setting } from './variant.js'

/** Bits in each number of a signature: two numbers together stay exact as one of JavaScript's. */
export const bitsInWord = 26

/**
 * All that some variants ask of a case, each question once. The answers to it are the case's signature: whichever of these
 * variants judges them, two cases with the same signature have the same findings, or lack the same data.
 */
export interface Questionnaire {
  readonly questions: readonly Question[]
  /** How many whole numbers a signature takes. */
  readonly words: number
  /** The bit that is set where the answer is yes. */
  readonly placeOf: (question: Question) => number
  /** The bit that is set where data for the answer is missing; undefined where none is needed. */
  readonly missingPlaceOf: (question: Question) => number | undefined
  /** Writes the signature of a case into `words` numbers from `at` on. What no rule comes to ask of it is left at no. */
  readonly read: Read
  /** The same with every question asked, whatever the answers to others: for facts of which only a part is meant. */
  readonly readAll: Read
}

type Read = (facts: Facts, signature: Int32Array, at: number) => void

/** What must hold, by the key of a question, before any rule comes to ask it: else its answer changes nothing. */
type Guards = Map<string, readonly Condition[]>

/** Every regime that a variant can have for some collection on some day. */
export function regimesOf(variant: PreparedVariant): Regime[] {
  const samples = ['1900-01-01', ...variant.turns]
  const regimes = samples.flatMap((on) => samples.map((startsOn) => variant.regimeFor({ on, startsOn })))
  return [...new Set(regimes)]
}

/** What is asked `beside` tells cases apart that the variants do not. */
export function questionnaireOf(
  variants: readonly PreparedVariant[],
  legislation: Legislation,
  beside: readonly Asked[] = [],
): Questionnaire {
  const byKey = new Map<string, Question>()
  const guards: Guards = new Map()
  const add = (question: Question, reached: readonly Condition[] = []) => {
    byKey.set(question.key, byKey.get(question.key) ?? question)
    const before = guards.get(question.key) ?? reached
    guards.set(
      question.key,
      before.filter((one) => reached.some((other) => isSame(one, other))),
    )
  }
  // Whatever a variant asks, these say what an answer is called.
  for (const question of [started, closed]) add(question)
  for (const variant of variants) {
    for (const turn of variant.turns) {
      add(onOrAfter(turn))
      add(startsOnOrAfter(turn))
    }
    for (const { rules } of regimesOf(variant))
      for (const { rule, setting, conditions } of rules) {
        conditions.forEach(({ question }, i) => {
          add(question, conditions.slice(0, i))
        })
        if (rule.liable && isFineKnown(setting))
          for (const question of [organization, fineIndexKnown]) add(question)
      }
  }
  const questions = [...byKey.values()]
  const asked = [...questions, ...new Map(beside.map((one) => [one.key, one])).values()]
  const needing = questions.filter(({ needsData }) => needsData)
  const places = new Map(asked.map(({ key }, place) => [key, place]))
  const missingPlaces = new Map(needing.map(({ key }, i) => [key, asked.length + i]))
  const words = Math.ceil((asked.length + needing.length) / bitsInWord)
  return {
    questions,
    words,
    placeOf: ({ key }) => places.get(key)!,
    missingPlaceOf: ({ key }) => missingPlaces.get(key),
    read: unrolled(asked, guards, places, missingPlaces, legislation),
    readAll: unrolled(asked, new Map(), places, missingPlaces, legislation),
  }
}

/**
 * The reader written out question by question, so that the compiler sees each call with one function behind it and can put
 * it in place: four times as fast as a loop over them (measured). Nothing but numbers of ours goes into the source.
 */
function unrolled(
  questions: readonly Asked[],
  guards: Guards,
  places: ReadonlyMap<string, number>,
  missingPlaces: ReadonlyMap<string, number>,
  legislation: Legislation,
): Read {
  const set = (place: number): string => `w${Math.floor(place / bitsInWord)} |= ${1 << (place % bitsInWord)}`
  const isMet = ({ question, answer }: Condition): string => {
    const place = places.get(question.key)!
    return `(w${Math.floor(place / bitsInWord)} & ${1 << (place % bitsInWord)}) ${answer ? '!==' : '==='} 0`
  }
  const words = Math.ceil((places.size + missingPlaces.size) / bitsInWord)
  const each = Array.from({ length: words }, (_, word) => word)
  const steps = questions.map(({ key }, i) => {
    const missing = missingPlaces.get(key)
    const yes = set(places.get(key)!)
    const reached = (guards.get(key) ?? []).map(isMet)
    const ask =
      missing === undefined
        ? `if (ask${i}(facts, legislation)) ${yes}`
        : `a = ask${i}(facts, legislation); if (a === true) ${yes}; else if (a !== false) ${set(missing)}`
    return reached.length === 0 ? ask : `if (${reached.join(' && ')}) { ${ask} }`
  })
  const source = `'use strict'
    ${questions.map((_, i) => `const ask${i} = questions[${i}].ask`).join('\n')}
    return (facts, signature, at) => {
      let a
      ${each.map((word) => `let w${word} = 0`).join('\n')}
      ${steps.join('\n')}
      ${each.map((word) => `signature[at + ${word}] = w${word}`).join('\n')}
    }`
  return new Function('questions', 'legislation', source)(questions, legislation) as Read
}

const isSame = (one: Condition, other: Condition): boolean =>
  one.question.key === other.question.key && one.answer === other.answer

/** Whether a fine is published for anybody: then its index must be known. */
const isFineKnown = (setting: Setting): boolean =>
  numberOf(setting, 'organizationFineMci') !== null || numberOf(setting, 'individualFineMci') !== null

/** A signature as a key of a Map: a number as long as two words suffice. */
export function keyOf(signature: Int32Array, at: number, words: number): number | string {
  if (words === 1) return signature[at]!
  if (words === 2) return signature[at]! + signature[at + 1]! * 2 ** bitsInWord
  return signature.subarray(at, at + words).join()
}
