import { type Day, dayOf, isDay } from '../../kernel/days.js'
import { compact, isBin, isIban, isIin } from '../../kernel/identifiers.js'
import { type Currency, currencies, largestAmount } from '../../kernel/money.js'

/** A sum as banks write it, `1234.5`, in minor units; undefined if it is none, or is finer than they are. */
export function minorUnits(text: string): bigint | undefined {
  const [, sign = '', whole = '', fraction = ''] =
    /^(-?)(\d{1,17})(?:[.,](\d{1,5}))?$/.exec(text.trim()) ?? []
  if (whole === '' || /[1-9]/.test(fraction.slice(2))) return undefined
  const units = BigInt(whole + fraction.slice(0, 2).padEnd(2, '0'))
  if (units > largestAmount) return undefined
  return sign === '' ? units : -units
}

/** `2026-03-15`, or a moment of it; where the moment says its offset, the day that it was in Almaty. */
export function isoDay(text: string): Day | undefined {
  const moment = /T.*(?:Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined
  if (moment !== undefined && Number.isNaN(moment.getTime())) return undefined
  const day = moment === undefined ? text.slice(0, 10) : dayOf(moment)
  return isDay(day) ? day : undefined
}

/** `15.03.2026`, perhaps with a time. */
export function dottedDay(text: string): Day | undefined {
  const [, day, month, year] = /^(\d\d)\.(\d\d)\.(\d{4})(?: \d\d:\d\d(?::\d\d)?)?$/.exec(text.trim()) ?? []
  const iso = `${year}-${month}-${day}`
  return isDay(iso) ? iso : undefined
}

export const textOrNull = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.trim()

export function binOrIinOf(text: string | undefined): string | null {
  const number = compact(text ?? '')
  return isBin(number) || isIin(number) ? number : null
}

export function ibanOf(text: string | undefined): string | null {
  const iban = compact(text ?? '').toUpperCase()
  if (iban.startsWith('KZ')) return isIban(iban) ? iban : null
  return /^[A-Z]{2}\d\d[A-Z0-9]{11,30}$/.test(iban) ? iban : null
}

/** A code of so many digits: 3 of a КНП, 2 of a КОд or КБе. */
export const codeOf = (text: string | undefined, digits: 2 | 3): string | null =>
  text?.trim().length === digits && /^\d+$/.test(text.trim()) ? text.trim() : null

export const currencyOf = (code: string | undefined): Currency | undefined =>
  currencies.find((known) => known === code?.trim().toUpperCase())
