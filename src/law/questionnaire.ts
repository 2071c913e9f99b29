import type { PreparedVariant, Regime } from './evaluate.js'
import type { Facts } from './facts.js'
import type { Legislation } from './legislation.js'
import {
  closed,
  fineIndexKnown,
  isMissing,
  onOrAfter,
  organization,
  type Question,
  started,
  startsOnOrAfter,
} from './questions.js'

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
  /** Writes the signature of a case into `words` numbers from `at` on. */
  readonly read: (facts: Facts, signature: Int32Array, at: number) => void
}

/** Every regime that a variant can have for some collection on some day. */
export function regimesOf(variant: PreparedVariant): Regime[] {
  const samples = ['1900-01-01', ...variant.turns]
  const regimes = samples.flatMap((on) => samples.map((startsOn) => variant.regimeFor({ on, startsOn })))
  return [...new Set(regimes)]
}

export function questionnaireOf(
  variants: readonly PreparedVariant[],
  legislation: Legislation,
): Questionnaire {
  const byKey = new Map<string, Question>()
  const add = (question: Question) => byKey.set(question.key, byKey.get(question.key) ?? question)
  // Whatever a variant asks, these say what an answer is called, and whom a fine hits.
  for (const question of [started, closed, organization, fineIndexKnown]) add(question)
  for (const variant of variants) {
    for (const turn of variant.turns) {
      add(onOrAfter(turn))
      add(startsOnOrAfter(turn))
    }
    for (const { rules } of regimesOf(variant))
      for (const { conditions } of rules) for (const { question } of conditions) add(question)
  }
  const questions = [...byKey.values()]
  const needing = questions.filter(({ needsData }) => needsData)
  const places = new Map(questions.map(({ key }, place) => [key, place]))
  const missingPlaces = new Map(needing.map(({ key }, i) => [key, questions.length + i]))
  const words = Math.ceil((questions.length + needing.length) / bitsInWord)
  return {
    questions,
    words,
    placeOf: ({ key }) => places.get(key)!,
    missingPlaceOf: ({ key }) => missingPlaces.get(key),
    read(facts, signature, at) {
      for (let word = 0; word < words; word++) signature[at + word] = 0
      for (let place = 0; place < questions.length; place++) {
        const question = questions[place]!
        const answer = question.ask(facts, legislation)
        if (answer === false) continue
        const bit = isMissing(answer) ? missingPlaces.get(question.key)! : place
        signature[at + Math.floor(bit / bitsInWord)]! |= 1 << (bit % bitsInWord)
      }
    },
  }
}

/** A signature as a key of a Map: a number as long as two words suffice. */
export function keyOf(signature: Int32Array, at: number, words: number): number | string {
  if (words === 1) return signature[at]!
  if (words === 2) return signature[at]! + signature[at + 1]! * 2 ** bitsInWord
  return signature.subarray(at, at + words).join()
}
