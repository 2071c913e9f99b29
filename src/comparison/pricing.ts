import type { collectorKinds } from '../law/facts.js'
import type { ProvisionId } from '../law/provision-ids.js'
import { unsaid } from './cases.js'
import type { DutyBurden } from './results.js'
import {
  type ChangedPrices,
  minutesPlace,
  outOfPocketPlace,
  pricesOf,
  sizes,
  type Tariffs,
  wagePlace,
} from './tariffs.js'

/** A case whose size nobody said, or said in another word, is priced as a medium one and shown apart. */
export const sizesOrUnsaid = [...sizes, unsaid] as const
type Size = (typeof sizesOrUnsaid)[number]
type Kind = (typeof collectorKinds)[number]

export const sizeAt = (index: number): Size => sizesOrUnsaid[index]!

export function sizeIndex(size: string | null | undefined): number {
  if (size === 'small') return 0
  if (size === 'medium') return 1
  return size === 'large' ? 2 : 3
}

/** On how many cases a duty falls by one of its grounds. */
export interface Quantity {
  readonly duty: string
  readonly provision: ProvisionId
  readonly cases: Map<`${Size} ${Kind}`, number>
}

export interface Pricing {
  priced(quantity: Quantity): DutyBurden
}

/** Prices are counted in thousandths, so that a product of minutes and hourly tenge is a whole number of these parts. */
const partsOfTenge = 60n * 1000n * 1000n
const thousandths = (value: number): bigint => BigInt(Math.round(value * 1000))
const rounded = (parts: bigint): bigint => (parts + partsOfTenge / 2n) / partsOfTenge

/**
 * Prices duties: cases × (minutes × hourly wage + out of pocket). All is exact but for one rounding to whole tenge, halves
 * up, for a duty in one size: so sizes add up to the duty, and duties to the variant.
 */
export function pricingOf(tariffs: Tariffs, changed: ChangedPrices): Pricing {
  const exact = new Map(
    [...pricesOf(tariffs)].map(([place, { range }]) => [place, thousandths(changed[place] ?? range[1])]),
  )
  return {
    priced({ duty, provision, cases }) {
      const outOfPocket = exact.get(outOfPocketPlace(duty))!
      let [quantity, minutes, work] = [0n, 0n, 0n]
      const bySize: Record<string, string> = {}
      for (const size of sizesOrUnsaid) {
        const minutesEach = exact.get(minutesPlace(duty, size === unsaid ? 'medium' : size))!
        let parts = 0n
        for (const kind of ['organization', 'individual'] as const) {
          const of = BigInt(cases.get(`${size} ${kind}`) ?? 0)
          const worth = of * minutesEach * exact.get(wagePlace(kind))!
          quantity += of
          minutes += of * minutesEach
          work += worth
          parts += worth + of * outOfPocket * 60n * 1000n
        }
        if (cases.has(`${size} organization`) || cases.has(`${size} individual`))
          bySize[size] = String(rounded(parts))
      }
      const total = Object.values(bySize).reduce((sum, kzt) => sum + BigInt(kzt), 0n)
      return {
        duty,
        provision,
        quantity: Number(quantity),
        minutes: meanOf(minutes, quantity * 1000n),
        hourlyKzt: meanOf(work, minutes * 1000n),
        outOfPocketKzt: meanOf(outOfPocket, 1000n),
        totalKzt: String(total),
        bySize,
      }
    },
  }
}

/** For reading: to hundredths. */
const meanOf = (sum: bigint, of: bigint): number =>
  of === 0n ? 0 : Number((sum * 100n + of / 2n) / of) / 100
