import type { Day } from '../../kernel/days.js'
import type { Text } from '../../kernel/texts.js'

/** What stands in a cell. A text is only ever a text: nothing that it says is computed. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  /** `-1234.5`: a sign, digits and a point, and no more than was meant. */
  | { readonly kind: 'number'; readonly decimal: string }
  | { readonly kind: 'day'; readonly day: Day }
  /** Refused where its value is needed, and passed over where it is not. */
  | { readonly kind: 'unreadable'; readonly reason: Text }

export interface Row {
  /** The line of a text, the row of a sheet, from 1. */
  readonly line: number
  /** By the column, from 0; nothing where a cell is empty. */
  readonly cells: readonly (Cell | undefined)[]
}

// A bank's table has a dozen or two; a sheet could have 16,384, and each row would have to carry them.
export const mostColumns = 200

// What a cell of a spreadsheet can hold.
export const longestText = 32_767

/** So many rows may stand above a table, and below it. */
export const mostOtherRows = 1_000

export const longestRecord = 64 * 1024
