import { addDays, type Day, daysBetween } from '../kernel/days.js'
import type { Calendar } from '../law/calendar.js'
import { afterWorkingDays, clockFrom } from '../law/deciding-drives.js'
import type { PreparedVariant } from '../law/evaluate.js'
import type { Facts } from '../law/facts.js'
import type { Legislation } from '../law/legislation.js'
import type { Settings } from '../law/situation.js'
import { numberOf, type Setting } from '../law/variant.js'
import {
  type Features,
  feature,
  featureCount,
  featuresOf,
  has,
  isBarred,
  isGate,
  spansOf,
  usesListed,
} from './features.js'
import type { DelayResult } from './results.js'
import { tallyOfWaits, type Wait } from './waits.js'

/**
 * How long each variant has collectors wait, in calendar days, had they filed on the day on which they mean to start. A
 * decision is taken to come on the last day of its clock. Several waits of one case run side by side: the longest counts.
 */
export interface Delay {
  /** Counts a case, or `times` like it: the calendar is asked at the end. */
  add(facts: Facts, times?: number): void
  /** In the order of the variants. */
  results(): DelayResult[]
}

export function openDelay(
  variants: readonly PreparedVariant[],
  { calendar }: Pick<Legislation, 'calendar'>,
): Delay {
  const spans = spansOf(variants)
  const counts = new Map<Day, Map<number, number>>()
  return {
    add(facts, times = 1) {
      let ofDay = counts.get(facts.startsOn)
      if (ofDay === undefined) {
        ofDay = new Map()
        counts.set(facts.startsOn, ofDay)
      }
      const key = spans.of(facts.on) * featureCount + featuresOf(facts)
      ofDay.set(key, (ofDay.get(key) ?? 0) + times)
    },
    results: () =>
      variants.map((variant) => {
        const waits = tallyOfWaits()
        for (const [startsOn, ofDay] of counts) {
          for (const [key, cases] of ofDay) {
            const on = spans.sampleOf(Math.floor(key / featureCount))
            const { settings } = variant.regimeFor({ on, startsOn })
            waits.add(waitOf(settings, key % featureCount, startsOn, calendar), cases)
          }
        }
        return { variant: variant.id, ...waits.result() }
      }),
  }
}

/** Until when; null where a year that would be counted has no calendar, undefined where the law sets no deadline. */
type Until = Day | null | undefined

/** The wait of one case; null where it may start at once, or never. */
function waitOf(settings: Settings, features: Features, startsOn: Day, calendar: Calendar): Wait | null {
  if (isBarred(settings, features)) return null
  const lead = settings['lead-time']
  const isDecided = needsDecision(settings, features)
  const clock = isDecided ? clockOf(settings, startsOn, calendar) : null
  const untils: Until[] = [
    ...(lead?.setting === 'on' ? [leadUntil(lead, startsOn, calendar)] : []),
    ...(isDecided ? [clock?.dueOn] : []),
  ]
  if (untils.length === 0) return null
  const silence = clock?.silence ?? null
  if (untils.includes(undefined)) return { days: 'without-deadline', silence }
  const known = untils.filter((until) => typeof until === 'string')
  if (known.length < untils.length) return { days: 'not-computable', silence }
  return { days: Math.max(...known.map((until) => daysBetween(startsOn, until))), silence }
}

function clockOf(settings: Settings, filedOn: Day, calendar: Calendar) {
  const clock = settings['decision-clock']
  return clock?.setting === 'on' ? clockFrom(clock, filedOn, calendar) : null
}

function leadUntil(lead: Setting, filedOn: Day, calendar: Calendar): Until {
  const days = numberOf(lead, 'days')
  if (days === null) return undefined
  return lead.parameters.count === 'working'
    ? afterWorkingDays(calendar, filedOn, days)
    : addDays(filedOn, days)
}

/** Whether an authority has to decide first. A notice is decided upon only where there is a clock for it. */
function needsDecision(settings: Settings, features: Features): boolean {
  const notice = settings['start-notice']
  if (has(features, feature.organization)) {
    if (isGate(settings) && has(features, feature.gated)) return true
    if (settings.accreditation?.setting === 'mandatory' && !has(features, feature.accredited)) return true
  }
  if (settings['decision-clock']?.setting !== 'on') return false
  if (notice?.setting === 'on' && usesListed(features, notice)) return true
  const isIndividual = !has(features, feature.organization)
  return (
    settings['individual-collecting']?.setting === 'notify' &&
    isIndividual &&
    has(features, feature.forOthers)
  )
}
