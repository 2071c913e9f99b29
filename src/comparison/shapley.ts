/** Divisible by every denominator that a Shapley value of up to 20 players can have. */
const denominator = factorial(20)

function factorial(n: number): bigint {
  return n < 2 ? 1n : BigInt(n) * factorial(n - 1)
}

/**
 * The Shapley values of a game, in units of 1/20!: what each player adds on average over all orders in which they can come.
 * `values[s]` is the worth of the players whose bits are set in `s`; the values add up to `values[all] − values[none]`.
 */
export function shapleyOf(values: readonly number[]): bigint[] {
  const players = Math.log2(values.length)
  const weights = Array.from(
    { length: players },
    (_, others) => (factorial(others) * factorial(players - others - 1) * denominator) / factorial(players),
  )
  return Array.from({ length: players }, (_, player) => {
    let sum = 0n
    for (let set = 0; set < values.length; set++) {
      if (set & (1 << player)) continue
      const added = values[set | (1 << player)]! - values[set]!
      if (added !== 0) sum += BigInt(added) * weights[bitsOf(set)]!
    }
    return sum
  })
}

function bitsOf(set: number): number {
  let bits = 0
  for (let rest = set; rest > 0; rest &= rest - 1) bits += 1
  return bits
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint =>
  b === 0n ? a : greatestCommonDivisor(b, a % b)

/** A sum in units of 1/20! as a reduced fraction and as a decimal. */
export function exactShare(units: bigint): { exact: string; decimal: number } {
  const common = greatestCommonDivisor(units < 0n ? -units : units, denominator)
  const [over, under] = [units / common, denominator / common]
  // Six digits after the point, without passing through a number that cannot hold the fraction.
  const decimal = Number((units * 1_000_000n) / denominator) / 1_000_000
  return { exact: under === 1n ? String(over) : `${over}/${under}`, decimal }
}
