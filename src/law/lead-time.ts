import { addDays, type Day } from '../kernel/days.js'
import { type Calendar, workingDays, yearsCounted } from './calendar.js'
import { afterWorkingDays } from './deciding-drives.js'
import type { Asked } from './questions.js'
import type { Settings } from './situation.js'
import { numberOf } from './variant.js'

/** How long before the start notice has to be given. */
export interface Lead {
  readonly days: number
  readonly working: boolean
}

export function leadOf({ 'lead-time': setting }: Settings): Lead | null {
  const days = setting === undefined ? null : numberOf(setting, 'days')
  return days === null ? null : { days, working: setting!.parameters.count === 'working' }
}

/** The first day on which one may start who gave notice on a day; null where a year has no calendar. */
export function startAfter(given: Day, lead: Lead | null, calendar: Calendar): Day | null {
  if (lead === null) return given
  return lead.working ? afterWorkingDays(calendar, given, lead.days) : addDays(given, lead.days)
}

/** The last day on which notice is early enough for a start; null where a year has no calendar. */
export function noticeBefore(start: Day, lead: Lead | null, calendar: Calendar): Day | null {
  if (lead === null) return start
  let day = addDays(start, -lead.days)
  while (lead.working) {
    if (!yearsCounted(day, start).every((year) => calendar.has(year))) return null
    const missing = lead.days - workingDays(calendar, day, start)
    if (missing <= 0) return day
    day = addDays(day, -missing)
  }
  return day
}

/** Whether notice that is given on the day `on` is still early enough: no rule asks that, but what can still be done does. */
export const noticeStillHelps = (lead: Lead | null): Asked => ({
  key:
    lead === null
      ? 'notice helps'
      : `notice helps ${lead.days} ${lead.working ? 'working' : 'calendar'} days`,
  ask: ({ on, startsOn }, { calendar }) => {
    if (startsOn < on) return false
    const last = noticeBefore(startsOn, lead, calendar)
    return last !== null && on <= last
  },
})
