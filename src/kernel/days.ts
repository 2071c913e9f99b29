import type { Language } from './texts.js'

/** A calendar day `YYYY-MM-DD` in Asia/Almaty. Days compare as strings. */
export type Day = string

const millisecondsOfDay = 86_400_000
const almaty = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Almaty',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

const millisecondsOfHour = 3_600_000
const dayOfHour = new Map<number, Day>()

/** The day it is in Almaty at a moment. Its offset is a whole number of hours, so each hour lies in one day: asked once. */
export function dayOf(moment: Date): Day {
  const hour = Math.floor(moment.getTime() / millisecondsOfHour)
  const known = dayOfHour.get(hour)
  if (known !== undefined) return known
  if (dayOfHour.size >= 10_000) dayOfHour.clear()
  const day = almaty.format(moment)
  dayOfHour.set(hour, day)
  return day
}

const locales: Readonly<Record<Language, string>> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }

/** A moment as people write it in Almaty. */
export const inWords = (moment: Date, language: Language, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: 'Asia/Almaty', ...options }).format(moment)

/** A day as people write it: 15 наурыз 2026. */
export const dayInWords = (day: Day, language: Language): string =>
  inWords(new Date(`${day}T06:00:00Z`), language, { dateStyle: 'long' })

/** True for a day that the calendar has, between the years 1900 and 2199. */
export function isDay(text: string): text is Day {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false
  const moment = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)
}

/** The first moment of a day in Almaty. */
export function startOf(day: Day): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  for (let hours = -12; ; hours++) {
    const moment = new Date(midnight + hours * millisecondsOfHour)
    if (dayOf(moment) >= day) return moment
  }
}

// Few days are asked for again and again; reading and writing one costs more than remembering it.
const mostRemembered = 100_000
const numbers = new Map<Day, number>()
const texts = new Map<number, Day>()

/** The days since 1970-01-01. */
function toNumber(day: Day): number {
  const known = numbers.get(day)
  if (known !== undefined) return known
  if (numbers.size >= mostRemembered) numbers.clear()
  const number = Date.parse(`${day}T00:00:00Z`) / millisecondsOfDay
  numbers.set(day, number)
  return number
}

export function addDays(day: Day, days: number): Day {
  const number = toNumber(day) + days
  const known = texts.get(number)
  if (known !== undefined) return known
  if (texts.size >= mostRemembered) texts.clear()
  const text = new Date(number * millisecondsOfDay).toISOString().slice(0, 10)
  texts.set(number, text)
  return text
}

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => toNumber(to) - toNumber(from)

export const earlierOf = (a: Day, b: Day): Day => (a <= b ? a : b)
export const laterOf = (a: Day, b: Day): Day => (a >= b ? a : b)

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()
