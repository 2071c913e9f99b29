import { addDays, type Day, daysBetween, earlierOf, laterOf } from '../kernel/days.js'
import { type Calendar, workingDays, yearsCounted } from './calendar.js'
import type { Facts } from './facts.js'
import { plainest } from './plainest.js'

/** What the law holds days against. */
export interface DayBounds {
  /** From each of these days something else holds, or is known. */
  readonly turns: readonly Day[]
  /** How many calendar days a notice must lie before the start. */
  readonly leads: readonly number[]
  /** How many working days a notice must lie before the start. */
  readonly workingLeads: readonly number[]
  /** How many days after the closing matter, for the question or for the report. */
  readonly afterClosing: readonly number[]
}

/** The day that is asked for, and the day of the start: all else is placed around these two. */
export type Anchor = Pick<Facts, 'on' | 'startsOn'>

interface Placed {
  readonly anchor: Anchor
  /** From how many days before the start on a notice lies before a bound. */
  readonly leadStarts: readonly number[]
}

/** A stretch of days in which the same law can hold throughout. */
interface Interval {
  readonly first: Day
  readonly last: Day
}
/** The first and the last day that facts can have. */
export const firstDay = '1900-01-01'
const lastDay = '2199-12-31'

/**
 * The starts and the days asked for that suffice under these bounds. Between two turns only distances count, so for each
 * pair of stretches (of the start, and of the day asked for) it suffices to have the drive that is long enough, or as long
 * as the stretches let it be, and the one that is asked for just before its start: whatever goes with a shorter drive, or
 * with an earlier question, goes with these. Where working days count, weekends matter, and every day of every known
 * calendar is tried as a start. `sameLaw` tells under which law a drive stands, and what is known of its day.
 */
export function anchorsOf(
  bounds: DayBounds,
  calendar: Calendar,
  sameLaw: (days: Anchor) => string,
): Placed[] {
  const known = new Map<string, Placed>()
  const intervals = intervalsOf(bounds.turns)
  for (const startsOn of startsOf(intervals, bounds, calendar)) {
    const { leadStarts, order } = leadStartsOf(bounds, startsOn, calendar)
    for (const on of daysAskedFor(startsOn, intervals, bounds)) {
      const anchor = { on, startsOn }
      const length = daysBetween(startsOn, on)
      const passed =
        length < 0
          ? `before ${leadStarts.filter((start) => start <= -length).length}`
          : [0, ...bounds.afterClosing].filter((bound) => length > bound).length
      const key = [sameLaw(anchor), passed, order].join()
      if (!known.has(key)) known.set(key, { anchor, leadStarts })
    }
  }
  return [...known.values()]
}

function intervalsOf(turns: readonly Day[]): Interval[] {
  const firsts = [firstDay, ...[...new Set(turns)].filter((turn) => turn > firstDay).sort()]
  return firsts.map((first, i) => {
    const next = firsts[i + 1]
    return { first, last: next === undefined ? lastDay : addDays(next, -1) }
  })
}

/** One more than any number of days that must have passed. */
const longest = ({ afterClosing }: DayBounds): number => Math.max(0, ...afterClosing) + 1

/** The plainest first. */
function startsOf(intervals: readonly Interval[], bounds: DayBounds, calendar: Calendar): Set<Day> {
  const long = longest(bounds)
  const everyDay = bounds.workingLeads.length > 0 ? daysOf(calendar) : []
  const near = intervals.flatMap((interval) => startsIn(interval, long))
  return new Set([plainest.startsOn, ...near, ...everyDay])
}

/** In each stretch a day long after the start, or as long as can be; and the last one before it. */
function daysAskedFor(startsOn: Day, intervals: readonly Interval[], bounds: DayBounds): Day[] {
  const [later, eve] = [addDays(startsOn, longest(bounds)), addDays(startsOn, -1)]
  const plain = startsOn === plainest.startsOn ? [plainest.on] : []
  return [
    ...plain,
    ...intervals.flatMap(({ first, last }) => {
      const [after, before] = [laterOf(first, earlierOf(later, last)), earlierOf(last, eve)]
      return [...(after >= startsOn ? [after] : []), ...(before >= first ? [before] : [])]
    }),
  ]
}

/** Near the plainest start (and once with a day before it in the stretch), early enough to be long, and at the first day. */
function startsIn({ first, last }: Interval, long: number): Day[] {
  const within = (day: Day, from = first): Day => earlierOf(laterOf(day, from), last)
  const { startsOn } = plainest
  return [within(startsOn), within(startsOn, addDays(first, 1)), within(addDays(last, -long)), first]
}

function daysOf(calendar: Calendar): Day[] {
  return [...calendar.keys()].flatMap((year) => {
    const first = `${year}-01-01`
    return Array.from({ length: daysBetween(first, `${year + 1}-01-01`) }, (_, i) => addDays(first, i))
  })
}

/**
 * From how many days before the start on a notice lies before a bound, as far as calendars are known; and in which order
 * the bounds lie: that is all that differs from one start to another.
 */
function leadStartsOf({ leads, workingLeads }: DayBounds, startsOn: Day, calendar: Calendar) {
  const all = [...leads, ...workingLeads.map((days) => workingStart(days, startsOn, calendar))]
  const leadStarts = all.filter((start) => start !== undefined)
  const ranked = [...new Set(leadStarts)].sort((a, b) => a - b)
  return {
    leadStarts,
    order: all.map((start) => (start === undefined ? '?' : ranked.indexOf(start))).join(' '),
  }
}

function workingStart(days: number, startsOn: Day, calendar: Calendar): number | undefined {
  for (let before = days; ; ) {
    const given = addDays(startsOn, -before)
    if (!yearsCounted(given, startsOn).every((year) => calendar.has(year))) return undefined
    const missing = days - workingDays(calendar, given, startsOn)
    if (missing <= 0) return before
    before += missing
  }
}
