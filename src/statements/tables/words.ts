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

// What is longer is no name of anything; a long text that thousands of cells share is not to be compared as often.
const longestName = 1_000

const compared = new WeakMap<readonly string[], ReadonlySet<string>>()

/** The words of a mapping, which are asked for at every row. */
function setOf(words: readonly string[]): ReadonlySet<string> {
  const known = compared.get(words) ?? new Set(words.map(wordOf))
  compared.set(words, known)
  return known
}

export const isOneOf = (words: readonly string[], text: string): boolean =>
  text.length <= longestName && setOf(words).has(wordOf(text))

/** What follows in a text after one of the words that it begins with; undefined if it begins with none. */
export function afterWord(words: readonly string[], text: string): string | undefined {
  const flat = text.slice(0, longestName).normalize('NFC').replace(/\s+/g, ' ').trim()
  const lower = flat.toLowerCase().replaceAll('ё', 'е')
  for (const word of setOf(words)) {
    const rest = flat.slice(word.length)
    if (lower.startsWith(word) && !/^[\p{L}\p{N}]/u.test(rest)) return rest.replace(/^ ?: ?/, '').trim()
  }
  return undefined
}

/** Whether the first cell of a row that holds anything begins with one of the words. */
export function beginsWith(row: Row, words: readonly string[]): boolean {
  const first = row.cells.map(textOf).find((text) => text !== '')
  return first !== undefined && afterWord(words, first) !== undefined
}
