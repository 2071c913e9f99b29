import type { Spending } from '../collections/spending.js'
import { toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { aboveFund, noHostFee, nothingDue } from './problems.js'

interface Hosted {
  readonly hostFeePercent: number | null
  readonly spending: Spending | null
}

/** Sums in tiyn. */
interface FeeSums {
  readonly raised: bigint
  readonly charged: bigint
  /** With those that are held, and what was charged. */
  readonly costs: bigint
  readonly available: bigint
}

/**
 * What is due of what was raised, less what was charged; what is less than a tiyn stays with the fund. Never more than the
 * declared cap on costs leaves, nor than the fund holds.
 */
export function decideHostFee(
  { hostFeePercent: percent, spending }: Hosted,
  { raised, charged, costs, available }: FeeSums,
): Refusal | { readonly due: bigint; readonly percent: number } {
  if (percent === null) return noHostFee()
  const agreed = (raised * BigInt(percent)) / 100n - charged
  const cap = spending?.costCapPercent
  const leftOfCap = cap === undefined ? agreed : (raised * BigInt(cap)) / 100n - costs
  const due = leftOfCap < agreed ? leftOfCap : agreed
  if (due <= 0n) return nothingDue()
  return due > available ? aboveFund({ more: { available: toMoneyView(available) } }) : { due, percent }
}
