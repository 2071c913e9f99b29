import { addDays, daysBetween, laterOf } from '../kernel/days.js'
import { type Anchor, anchorsOf, type DayBounds, firstDay } from './anchors.js'
import type { Calendar } from './calendar.js'
import type { Facts } from './facts.js'

export type Timeline = Pick<Facts, 'on' | 'startsOn' | 'endsOn' | 'closedOn' | 'notice' | 'report'>

/**
 * Days of every kind that a drive can have under these bounds: on each side of each bound, around each anchor. Undefined
 * where there are more than `most`.
 */
export function timelinesOf(
  bounds: DayBounds,
  calendar: Calendar,
  sameLaw: (days: Anchor) => string,
  most: number,
): Timeline[] | undefined {
  const timelines: Timeline[] = []
  for (const { anchor, leadStarts } of anchorsOf(bounds, calendar, sameLaw)) {
    for (const timeline of timelinesAround(anchor, leadStarts, bounds)) timelines.push(timeline)
    if (timelines.length > most) return undefined
  }
  return timelines
}

function timelinesAround(anchor: Anchor, leadStarts: readonly number[], bounds: DayBounds): Timeline[] {
  const notices = noticesAround(anchor, leadStarts)
  const closings = closingsAround(anchor, bounds)
  const { on, startsOn } = anchor
  const ends = [null, laterOf(on, startsOn), ...(on > startsOn ? [addDays(on, -1)] : [])]
  return notices.flatMap((notice) =>
    closings.flatMap((closing) => ends.map((endsOn) => ({ ...anchor, ...closing, notice, endsOn }))),
  )
}

function noticesAround({ on, startsOn }: Anchor, leadStarts: readonly number[]): Timeline['notice'][] {
  const least = Math.max(0, daysBetween(on, startsOn))
  const inTime = [...new Set([least, ...leadStarts.filter((start) => start > least)])]
  const given = [
    ...inTime.map((before) => addDays(startsOn, -before)),
    ...(on > startsOn ? [addDays(startsOn, 1)] : []),
  ].filter((day) => day >= firstDay)
  const notices = given.flatMap((givenOn) => [false, true].map((endDateGiven) => ({ givenOn, endDateGiven })))
  return [null, ...notices]
}

/** Not closed, with or without a report; closed just now or longer ago than a bound, with the report then or later. */
function closingsAround(
  { on, startsOn }: Anchor,
  { afterClosing }: DayBounds,
): Pick<Timeline, 'closedOn' | 'report'>[] {
  const distances = [...new Set([0, ...afterClosing.map((bound) => bound + 1)])]
  const length = daysBetween(startsOn, on)
  const closed = distances
    .filter((ago) => ago <= length)
    .flatMap((ago) => {
      const closedOn = addDays(on, -ago)
      const reports = distances
        .filter((later) => later <= ago)
        .map((later) => ({ publishedOn: addDays(closedOn, later) }))
      return [null, ...reports].map((report) => ({ closedOn, report }))
    })
  return [{ closedOn: null, report: null }, { closedOn: null, report: { publishedOn: on } }, ...closed]
}
