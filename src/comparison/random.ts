/** A stream of random numbers that is the same for the same seed, everywhere: xoshiro128** of Blackman and Vigna. */
export interface RandomStream {
  /** Begins anew with another seed: a new stream without a new object. */
  reseed(seed: number): void
  /** Evenly between 0 (inclusive) and 1. */
  next(): number
  chance(share: number): boolean
  /** A whole number between two bounds, both inclusive. */
  between(least: number, most: number): number
  pick<T>(values: readonly T[]): T
  /** By the standard normal distribution. */
  normal(): number
}

export function randomStream(seed: number): RandomStream {
  let [a, b, c, d] = [0, 0, 0, 0]
  // SplitMix32 fills the state, as its authors advise, so that near seeds give far streams.
  function reseed(by: number): void {
    let mixed = by >>> 0
    const split = (): number => {
      mixed = (mixed + 0x9e3779b9) >>> 0
      let z = mixed
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
      return (z ^ (z >>> 16)) >>> 0
    }
    a = split()
    b = split()
    c = split()
    d = split()
  }
  reseed(seed)
  const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k))

  function next(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotate(d, 11)
    return result / 2 ** 32
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))

  return {
    reseed,
    next,
    chance: (share) => next() < share,
    between,
    pick: (values) => values[between(0, values.length - 1)]!,
    // Box and Muller; the other half is thrown away, so that each call takes two numbers whatever came before.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}
