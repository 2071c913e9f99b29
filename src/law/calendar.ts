import { addDays, type Day, daysBetween, weekdayOf } from '../kernel/days.js'
import type { Confidence } from './confidence.js'

/** The working days of one year of Kazakhstan; the sums spare counting day by day. */
interface Year {
  readonly confidence: Confidence
  /** How many working days lie between New Year's Eve before and the n-th day of the year, inclusive. */
  readonly workedUntil: readonly number[]
}

/** The known years. */
export type Calendar = ReadonlyMap<number, Year>

const yearOf = (day: Day): number => Number(day.slice(0, 4))
const eveOf = (year: number): Day => `${year - 1}-12-31`

/** A calendar from the weekdays off of each year. Monday to Friday are worked but for these. Source: `data/law/calendars.yaml`. */
export function calendarOf(
  years: readonly {
    readonly year: number
    readonly daysOff: readonly Day[]
    readonly citation: { readonly confidence: Confidence }
  }[],
): Calendar {
  return new Map(
    years.map(({ year, daysOff, citation }) => {
      const off = new Set(daysOff)
      const workedUntil = [0]
      for (let day = addDays(eveOf(year), 1); yearOf(day) === year; day = addDays(day, 1)) {
        const works = weekdayOf(day) % 6 !== 0 && !off.has(day)
        workedUntil.push(workedUntil.at(-1)! + Number(works))
      }
      return [year, { confidence: citation.confidence, workedUntil }]
    }),
  )
}

/** The years in which days after `after` up to and including `until` lie; none if there is no such day. */
export function yearsCounted(after: Day, until: Day): number[] {
  if (after >= until) return []
  const first = yearOf(addDays(after, 1))
  return Array.from({ length: yearOf(until) - first + 1 }, (_, i) => first + i)
}

/** The working days after `after` up to and including `until`. Every year counted must be known. */
export function workingDays(calendar: Calendar, after: Day, until: Day): number {
  return yearsCounted(after, until).reduce((sum, year) => {
    const { workedUntil } = calendar.get(year)!
    const upTo = (day: Day): number =>
      workedUntil[Math.min(Math.max(daysBetween(eveOf(year), day), 0), workedUntil.length - 1)]!
    return sum + upTo(until) - upTo(after)
  }, 0)
}
