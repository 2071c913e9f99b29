import { addDays, isDay } from '../../kernel/days.js'
import { tableReasons } from './reasons.js'
import type { Cell } from './rows.js'

/** The numbers of the formats that ECMA-376 (18.8.30) builds in for days, those of East Asia among them. */
const builtInDays = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

/** Whether a cell of this format shows a day: its code, `code` where the workbook says one, holds a year or a day. */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDays.has(id)
  // What is quoted, escaped or in brackets is shown as it is, or is a colour or a language.
  const [first = ''] = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')
  return /[yd]/i.test(first)
}

/**
 * The number that was meant. A spreadsheet keeps the nearest binary fraction and writes 17 digits of it, 1150.4000000000001;
 * every decimal of up to 15 digits has a binary fraction of its own, so that it is found again, and nothing is rounded.
 */
export function numberCell(written: string): Cell {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?$/i.test(written) ? Number(written) : Number.NaN
  const decimal = plain(number.toPrecision(15))
  if (!Number.isFinite(number) || Number(decimal) !== number)
    return { kind: 'unreadable', reason: tableReasons.inexact }
  return { kind: 'number', decimal }
}

/** `1.15040000000000e+3` → `1150.4` */
function plain(precise: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(precise) ?? []
  const shift = Number(exponent)
  // Beyond these no sum lies; the digits would only be zeros.
  if (Math.abs(shift) > 40) return precise
  const digits = '0'.repeat(Math.max(0, -shift)) + whole + fraction.padEnd(Math.max(0, shift), '0')
  const point = Math.max(0, -shift) + whole.length + shift
  const rest = digits.slice(point).replace(/0+$/, '')
  return `${sign}${digits.slice(0, point).replace(/^0+(?=\d)/, '')}${rest === '' ? '' : `.${rest}`}`
}

/** The day of a serial number; its fraction is the time. Of 1900 Lotus had a 29 February, which every number after it counts. */
export function dayCell(written: string, from1904: boolean): Cell {
  const serial = Math.floor(Number(written))
  const isCounted = Number.isInteger(serial) && serial >= 0 && serial < 200_000 && (from1904 || serial !== 60)
  const origin = from1904 ? '1904-01-01' : serial < 60 ? '1899-12-31' : '1899-12-30'
  const day = isCounted ? addDays(origin, serial) : ''
  return isDay(day) ? { kind: 'day', day } : { kind: 'unreadable', reason: tableReasons.noSuchDay }
}
