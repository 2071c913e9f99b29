import type { Day } from '../kernel/days.js'
import type { PreparedVariant } from '../law/evaluate.js'
import { channels, type Facts } from '../law/facts.js'
import { isGated, uncoveredDays } from '../law/questions.js'
import type { Settings } from '../law/situation.js'
import type { Setting } from '../law/variant.js'

/** What burden and delay ask of a case, one bit each: a bit for every channel, then those of `feature`. */
export type Features = number

const bit = (place: number): Features => 1 << (channels.length + place)
export const feature = {
  organization: bit(0),
  forOthers: bit(1),
  personalAccount: bit(2),
  target: bit(3),
  gated: bit(4),
  accredited: bit(5),
} as const
/** How many different features there can be. */
export const featureCount = bit(6)

const channelBits = new Map<string, Features>(channels.map((channel, place) => [channel, 1 << place]))

export function featuresOf(facts: Facts): Features {
  const { collector, forOthers, account, target } = facts
  let features = 0
  for (const channel of facts.channels) features |= channelBits.get(channel)!
  if (collector.kind === 'organization') {
    features |= feature.organization
    if (uncoveredDays(facts).length === 0) features |= feature.accredited
  }
  if (forOthers) features |= feature.forOthers
  if (account.kind === 'personal') features |= feature.personalAccount
  if (target !== null) features |= feature.target
  if (isGated(facts)) features |= feature.gated
  return features
}

export const has = (features: Features, asked: Features): boolean => (features & asked) === asked
export const usesBoxes = (features: Features): boolean => has(features, channelBits.get('box')!)

/** Whether it takes gifts by a channel that the setting lists; a setting that lists none means all. */
export function usesListed(features: Features, { parameters: { channels: listed } }: Setting): boolean {
  if (!Array.isArray(listed)) return true
  return listed.some((channel) => has(features, channelBits.get(channel)!))
}

export const isGate = (settings: Settings): boolean =>
  settings['emergency-gate']?.setting === 'akimat-approval'

/**
 * Whether the law keeps this collector from collecting, whatever she does. Then it asks neither work nor waiting of her:
 * what is lost so is counted as stopped, and never as a burden.
 */
export function isBarred(settings: Settings, features: Features): boolean {
  if (has(features, feature.organization)) return false
  return (
    settings['individual-collecting']?.setting === 'banned' ||
    (isGate(settings) && has(features, feature.gated))
  )
}

/** The spans of time in which no variant changes, by their number from the earliest. */
export interface Spans {
  readonly count: number
  of(day: Day): number
  /** A day that stands for all of its span. */
  sampleOf(span: number): Day
}

export function spansOf(variants: readonly PreparedVariant[]): Spans {
  const turns = [...new Set(variants.flatMap((variant) => variant.turns))].sort()
  const samples = ['1900-01-01', ...turns]
  return {
    count: samples.length,
    of: (day) => {
      let passed = 0
      while (passed < turns.length && turns[passed]! <= day) passed += 1
      return passed
    },
    sampleOf: (span) => samples[span]!,
  }
}
