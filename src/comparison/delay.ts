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
          const known = new Map<Settings, Waits>()
          for (const [key, cases] of ofDay) {
            const on = spans.sampleOf(Math.floor(key / featureCount))
            const features = key % featureCount
            const { settings } = variant.regimeFor({ on, startsOn })
            if (isBarred(settings, features)) continue
            const ofSettings = known.get(settings) ?? waitsUnder(settings, startsOn, calendar)
            known.set(settings, ofSettings)
            waits.add(needsDecision(settings, features) ? ofSettings.decided : ofSettings.undecided, cases)
          }
        }
        return { variant: variant.id, ...waits.result() }
      }),
  }
}

/** Until when; null where a year that would be counted has no calendar, undefined where the law sets no deadline. */
type Until = Day | null | undefined

/** What a start on one day waits for, with a decision of an authority and without; null where it need not wait. */
interface Waits {
  readonly decided: Wait | null
  readonly undecided: Wait | null
}

function waitsUnder(settings: Settings, startsOn: Day, calendar: Calendar): Waits {
  const lead = settings['lead-time']
  const leads = lead?.setting === 'on' ? [leadUntil(lead, startsOn, calendar)] : []
  const clock = clockOf(settings, startsOn, calendar)
  return {
    decided: longestOf([...leads, clock?.dueOn], startsOn, clock?.silence ?? null),
    undecided: longestOf(leads, startsOn, null),
  }
}

function longestOf(untils: readonly Until[], startsOn: Day, silence: string | null): Wait | null {
  if (untils.length === 0) return null
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
