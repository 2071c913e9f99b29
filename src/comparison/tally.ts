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
  readonly by: Readonly<Record<Dimension, ReadonlyMap<string, Amounts>>>
  /** Of the cases whose label says so. */
  readonly frauds: number
  readonly honest: number
  /** The sum over the cases of the index for fines on their days, in whole tenge: a fine of n MCI costs them n times this. */
  readonly indexKzt: number
  /** The first few, to look at. */
  readonly examples: readonly Example[]
}

/** Cases sorted into classes by their signatures, in each reading of their facts. */
export interface Tally {
  add(one: Case, readings: readonly Facts[]): void
  /** The classes of each reading. */
  classes(): CaseClass[][]
}

/** A class while it is counted: plain numbers, because there may be a million cases. */
interface Counting {
  readonly signature: Int32Array
  /** For the class as a whole and then for each value met: how many, and the two halves of a sum. */
  sums: Float64Array
  frauds: number
  honest: number
  indexKzt: number
  readonly examples: Example[]
}

// A sum of tiyn is kept in two halves, so that each stays exact over a million cases.
const half = 2 ** 26
const fields = 3

export function tallyBy(questionnaire: Questionnaire, legislation: Legislation, readings: number): Tally {
  const { words, read } = questionnaire
  const known = Array.from({ length: readings }, () => new Map<number | string, Counting>())
  const scratch = new Int32Array(words)
  const indexOn = rememberedIndex(legislation)
  // Place 0 is the class as a whole.
  const valuesAt: { dimension: Dimension; value: string }[] = []
  const perDimension = dimensions.map(() => new Map<string, number>())

  function placeOf(one: Case, d: number): number {
    const dimension = dimensions[d]!
    const value = valueIn(one, dimension)
    let place = perDimension[d]!.get(value)
    if (place === undefined) {
      valuesAt.push({ dimension, value })
      place = valuesAt.length
      perDimension[d]!.set(value, place)
    }
    return place
  }

  function classOf(classes: Map<number | string, Counting>, facts: Facts): Counting {
    read(facts, scratch, 0)
    const key = keyOf(scratch, 0, words)
    const before = classes.get(key)
    if (before !== undefined) return before
    const fresh: Counting = {
      signature: scratch.slice(),
      sums: new Float64Array(fields * 64),
      frauds: 0,
      honest: 0,
      indexKzt: 0,
      examples: [],
    }
    classes.set(key, fresh)
    return fresh
  }

  return {
    add(one, factsOfReadings) {
      const { fraud } = one.labels
      const index = indexOn(one.facts.on)
      const at = [0, placeOf(one, 0), placeOf(one, 1), placeOf(one, 2), placeOf(one, 3)]
      factsOfReadings.forEach((facts, reading) => {
        const found = classOf(known[reading]!, facts)
        const tiyn = Number(facts.raised)
        const high = Math.floor(tiyn / half)
        for (const place of at) addAt(found, place, high, tiyn - high * half)
        if (fraud === true) found.frauds += 1
        if (fraud === false) found.honest += 1
        found.indexKzt += index
        if (found.examples.length < mostExamples) found.examples.push({ id: one.id, facts })
      })
    },
    classes: () =>
      known.map((classes) => [...classes.values()].map((counted, i) => classFrom(counted, i, valuesAt))),
  }
}

function addAt(counting: Counting, place: number, high: number, low: number): void {
  const at = place * fields
  if (at >= counting.sums.length) {
    const larger = new Float64Array(at * 2)
    larger.set(counting.sums)
    counting.sums = larger
  }
  const { sums } = counting
  sums[at]! += 1
  sums[at + 1]! += high
  sums[at + 2]! += low
}

function classFrom(
  { signature, sums, frauds, honest, indexKzt, examples }: Counting,
  index: number,
  valuesAt: readonly { readonly dimension: Dimension; readonly value: string }[],
): CaseClass {
  const amountsAt = (place: number): Amounts => {
    const [cases = 0, high = 0, low = 0] = sums.subarray(place * fields)
    return { cases, tiyn: BigInt(high) * BigInt(half) + BigInt(low) }
  }
  const byValue = (dimension: Dimension): ReadonlyMap<string, Amounts> =>
    new Map(
      valuesAt.flatMap((at, i) => {
        const amounts = amountsAt(i + 1)
        return at.dimension === dimension && amounts.cases > 0 ? [[at.value, amounts] as const] : []
      }),
    )
  const by = {
    kind: byValue('kind'),
    size: byValue('size'),
    region: byValue('region'),
    purpose: byValue('purpose'),
  }
  return { index, signature, amounts: amountsAt(0), by, frauds, honest, indexKzt, examples }
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
