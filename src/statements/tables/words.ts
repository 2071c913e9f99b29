import type { Cell, Row } from './rows.js'

/** A name as it is compared: without case, doubled and unbreakable spaces, and the colon after it. */
const wordOf = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\s+/g, ' ')
    .replace(/ ?: ?$/, '')
    .trim()

/** What a cell shows; nothing where it cannot be read. */
export function textOf(cell: Cell | undefined): string {
  switch (cell?.kind) {
    case 'text':
      return cell.text.trim()
    case 'number':
      return cell.decimal
    case 'day':
      return cell.day
    default:
      return ''
  }
}

export const isOneOf = (words: readonly string[], text: string): boolean =>
  words.some((word) => wordOf(word) === wordOf(text))

/** What follows in a text after one of the words that it begins with; undefined if it begins with none. */
export function afterWord(words: readonly string[], text: string): string | undefined {
  const flat = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  for (const word of words.map(wordOf)) {
    const begins = wordOf(flat.slice(0, word.length)) === word
    if (begins && !/^[\p{L}\p{N}]/u.test(flat.slice(word.length)))
      return flat
        .slice(word.length)
        .replace(/^ ?: ?/, '')
        .trim()
  }
  return undefined
}

/** Whether the first cell of a row that holds anything begins with one of the words. */
export function beginsWith(row: Row, words: readonly string[]): boolean {
  const first = row.cells.map(textOf).find((text) => text !== '')
  return first !== undefined && afterWord(words, first) !== undefined
}
