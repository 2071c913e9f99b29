import type { Because } from '../evaluation.js'
import type { Facts } from '../facts.js'
import { amountOn } from '../legislation.js'
import type { Consulted } from '../rule.js'
import { isIndividual, numberOf, type Situation } from '../situation.js'
import type { Setting } from '../variant.js'

type Month = Facts['transfers'][number]

/** `2026-01` as a number that grows by one each month. */
const ordinal = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
const monthOf = (day: string): string => day.slice(0, 7)

const received = (run: readonly Month[]): bigint => run.reduce((sum, month) => sum + month.received, 0n)

/** Every run of consecutive months, within the law and up to the month of `on`, each with senders enough. */
function busyRuns({ facts }: Situation, setting: Setting): Month[][] {
  const length = numberOf(setting, 'months')!
  const first = monthOf(String(setting.parameters.from))
  const busy = new Map<number, Month>()
  for (const entry of facts.transfers) {
    const { month, senders } = entry
    if (month !== null && senders >= numberOf(setting, 'senders')!) {
      if (month >= first && month <= monthOf(facts.on)) busy.set(ordinal(month), entry)
    }
  }
  return [...busy.keys()]
    .sort((a, b) => a - b)
    .map((start) => Array.from({ length }, (_, i) => busy.get(start + i)))
    .filter((run): run is Month[] => run.every((month) => month !== undefined))
}

const concerns = (s: Situation, setting: Setting): boolean =>
  isIndividual(s) && s.facts.account.kind === 'personal' && s.facts.on >= String(setting.parameters.from)

/** The sum above which the tax authority looks, in tiyn: a number of minimum wages of the year of `on`. */
function threshold(s: Situation, setting: Setting): bigint {
  const wage = amountOn(s.legislation.indices.minimumWage, s.facts.on)!
  return BigInt(wage.kzt) * BigInt(numberOf(setting, 'minimumWages')!) * 100n
}

/** The minimum wage, where a run of busy months makes it matter. */
export function wageOfYear(s: Situation, setting: Setting): Consulted[] {
  if (!concerns(s, setting) || busyRuns(s, setting).length === 0) return []
  const wage = amountOn(s.legislation.indices.minimumWage, s.facts.on)
  return [wage?.citation ?? { missing: 'index-value', on: s.facts.on }]
}

const firstLookedAt = (s: Situation, setting: Setting): Month[] | undefined =>
  busyRuns(s, setting).find((run) => received(run) > threshold(s, setting))

export const looksAtTransfers = (s: Situation, setting: Setting): boolean =>
  concerns(s, setting) && firstLookedAt(s, setting) !== undefined

export function becauseOfTransfers(s: Situation, setting: Setting): Because {
  const run = firstLookedAt(s, setting)!
  const bound = threshold(s, setting)
  return {
    on: s.facts.on,
    'collector.kind': s.facts.collector.kind,
    'account.kind': s.facts.account.kind,
    transfers: run.map((month) => ({ ...month, received: String(month.received) })),
    'tax-look.from': String(setting.parameters.from),
    'tax-look.months': numberOf(setting, 'months'),
    'tax-look.senders': numberOf(setting, 'senders'),
    'tax-look.minimumWages': numberOf(setting, 'minimumWages'),
    minimumWageTiyn: String(bound / BigInt(numberOf(setting, 'minimumWages')!)),
    margin: String(received(run) - bound),
  }
}
