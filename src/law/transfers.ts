import type { Day } from '../kernel/days.js'
import type { Facts } from './facts.js'
import { amountOn, type Legislation } from './legislation.js'
import { numberOf, type Setting } from './variant.js'

export type Month = Facts['transfers'][number]

/** When the tax authority looks at the transfers to a personal account. */
export interface LookAtTransfers {
  /** Equal for equal parameters. */
  readonly key: string
  /** The first day, and so the first month, that counts. */
  readonly from: Day
  /** Consecutive months, each with so many senders at least. */
  readonly months: number
  readonly senders: number
  readonly minimumWages: number
  /** The sum above which it looks, in tiyn: minimum wages of the year of the day; undefined where none is known. */
  readonly thresholdOn: (day: Day, legislation: Legislation) => bigint | undefined
}

export function lookAtTransfers(setting: Setting): LookAtTransfers {
  const from = String(setting.parameters.from)
  const [months, senders, minimumWages] = [
    numberOf(setting, 'months')!,
    numberOf(setting, 'senders')!,
    numberOf(setting, 'minimumWages')!,
  ]
  return {
    key: `transfers from ${from}: ${months} months, ${senders} senders, ${minimumWages} minimum wages`,
    from,
    months,
    senders,
    minimumWages,
    thresholdOn: (day, { indices }) => {
      const wage = amountOn(indices.minimumWage, day)
      return wage && BigInt(wage.kzt) * BigInt(minimumWages) * 100n
    },
  }
}

/** `2026-01` as a number that grows by one each month. */
const ordinal = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
const monthOf = (day: string): string => day.slice(0, 7)

export const received = (run: readonly Month[]): bigint =>
  run.reduce((sum, month) => sum + month.received, 0n)

/** Every run of consecutive months, within the law and up to the month of `on`, each with senders enough. */
export function busyRuns({ transfers, on }: Facts, { from, months, senders }: LookAtTransfers): Month[][] {
  let many = 0
  for (const entry of transfers) if (entry.senders >= senders) many += 1
  // Most people are asked about for nothing.
  if (many < months) return []
  const busy = new Map<number, Month>()
  for (const entry of transfers) {
    const { month } = entry
    if (month !== null && entry.senders >= senders && month >= monthOf(from) && month <= monthOf(on))
      busy.set(ordinal(month), entry)
  }
  return [...busy.keys()]
    .sort((a, b) => a - b)
    .map((start) => Array.from({ length: months }, (_, i) => busy.get(start + i)))
    .filter((run): run is Month[] => run.every((month) => month !== undefined))
}

/** The first run that brought more than the threshold; where one is asked for, there is one. */
export const firstLookedAt = (facts: Facts, look: LookAtTransfers, threshold: bigint): Month[] =>
  busyRuns(facts, look).find((run) => received(run) > threshold)!
