import type { Snapshot } from '../database/snapshots.js'
import { type Cell, csvOf } from './csv.js'

/** A list of the kit that is a query of the ledger, a line a row, its columns as the query names them. */
export interface Register {
  readonly file: string
  readonly columns: readonly string[]
  readonly query: string
}

/** Of a sum in another currency; `amount` is its value in tenge. */
export const foreign = ['foreign_currency', 'foreign_amount']

/** Minor units as a decimal number with two places, as `decimal` writes them. */
export const asDecimal = (column: string): string => `(${column}::numeric / 100)::numeric(21, 2)::text`

/** A moment as it stands in the state of a row. */
export const asJson = (column: string): string => `to_jsonb(${column}) #>> '{}'`

/** A list of words or of hashes, with a space between them. */
export const asWords = (column: string): string => `array_to_string(${column}, ' ')`

/** Joins the drive of a collection, whose public number people know: `c.number`. */
export const withDrive = (collection: string): string => `LEFT JOIN collections AS c ON c.id = ${collection}`

export async function* registerOf(snapshot: Snapshot, ledger: string, { columns, query }: Register) {
  yield* csvOf(columns, rowsOf(snapshot.rows<Record<string, Cell>>(query, [ledger]), columns))
}

async function* rowsOf(rows: AsyncIterable<Record<string, Cell>>, columns: readonly string[]) {
  for await (const row of rows) yield columns.map((column) => row[column] ?? null)
}
