import { addDays, type Day } from '../kernel/days.js'
import type { Citation } from '../kernel/problems.js'
import { type Calendar, workingDays, yearsCounted } from './calendar.js'
import type { PreparedVariant } from './evaluate.js'
import type { Facts } from './facts.js'
import type { Legislation } from './legislation.js'

import { numberOf, type Setting } from './variant.js'

/** In how many working days it is to be decided, until when, and what silence means. */
interface DecisionClock {
  readonly workingDays: number
  /** Null where the calendar of a year that would be counted is not known. */
  readonly dueOn: Day | null
  readonly silence: string
  readonly citation: Citation
}

/** What a variant says of how the authority decides on a drive of an emergency that is filed on the day `on`. */
interface DecidingDrives {
  /** Why it decides at all; null where the law knows no such decision. */
  readonly gate: Citation | null
  /** How many officials have to approve. */
  readonly approvers: number
  readonly clock: DecisionClock | null
}

export function decidingDrives(
  facts: Facts,
  variant: PreparedVariant,
  { calendar }: Pick<Legislation, 'calendar'>,
): DecidingDrives {
  const { settings } = variant.regimeFor(facts)
  const [gate, two, clock] = [
    settings['emergency-gate'],
    settings['two-person-approval'],
    settings['decision-clock'],
  ]
  return {
    gate: gate?.setting === 'akimat-approval' ? gate.citation : null,
    approvers: (two?.setting === 'on' ? numberOf(two, 'approvers') : null) ?? 1,
    clock: clock?.setting === 'on' ? clockFrom(clock, facts.on, calendar) : null,
  }
}

function clockFrom(setting: Setting, filedOn: Day, calendar: Calendar): DecisionClock | null {
  const days = numberOf(setting, 'days')
  if (days === null) return null
  const { silence } = setting.parameters
  const dueOn = afterWorkingDays(calendar, filedOn, days)
  return { workingDays: days, dueOn, silence: String(silence), citation: setting.citation }
}

/**
 * When it is due after the clock stood still: as many working days after it went on as had remained when it stopped. Null
 * where there is no clock, or no calendar of a year that would be counted.
 */
export function resumedDueOn(
  calendar: Calendar,
  dueOn: Day | null,
  stoppedOn: Day,
  resumedOn: Day,
): Day | null {
  if (dueOn === null) return null
  const remaining = workingDays(calendar, stoppedOn, dueOn)
  return remaining > 0 ? afterWorkingDays(calendar, resumedOn, remaining) : dueOn
}

/** The day on which that many working days have passed after a day; null where a year has no calendar. */
export function afterWorkingDays(calendar: Calendar, after: Day, days: number): Day | null {
  let until = addDays(after, days)
  for (;;) {
    if (!yearsCounted(after, until).every((year) => calendar.has(year))) return null
    const missing = days - workingDays(calendar, after, until)
    if (missing <= 0) return until
    until = addDays(until, missing)
  }
}
