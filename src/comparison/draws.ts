import { type RandomStream, randomStream } from './random.js'

/** An assumption: its low, likely and high value. */
export type Range = readonly [low: number, likely: number, high: number]
export type Ranges = ReadonlyMap<string, Range>
export type Values = Readonly<Record<string, number>>

/** How often a case counts in a draw, or `cases` like it together. */
export type Weight = (index: number, cases?: number) => number

/** Every case once. */
export const whole: Weight = (_, cases = 1) => cases

/** The ranges with what the user has set as the likely value, widened to hold it where it lies outside. */
export function rangesAround(ranges: Ranges, changed: Values): Map<string, Range> {
  return new Map(
    [...ranges].map(([place, [low, likely, high]]) => {
      const value = changed[place] ?? likely
      return [place, [Math.min(low, value), value, Math.max(high, value)]]
    }),
  )
}

/** A value of each, by a triangular distribution with its peak at the likely value; one random number for each. */
export function drawn(ranges: Ranges, random: RandomStream): Values {
  return Object.fromEntries([...ranges].map(([place, range]) => [place, triangular(range, random.next())]))
}

function triangular([low, likely, high]: Range, even: number): number {
  const width = high - low
  if (width === 0) return likely
  return even * width < likely - low
    ? Math.min(likely, low + Math.sqrt(even * width * (likely - low)))
    : Math.max(likely, high - Math.sqrt((1 - even) * width * (high - likely)))
}

/** A stream for a place within a draw: near places give far streams. */
export const streamOf = (seed: number, ...places: readonly number[]): RandomStream =>
  randomStream(
    places.reduce((mixed, place) => Math.imul((mixed ^ place) + 1, 0x9e3779b1) ^ (mixed >>> 15), seed),
  )

const mostCounted = 30

/**
 * Poisson bootstrap: in a draw each case counts as often as a Poisson variable of mean 1 says, and `cases` like it by one
 * of that mean; above 30 by its normal approximation. The same for the same seed, draw, index and number.
 */
export function poissonWeights(seed: number, draw: number): Weight {
  return (index, cases = 1) => {
    const random = streamOf(seed, draw, index)
    if (cases > mostCounted) return Math.max(0, Math.round(cases + Math.sqrt(cases) * random.normal()))
    const bound = Math.exp(-cases)
    let count = 0
    for (let product = random.next(); product > bound; product *= random.next()) count += 1
    return count
  }
}
