import type { Choice } from './choices.js'
import type { Facts } from './facts.js'
import type { Rows } from './masks.js'
import { deviations, plainest } from './plainest.js'
import { bitsInWord, type Questionnaire } from './questionnaire.js'
import { type Topic, topicOf, topics } from './topics.js'

/** One way in which the facts of a topic can be. */
export interface Element {
  readonly choice: Choice
  /** The answers to the questions of the topic, as they stand in a signature. */
  readonly bits: Int32Array
  /** How many facts differ from the plainest. */
  readonly weight: number
}

/** Elements that no row tells from one another are one: of each kind the plainest, by which rows its answers let match. */
export type Column = Map<string, Element>

export interface TopicReader {
  /** The answers of the facts to every question. */
  readonly read: (facts: Facts) => Int32Array
  readonly elementOf: (choice: Choice, topic: Topic) => Element
  /** Which of the rows the answers to a topic let match, whatever the others. Where two are equal here, nothing found differs. */
  readonly keyOf: (rows: readonly Rows[], topic: Topic, bits: Int32Array) => string
}

/** Reads the facts topic by topic through the questionnaire of the variants. */
export function topicReader(questionnaire: Questionnaire): TopicReader {
  const masks = new Map(topics.map((topic) => [topic, maskOf(topic, questionnaire)]))
  const read = (facts: Facts): Int32Array => {
    const bits = new Int32Array(questionnaire.words)
    questionnaire.readAll(facts, bits, 0)
    return bits
  }
  return {
    read,
    elementOf: (choice, topic) => {
      const facts = choice(plainest)
      const mask = masks.get(topic)!
      return { choice, bits: read(facts).map((word, i) => word & mask[i]!), weight: deviations(facts) }
    },
    keyOf: (rows, topic, bits) => rows.map((some) => matching(some, bits, masks.get(topic)!)).join(' '),
  }
}

export function addTo(column: Column, key: string, element: Element): void {
  const before = column.get(key)
  if (before === undefined || element.weight < before.weight) column.set(key, element)
}

/** The places of a topic in a signature. */
function maskOf(topic: Topic, { questions, words, placeOf, missingPlaceOf }: Questionnaire): Int32Array {
  const mask = new Int32Array(words)
  for (const question of questions) {
    if (topicOf(question) !== topic) continue
    for (const place of [placeOf(question), missingPlaceOf(question)])
      if (place !== undefined) mask[Math.floor(place / bitsInWord)]! |= 1 << (place % bitsInWord)
  }
  return mask
}

function matching({ care, want, bits: codes }: Rows, bits: Int32Array, mask: Int32Array): string {
  const words = bits.length
  let key = ''
  for (let row = 0, i = 0; row < codes.length; row++, i += words) {
    let word = 0
    while (word < words && ((bits[word]! ^ want[i + word]!) & care[i + word]! & mask[word]!) === 0) word += 1
    key += word === words ? '1' : '0'
  }
  return key
}
