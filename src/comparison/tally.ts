import type { Facts } from '../law/facts.js'
import { amountOn, type Legislation } from '../law/legislation.js'
import { keyOf, type Questionnaire } from '../law/questionnaire.js'
import { type Case, type Dimension, dimensions, valueIn } from './cases.js'

const mostExamples = 5

export interface Example {
  readonly id: string
  readonly facts: Facts
}

/** How many cases, and what they raised, in tiyn. */
export interface Amounts {
  cases: number
  tiyn: bigint
}

/** The cases that no variant of the comparison can tell apart: each is judged once for all of them. */
export interface CaseClass {
  /** In the order in which classes were first met. */
  readonly index: number
  readonly signature: Int32Array
  readonly amounts: Amounts
  /** By dimension and value. */
  readonly by: Readonly<Record<Dimension, Map<string, Amounts>>>
  /** Of the cases whose label says so. */
  frauds: number
  honest: number
  /** The sum over the cases of the index for fines on their days, in whole tenge: a fine of n MCI costs them n times this. */
  indexKzt: number
  /** The first few, to look at. */
  readonly examples: Example[]
}

/** Cases sorted into classes by their signatures. */
export interface Tally {
  readonly classes: readonly CaseClass[]
  add(one: Case, facts: Facts): CaseClass
}

export function tallyBy(questionnaire: Questionnaire, legislation: Legislation): Tally {
  const { words, read } = questionnaire
  const classes: CaseClass[] = []
  const known = new Map<number | string, CaseClass>()
  const scratch = new Int32Array(words)
  const indexOn = rememberedIndex(legislation)

  function classOf(facts: Facts): CaseClass {
    read(facts, scratch, 0)
    const key = keyOf(scratch, 0, words)
    const before = known.get(key)
    if (before !== undefined) return before
    const fresh: CaseClass = {
      index: classes.length,
      signature: scratch.slice(),
      amounts: { cases: 0, tiyn: 0n },
      by: { kind: new Map(), size: new Map(), region: new Map(), purpose: new Map() },
      frauds: 0,
      honest: 0,
      indexKzt: 0,
      examples: [],
    }
    known.set(key, fresh)
    classes.push(fresh)
    return fresh
  }

  return {
    classes,
    add(one, facts) {
      const found = classOf(facts)
      addTo(found.amounts, facts.raised)
      for (const dimension of dimensions) {
        const values = found.by[dimension]
        const value = valueIn(one, dimension)
        let amounts = values.get(value)
        if (amounts === undefined) {
          amounts = { cases: 0, tiyn: 0n }
          values.set(value, amounts)
        }
        addTo(amounts, facts.raised)
      }
      if (one.labels.fraud === true) found.frauds += 1
      if (one.labels.fraud === false) found.honest += 1
      found.indexKzt += indexOn(facts.on)
      if (found.examples.length < mostExamples) found.examples.push({ id: one.id, facts })
      return found
    },
  }
}

export function addTo(amounts: Amounts, tiyn: bigint, cases = 1): void {
  amounts.cases += cases
  amounts.tiyn += tiyn
}

/** The index for fines of a day; 0 where it is not known: then no fine of it is counted. */
function rememberedIndex({ indices }: Legislation): (day: string) => number {
  const known = new Map<string, number>()
  return (day) => {
    let index = known.get(day)
    if (index === undefined) {
      index = amountOn(indices.monthlyCalculationIndex, day)?.kzt ?? 0
      known.set(day, index)
    }
    return index
  }
}
