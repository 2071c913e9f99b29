import { type Day, isDay } from '../../kernel/days.js'
import { compact, isIban } from '../../kernel/identifiers.js'
import { type Currency, currencies, largestAmount } from '../../kernel/money.js'
import type { TableMapping } from './mapping.js'
import { tableReasons } from './reasons.js'
import type { Row } from './rows.js'
import { amountAt, amountIn, daysIn, type Place, refuseAt, textAt, type Writing } from './values.js'
import { afterWord, textOf } from './words.js'

const labels = [
  'account',
  'currency',
  'opening',
  'closing',
  'period',
  'holderName',
  'holderBinOrIin',
] as const
export type Label = (typeof labels)[number]

/** What a label says: what follows it in its own cell, and the cells after it that hold anything. */
interface Said {
  readonly line: number
  readonly name: string
  readonly rest: string
  readonly after: readonly Place[]
}

export type Labels = ReturnType<typeof labelledCells>

const wordsOf = (mapping: TableMapping, label: Label): readonly string[] => {
  const place = mapping[label]
  return place !== undefined && 'label' in place ? place.label : []
}

/** Collects what stands above and below the table. */
export function labelledCells(mapping: TableMapping) {
  const found = new Map<Label, Said>()
  return {
    /** Whether a row begins with a label. */
    begins: (row: Row): boolean => {
      const first = row.cells.map(textOf).find((text) => text !== '') ?? ''
      return labels.some((label) => afterWord(wordsOf(mapping, label), first) !== undefined)
    },
    see(row: Row): void {
      for (const [at, cell] of row.cells.entries())
        for (const label of labels)
          for (const name of wordsOf(mapping, label)) {
            const rest = afterWord([name], textOf(cell))
            if (rest !== undefined)
              keep(label, { line: row.line, name, rest, after: cellsAfter(row, at, name) })
          }
    },
    get: (label: Label): Said | undefined => found.get(label),
    /** Throws `WrongFile` at this line if the label was not found. */
    require(label: Label, line: number): Said {
      const said = found.get(label)
      if (said === undefined)
        throw refuseAt({ line, name: wordsOf(mapping, label)[0] ?? label }, tableReasons.labelMissing)
      return said
    },
  }

  function keep(label: Label, said: Said): void {
    const before = found.get(label)
    // Of the holder banks write more than once, in other words; nothing hangs on it.
    if (before !== undefined && label.startsWith('holder')) return
    const words = ({ rest, after: [next] }: Said): string => `${rest} ${textOf(next?.cell)}`
    if (before !== undefined && words(before) !== words(said)) throw refuseAt(said, tableReasons.labelTwice)
    found.set(label, said)
  }
}

const cellsAfter = ({ line, cells }: Row, at: number, name: string): Place[] =>
  cells
    .slice(at + 1)
    .filter((cell) => cell?.kind === 'unreadable' || textOf(cell) !== '')
    .map((cell) => ({ cell, line, name }))

/** The amount that a label says, in minor units. Throws `WrongFile`. */
export function labelledAmount(said: Said, writing: Writing): bigint {
  const own = amountIn(said.rest, writing)
  const next = said.after[0]
  const amount = own ?? (next && amountAt(next, writing))
  if (amount === undefined || amount === null) throw refuseAt(said, tableReasons.noAmount)
  if (amount > largestAmount || amount < -largestAmount) throw refuseAt(said, tableReasons.amountTooLarge)
  return amount
}

const textsOf = ({ rest, after }: Said): string[] =>
  [rest, ...after.map((place) => textAt(place) ?? '')].filter((text) => text !== '')

/** What a label says in words. */
export const labelledText = (said: Said | undefined): string | null => (said && textsOf(said)[0]) ?? null

export function labelledAccount(said: Said): string {
  const iban = textsOf(said)
    .flatMap((text) => [text, ...text.split(/[\s,;()]+/)])
    .map((text) => compact(text).toUpperCase())
    .find(isIban)
  if (iban === undefined) throw refuseAt(said, tableReasons.noAccount)
  return iban
}

export function labelledCurrency(said: Said): Currency {
  const words = textsOf(said).flatMap((text) => text.toUpperCase().split(/[^A-Z]+/))
  const currency = currencies.find((known) => words.includes(known))
  if (currency === undefined) throw refuseAt(said, tableReasons.noCurrency)
  return currency
}

/** The first and the last day. Throws `WrongFile`. */
export function labelledPeriod(said: Said, writing: Writing): { from: Day; to: Day } {
  const days = said.after.flatMap(({ cell }) =>
    cell?.kind === 'day' ? [cell.day] : daysIn(textOf(cell), writing),
  )
  const [from, to, ...more] = [...daysIn(said.rest, writing), ...days]
  if (from === undefined || to === undefined || more.length > 0 || !isDay(from) || !isDay(to) || from > to)
    throw refuseAt(said, tableReasons.noPeriod)
  return { from, to }
}
