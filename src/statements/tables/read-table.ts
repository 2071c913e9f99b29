import { pointerOf } from '../../kernel/reasons.js'
import { isWrongFile, wrongFile } from '../reading/wrong-file.js'
import type { Reading } from '../statement.js'
import { rowsOfCsv } from './csv-rows.js'
import { declared, type Span, spanWith } from './declared.js'
import { type Columns, headerSearch, numbersColumns } from './header.js'
import { type Labels, labelledCells } from './labels.js'
import { hasDay, lineOf, type Sums, sumsOf } from './lines.js'
import type { TableMapping } from './mapping.js'
import { tableReasons } from './reasons.js'
import { mostOtherRows, type Row } from './rows.js'
import { beginsWith } from './words.js'
import { rowsOfXlsx } from './xlsx-rows.js'

/** Reads a table of a bank, CSV or XLSX, as a mapping says. Throws `WrongFile`. */
export async function* readTable(path: string, mapping: TableMapping): Reading {
  const { file } = mapping
  const rows = file.format === 'csv' ? rowsOfCsv(path, file) : rowsOfXlsx(path, file.sheet)
  const labels = labelledCells(mapping)
  try {
    const { columns, line } = await readHead(rows, mapping, labels)
    let [lastLine, rowsAfter] = [line, 0]
    let [span, sums]: [Span?, Sums?] = []
    for await (const row of rows) {
      const isNumbering = lastLine === line && numbersColumns(row)
      lastLine = row.line
      if (isNumbering) continue
      if (rowsAfter > 0 || endsTable(row, columns, mapping, labels)) {
        rowsAfter += 1
        if (rowsAfter > mostOtherRows) throw wrongFile(row.line, tableReasons.longTail)
        refuseLine(row, columns, mapping)
        labels.see(row)
        if (beginsWith(row, mapping.totals ?? [])) sums ??= sumsOf(row, columns, mapping)
        continue
      }
      const read = lineOf(checkedWidth(row, columns, mapping), columns, mapping)
      span = spanWith(span, read)
      yield read
    }
    return declared(mapping, labels, { span, sums, lastLine })
  } finally {
    await rows.return(undefined)
  }
}

/** Reads up to the header, and what stands above it. */
async function readHead(
  rows: AsyncGenerator<Row>,
  mapping: TableMapping,
  labels: Labels,
): Promise<{ columns: Columns; line: number }> {
  const search = headerSearch(mapping)
  for (;;) {
    const { value: row, done } = await rows.next()
    if (done) throw search.notFound()
    const columns = search.see(row)
    if (columns !== undefined) return { columns, line: row.line }
    labels.see(row)
  }
}

/** A row that says no day ends the table if it begins as such rows do; otherwise it will be refused for its day. */
const endsTable = (row: Row, columns: Columns, mapping: TableMapping, labels: Labels): boolean =>
  !hasDay(row, columns) &&
  (beginsWith(row, mapping.totals ?? []) || beginsWith(row, mapping.end ?? []) || labels.begins(row))

/** Nothing that was paid is passed over because it stands in an unlikely place. */
function refuseLine(row: Row, columns: Columns, mapping: TableMapping): void {
  if (!hasDay(row, columns)) return
  try {
    lineOf(row, columns, mapping)
  } catch (error) {
    if (isWrongFile(error)) return
    throw error
  }
  throw wrongFile(row.line, tableReasons.lineAfterEnd)
}

/** In CSV a row that lacks columns was cut; a sheet leaves out empty cells. */
function checkedWidth(row: Row, columns: Columns, { file }: TableMapping): Row {
  const [missing] = [...columns.values()]
    .filter(({ at }) => at >= row.cells.length)
    .sort((one, other) => one.at - other.at)
  if (file.format === 'csv' && missing !== undefined)
    throw wrongFile(row.line, tableReasons.rowCut, pointerOf([missing.name]))
  return row
}
