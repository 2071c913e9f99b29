import type { Facts } from '../law/facts.js'
import { amountOn, type Legislation } from '../law/legislation.js'
import { keyOf, type Questionnaire } from '../law/questionnaire.js'
import { type Case, type Dimension, dimensions, valueIn } from './cases.js'

const firstExamples = 5
const mostExamples = 40
/** Labels are free text: whoever writes more values than these is counted under the one for the rest. */
const mostValues = 200
const otherValues = 'other'

export interface Example extends Case {
  /** Its facts as this reading has them. */
  readonly read: Facts
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
  /** The sum over the cases of the index for fines on their days, in whole tenge: a fine of n MCI costs them n times this. */
  readonly indexKzt: number
  /** The first few, and the first of each value, to look at. */
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
  indexKzt: number
  readonly examples: Example[]
}

// A sum of tiyn is kept in two halves, so that each stays exact over ten million cases.
const halfBits = 28n
const lowHalf = 2n ** halfBits - 1n
const fields = 3

export function tallyBy(questionnaire: Questionnaire, legislation: Legislation, readings: number): Tally {
  // A way back may lead to a question that no rule comes to as the case stands: cases of a class must answer it alike.
  const { words, readAll } = questionnaire
  const known = Array.from({ length: readings }, () => new Map<number | string, Counting>())
  const scratch = new Int32Array(words)
  const indexOn = rememberedIndex(legislation)
  // Place 0 is the class as a whole.
  const valuesAt: { dimension: Dimension; value: string }[] = []
  const perDimension = dimensions.map(() => new Map<string, number>())

  function placeOf(one: Case, d: number): number {
    const dimension = dimensions[d]!
    const value = valueIn(one, dimension)
    const values = perDimension[d]!
    const known = values.get(value)
    if (known !== undefined) return known
    const isFull = values.size >= mostValues
    const rest = isFull ? values.get(otherValues) : undefined
    if (rest !== undefined) return rest
    valuesAt.push({ dimension, value: isFull ? otherValues : value })
    values.set(isFull ? otherValues : value, valuesAt.length)
    return valuesAt.length
  }

  function classOf(classes: Map<number | string, Counting>, facts: Facts): Counting {
    readAll(facts, scratch, 0)
    const key = keyOf(scratch, 0, words)
    const before = classes.get(key)
    if (before !== undefined) return before
    const fresh: Counting = {
      signature: scratch.slice(),
      sums: new Float64Array(fields * 64),
      indexKzt: 0,
      examples: [],
    }
    classes.set(key, fresh)
    return fresh
  }

  return {
    add(one, factsOfReadings) {
      const index = indexOn(one.facts.on)
      const at = [0, ...dimensions.map((_, d) => placeOf(one, d))]
      const { raised } = one.facts
      const [high, low] = [Number(raised >> halfBits), Number(raised & lowHalf)]
      factsOfReadings.forEach((read, reading) => {
        const found = classOf(known[reading]!, read)
        let isFirst = false
        for (const place of at) isFirst = addAt(found, place, high, low) || isFirst
        found.indexKzt += index
        const { examples } = found
        if (examples.length < firstExamples || (isFirst && examples.length < mostExamples))
          examples.push({ ...one, read })
      })
    },
    classes: () =>
      known.map((classes) => [...classes.values()].map((counted, i) => classFrom(counted, i, valuesAt))),
  }
}

/** Whether it is the first there. */
function addAt(counting: Counting, place: number, high: number, low: number): boolean {
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
  return sums[at] === 1
}

function classFrom(
  { signature, sums, indexKzt, examples }: Counting,
  index: number,
  valuesAt: readonly { readonly dimension: Dimension; readonly value: string }[],
): CaseClass {
  const amountsAt = (place: number): Amounts => {
    const [cases = 0, high = 0, low = 0] = sums.subarray(place * fields)
    return { cases, tiyn: (BigInt(high) << halfBits) + BigInt(low) }
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
    fraud: byValue('fraud'),
  }
  return { index, signature, amounts: amountsAt(0), by, indexKzt, examples }
}

/** How many cases of a class have a label that says whether they are frauds. */
export const casesOf = ({ by }: CaseClass, fraud: 'yes' | 'no'): number => by.fraud.get(fraud)?.cases ?? 0

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
