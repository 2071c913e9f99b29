import { pointerOf } from '../../kernel/reasons.js'
import { type WrongFile, wrongFile } from '../reading/wrong-file.js'
import type { TableMapping } from './mapping.js'
import { tableReasons } from './reasons.js'
import { mostOtherRows, type Row } from './rows.js'
import { isOneOf, textOf } from './words.js'

/** A column of the file: where it stands, from 0, and what the file calls it. */
export interface Column {
  readonly at: number
  readonly name: string
}

export type Columns = ReadonlyMap<string, Column>

/** The columns that a mapping names, by what they tell; those of the amounts among them. */
function wanted({ columns, amounts }: TableMapping): [string, readonly string[]][] {
  const { kind: _, ...others } = amounts
  return Object.entries({ ...columns, ...others }).filter(
    (entry): entry is [string, string[]] => Array.isArray(entry[1]) && !entry[0].endsWith('Words'),
  )
}

/** Looks for the header, row by row. */
export function headerSearch(mapping: TableMapping) {
  const names = wanted(mapping)
  let nearest: { line: number; missing: readonly string[]; found: number } = {
    line: mapping.headerRow ?? 1,
    missing: names[0]![1],
    found: 0,
  }
  return {
    /** The columns, if this is the row that names all of them. */
    see(row: Row): Columns | undefined {
      if (mapping.headerRow !== undefined && row.line < mapping.headerRow) return undefined
      if (row.line > (mapping.headerRow ?? mostOtherRows)) throw this.notFound()
      const columns = new Map<string, Column>()
      let missing: readonly string[] | undefined
      let twice: Column | undefined
      for (const [what, words] of names) {
        const [first, second] = standing(row, words)
        twice ??= second
        if (first === undefined) missing ??= words
        else columns.set(what, first)
      }
      if (missing === undefined && twice !== undefined)
        throw wrongFile(row.line, tableReasons.columnTwice, pointerOf([twice.name]))
      if (missing === undefined) return columns
      if (columns.size > nearest.found) nearest = { line: row.line, missing, found: columns.size }
      return undefined
    },
    /** Which column the row that comes nearest does not name. */
    notFound: (): WrongFile =>
      wrongFile(nearest.line, tableReasons.columnMissing, pointerOf([nearest.missing[0]!])),
  }
}

const standing = (row: Row, words: readonly string[]): Column[] =>
  row.cells.flatMap((cell, at) =>
    isOneOf(words, textOf(cell)) ? { at, name: textOf(cell).replace(/\s+/g, ' ') } : [],
  )

/** Under the header banks number the columns: 1, 2, 3 … */
export const numbersColumns = (row: Row): boolean =>
  row.cells.every((cell, at) => textOf(cell) === '' || textOf(cell) === String(at + 1))
