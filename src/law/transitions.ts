import { addDays, type Day } from '../kernel/days.js'
import type { Facts } from './facts.js'
import type { DatedSetting } from './variant.js'

/** The days on which a change begins to hold, for one collection or another. */
export function turnsOf({ from, transition }: DatedSetting): Day[] {
  if (from === null) return []
  return typeof transition === 'string' ? [from] : [from, addDays(from, transition['all-after-days'])]
}

/**
 * Since when a setting holds for a collection that starts on a day: null if it always has, undefined if it never will. What
 * becomes of a collection that began before the change is for its transition to say.
 */
export function heldSince({ from, transition }: DatedSetting, startsOn: Day): Day | null | undefined {
  if (from === null || startsOn >= from || transition === 'all') return from
  return transition === 'new-collections' ? undefined : addDays(from, transition['all-after-days'])
}

/** Whether a change holds for a collection on the day `on`. */
export function holdsFor(change: DatedSetting, { on, startsOn }: Pick<Facts, 'on' | 'startsOn'>): boolean {
  const since = heldSince(change, startsOn)
  return since === null || (since !== undefined && on >= since)
}
