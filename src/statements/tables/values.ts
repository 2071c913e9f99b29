import { type Day, isDay } from '../../kernel/days.js'
import { isBin, isIin } from '../../kernel/identifiers.js'
import { largestAmount } from '../../kernel/money.js'
import { pointerOf } from '../../kernel/reasons.js'
import type { Text } from '../../kernel/texts.js'
import { wrongFile } from '../reading/wrong-file.js'
import type { TableMapping } from './mapping.js'
import { tableReasons } from './reasons.js'
import type { Cell } from './rows.js'
import { textOf } from './words.js'

export type Writing = Pick<TableMapping, 'dateFormat' | 'decimalSign' | 'thousands'>

/** A cell and where it stands, to say so. */
export interface Place {
  readonly cell: Cell | undefined
  readonly line: number
  readonly name: string
}

export const refuseAt = ({ line, name }: Omit<Place, 'cell'>, reason: Text) =>
  wrongFile(line, reason, pointerOf([name]))

/** The text of a cell, null where it is empty. Throws `WrongFile` for one that cannot be read. */
export function textAt(place: Place): string | null {
  if (place.cell?.kind === 'unreadable') throw refuseAt(place, place.cell.reason)
  return textOf(place.cell) || null
}

const orders: Readonly<Record<Writing['dateFormat'], RegExp>> = {
  'DD.MM.YYYY': /(?<day>\d\d?)\.(?<month>\d\d?)\.(?<year>\d{4})/,
  'DD.MM.YY': /(?<day>\d\d?)\.(?<month>\d\d?)\.(?<year>\d\d)/,
  'DD/MM/YYYY': /(?<day>\d\d?)\/(?<month>\d\d?)\/(?<year>\d{4})/,
  'MM/DD/YYYY': /(?<month>\d\d?)\/(?<day>\d\d?)\/(?<year>\d{4})/,
  'YYYY-MM-DD': /(?<year>\d{4})-(?<month>\d\d?)-(?<day>\d\d?)/,
}
const time = /(?:[ T,]+\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)?/

const wholeDays = Object.fromEntries(
  Object.entries(orders).map(([format, { source }]) => [format, new RegExp(`^${source}${time.source}$`)]),
) as Readonly<Record<Writing['dateFormat'], RegExp>>

const isoDay = ({ year = '', month = '', day = '' }: Record<string, string | undefined> = {}): string =>
  `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`

/** A day that the calendar has, written as the mapping says, perhaps with a time. Throws `WrongFile`. */
export function dayAt(place: Place, { dateFormat }: Writing): Day {
  const { cell } = place
  if (cell?.kind === 'unreadable') throw refuseAt(place, cell.reason)
  const text = textOf(cell)
  const written = wholeDays[dateFormat].exec(text)
  if (cell?.kind !== 'day' && written === null) throw refuseAt(place, tableReasons.noDay)
  const day = cell?.kind === 'day' ? cell.day : isoDay(written?.groups)
  if (!isDay(day)) throw refuseAt(place, tableReasons.noSuchDay)
  return day
}

/** Every day that is named in a text. */
export const daysIn = (text: string, { dateFormat }: Writing): Day[] =>
  [...text.matchAll(new RegExp(`(?<!\\d)(?:${orders[dateFormat].source})(?!\\d)`, 'g'))].map(({ groups }) =>
    isoDay(groups),
  )

const separators: Readonly<Record<Exclude<Writing['thousands'], 'none'>, string>> = {
  space: '[ \\u00a0\\u2009\\u202f]',
  ',': ',',
  '.': '\\.',
  "'": "['’]",
}

const shapes = new Map<string, RegExp>()

function shapeOf({ decimalSign, thousands }: Writing): RegExp {
  const key = `${decimalSign}${thousands}`
  const known = shapes.get(key)
  if (known !== undefined) return known
  const grouped = thousands === 'none' ? '' : `\\d{1,3}(?:${separators[thousands]}\\d{3})+|`
  const shape = new RegExp(
    `^(?<sign>[-−+]?) ?(?<whole>${grouped}\\d+)(?:${decimalSign === '.' ? '\\.' : ','}(?<fraction>\\d{1,2}))?(?: ?(?:₸|тг\\.?|тенге|теңге|KZT|USD|EUR|RUB))?$`,
    'iu',
  )
  shapes.set(key, shape)
  return shape
}

/** Minor units of a text, below zero where it says so; undefined if it is no amount. A group of digits of another length is none. */
export function amountIn(text: string, writing: Writing): bigint | undefined {
  const groups = shapeOf(writing).exec(text.trim())?.groups
  return groups && unitsOf(groups.sign, groups.whole!.replace(/\D/g, ''), groups.fraction)
}

const unitsOf = (sign = '', whole = '', fraction = ''): bigint =>
  BigInt(whole + fraction.padEnd(2, '0')) * (/[-−]/.test(sign) ? -1n : 1n)

/** The amount of a cell in minor units, null where it is empty. Throws `WrongFile`. */
export function amountAt(place: Place, writing: Writing): bigint | null {
  const text = textAt(place)
  if (text === null || /^[-–—]$/.test(text)) return null
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? []
  const amount =
    place.cell?.kind === 'number' ? whole && unitsOf(sign, whole, fraction) : amountIn(text, writing)
  if (typeof amount !== 'bigint' || place.cell?.kind === 'day') throw refuseAt(place, tableReasons.noAmount)
  if (amount > largestAmount || amount < -largestAmount) throw refuseAt(place, tableReasons.amountTooLarge)
  return amount
}

/** The BIN or IIN that stands in a cell, perhaps among words. A number has lost the zeros that it begins with. */
export function numberOfPerson({ cell }: Place): string | null {
  const text = cell?.kind === 'number' ? cell.decimal.padStart(12, '0') : textOf(cell)
  const found = (text.match(/(?<!\d)\d{12}(?!\d)/g) ?? []).find((number) => isBin(number) || isIin(number))
  return found ?? null
}

/** A name without the number that a bank writes beside it. */
export const nameWithoutNumber = (text: string): string =>
  text
    .replace(/[\s,;(]*(?:ИИН|БИН|ЖСН|БСН|IIN|BIN)[^\d]{0,20}\d{12}\)?/giu, '')
    .replace(/\s+/g, ' ')
    .trim()
