import { codeOf, ibanOf } from '../reading/values.js'
import type { DeclaredStatement, Party, ReadLine } from '../statement.js'
import type { Column, Columns } from './header.js'
import type { TableMapping } from './mapping.js'
import { tableReasons } from './reasons.js'
import type { Row } from './rows.js'
import { amountAt, dayAt, nameWithoutNumber, numberOfPerson, type Place, refuseAt, textAt } from './values.js'
import { isOneOf, textOf } from './words.js'

const placeIn = (row: Row, { at, name }: Column): Place => ({ cell: row.cells[at], line: row.line, name })

/** Whether a row says a day, or should: where the table has ended, words stand there or nothing. */
export function hasDay(row: Row, columns: Columns): boolean {
  const { cell } = placeIn(row, columns.get('bookedOn')!)
  return cell?.kind === 'unreadable' || /^\d/.test(textOf(cell))
}

/** A row of the table. Throws `WrongFile`. */
export function lineOf(row: Row, columns: Columns, mapping: TableMapping): ReadLine {
  const place = (what: string): Place | undefined => {
    const column = columns.get(what)
    return column && placeIn(row, column)
  }
  const text = (what: string): string | null => {
    const found = place(what)
    return found === undefined ? null : textAt(found)
  }
  const code = (what: string, digits: 2 | 3): string | null => {
    const written = text(what)
    // A number has lost the zeros that it begins with.
    const whole = place(what)?.cell?.kind === 'number' ? written?.padStart(digits, '0') : written
    return codeOf(whole ?? undefined, digits)
  }
  const valueOn = place('valueOn')
  return {
    line: row.line,
    bankId: text('bankId'),
    bookedOn: dayAt(place('bookedOn')!, mapping),
    valueOn: valueOn === undefined || textAt(valueOn) === null ? null : dayAt(valueOn, mapping),
    ...moneyOf(row, columns, mapping),
    counterparty: counterpartyOf(columns, place, text),
    knp: code('knp', 3),
    kod: code('kod', 2),
    kbe: code('kbe', 2),
    purpose: text('purpose') ?? '',
    documentNumber: text('documentNumber'),
    reference: text('reference'),
  }
}

function counterpartyOf(
  columns: Columns,
  place: (what: string) => Place | undefined,
  text: (what: string) => string | null,
): Party {
  const [name, number] = [text('name'), place('binOrIin')]
  // Refused, as everywhere, where it cannot be read.
  text('binOrIin')
  const isShared = number !== undefined && columns.get('name')?.at === columns.get('binOrIin')?.at
  return {
    name: (isShared ? nameWithoutNumber(name ?? '') : name) || null,
    binOrIin: number === undefined ? null : numberOfPerson(number),
    iban: ibanOf(text('iban') ?? undefined),
  }
}

export type Sums = Pick<DeclaredStatement, 'creditsTiyn' | 'debitsTiyn'>

/** The sums that stand under the columns of the amounts. */
export function sumsOf(row: Row, columns: Columns, mapping: TableMapping): Sums {
  const sum = (what: string): bigint | null => {
    const column = columns.get(what)
    return column === undefined ? null : amountAt(placeIn(row, column), mapping)
  }
  return { creditsTiyn: sum('credit'), debitsTiyn: sum('debit') }
}

type Money = Pick<ReadLine, 'side' | 'amountTiyn' | 'isReversal'>

function moneyOf(row: Row, columns: Columns, mapping: TableMapping): Money {
  const amount = (what: string): bigint | null => amountAt(placeIn(row, columns.get(what)!), mapping)
  const { amounts } = mapping
  if (amounts.kind === 'credit-and-debit') {
    const [credit, debit] = [amount('credit') ?? 0n, amount('debit') ?? 0n]
    const at = { line: row.line, name: columns.get('credit')!.name }
    if (credit !== 0n && debit !== 0n) throw refuseAt(at, tableReasons.bothSides)
    return turned(credit === 0n ? 'debit' : 'credit', credit + debit, at)
  }
  const at = { line: row.line, name: columns.get('amount')!.name }
  const sum = amount('amount') ?? 0n
  if (amounts.kind === 'signed') return { ...turned('credit', sum, at), isReversal: false }
  return turned(sideOf(placeIn(row, columns.get('side')!), amounts), sum, at)
}

/** Below zero banks write what takes back an earlier line. */
function turned(side: 'credit' | 'debit', sum: bigint, at: Omit<Place, 'cell'>): Money {
  if (sum === 0n) throw refuseAt(at, tableReasons.amountMissing)
  const other = side === 'credit' ? 'debit' : 'credit'
  return sum > 0n
    ? { side, amountTiyn: sum, isReversal: false }
    : { side: other, amountTiyn: -sum, isReversal: true }
}

function sideOf(
  place: Place,
  { creditWords, debitWords }: Extract<TableMapping['amounts'], { kind: 'amount-and-side' }>,
): 'credit' | 'debit' {
  const word = textAt(place) ?? ''
  if (isOneOf(creditWords, word)) return 'credit'
  if (isOneOf(debitWords, word)) return 'debit'
  throw refuseAt(place, tableReasons.noSide)
}
