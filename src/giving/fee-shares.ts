/** Sums in tiyn by the id of a fund. */
export type ByFund = ReadonlyMap<string, bigint>

/**
 * Shares a fee over funds in proportion to what each took in, to the tiyn: each gets its exact share rounded down, and what is
 * left goes by single tiyn to the largest remainders, of equal ones to the lesser id. The order of the funds does not matter.
 */
export function shareFee(fee: bigint, parts: ByFund): ByFund {
  const whole = [...parts.values()].reduce((sum, part) => sum + part, 0n)
  const exact = [...parts].map(([fund, part]) => ({
    fund,
    share: (fee * part) / whole,
    remainder: (fee * part) % whole,
  }))
  const left = exact.reduce((rest, { share }) => rest - share, fee)
  exact.sort((a, b) => {
    if (a.remainder !== b.remainder) return a.remainder > b.remainder ? -1 : 1
    return a.fund < b.fund ? -1 : 1
  })
  return new Map(exact.map(({ fund, share }, i) => [fund, BigInt(i) < left ? share + 1n : share]))
}

/** What a fund stands for: its free money, and what it raised, with what its costs are already. */
export interface FeeBearer {
  readonly available: bigint
  readonly raised: bigint
  readonly costs: bigint
  readonly costCapPercent: number | undefined
}

/** How much of its share a fund bears: never more than it holds, nor than its declared cap on costs leaves. */
export function borneByFund(share: bigint, { available, raised, costs, costCapPercent }: FeeBearer): bigint {
  const leftOfCap = costCapPercent === undefined ? share : (raised * BigInt(costCapPercent)) / 100n - costs
  const most = leftOfCap < available ? leftOfCap : available
  if (most <= 0n) return 0n
  return share < most ? share : most
}
