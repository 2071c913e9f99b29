import { attributeOf, type XmlElement } from '../../kernel/xml.js'
import { wrongFile } from '../reading/wrong-file.js'
import { tableReasons } from './reasons.js'
import { type Cell, longestText, mostColumns, type Row } from './rows.js'
import { dayCell, numberCell } from './xlsx-numbers.js'
import { readWorkbook, type Workbook } from './xlsx-workbook.js'
import { readXml } from './xml.js'
import { openParts } from './zip-parts.js'

// As many as a sheet has.
const mostRows = 1_048_576

/** The rows of a sheet, the first if none is named, that hold anything. Throws `WrongFile`. */
export async function* rowsOfXlsx(path: string, sheetName: string | undefined): AsyncGenerator<Row> {
  const parts = await openParts(path)
  try {
    const workbook = await readWorkbook(parts, sheetName)
    const rows: Row[] = []
    for await (const _ of readXml(parts.text(workbook.sheet), sheetHandlers(workbook, rows)))
      yield* rows.splice(0)
  } finally {
    parts.close()
  }
}

interface WrittenCell {
  readonly column: number
  readonly type: string
  readonly style: number
  value: string
  isFormula: boolean
}

/** Collects the rows of a sheet as they end. */
function sheetHandlers(workbook: Workbook, rows: Row[]) {
  let line = 0
  let column = -1
  let cells: (Cell | undefined)[] | undefined
  let cell: WrittenCell | undefined
  let isValue = false
  return {
    open(element: XmlElement) {
      const { name } = element
      const attribute = (wanted: string) => attributeOf(element, wanted)
      if (name === 'row') {
        const last = line
        line = Number(attribute('r') ?? last + 1)
        if (!(Number.isSafeInteger(line) && line > last && line <= mostRows))
          throw wrongFile(last + 1, tableReasons.notXlsx)
        cells = []
        column = -1
      } else if (name === 'c' && cells !== undefined) {
        column = columnOf(attribute('r')) ?? column + 1
        const [type, style] = [attribute('t') ?? 'n', Number(attribute('s') ?? 0)]
        cell = { column, type, style, value: '', isFormula: false }
      } else if (name === 'f' && cell !== undefined) cell.isFormula = true
      else if (name === 'v' || name === 't') isValue = cell !== undefined
    },
    text(piece: string) {
      if (!isValue || cell === undefined) return
      cell.value += piece
      if (cell.value.length > longestText) throw wrongFile(line, tableReasons.longText)
    },
    close(name: string) {
      if (name === 'v' || name === 't') isValue = false
      else if (name === 'c' && cell !== undefined && cells !== undefined) {
        const read = readCell(cell, workbook, line)
        if (read !== undefined && cell.column >= mostColumns) throw wrongFile(line, tableReasons.tooWide)
        // Of two cells in one place each reader could take another.
        if (cells[cell.column] !== undefined) throw wrongFile(line, tableReasons.notXlsx)
        if (read !== undefined) cells[cell.column] = read
        cell = undefined
      } else if (name === 'row' && cells !== undefined) {
        if (cells.length > 0) rows.push({ line, cells: Array.from(cells) })
        cells = undefined
      }
    },
  }
}

/** `AB12` → 27 */
function columnOf(reference: string | undefined): number | undefined {
  const [letters] = /^[A-Z]{1,3}/.exec(reference ?? '') ?? []
  if (letters === undefined) return undefined
  return Array.from(letters).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/**
 * A formula is not taken: what stands beside it is what somebody's program last computed, or wrote there, and a person who
 * opens the file may see another value. A bank writes values.
 */
function readCell(
  cell: WrittenCell,
  { from1904, daysByStyle, sharedTexts }: Workbook,
  line: number,
): Cell | undefined {
  const { type, style, value, isFormula } = cell
  if (isFormula) return { kind: 'unreadable', reason: tableReasons.formula }
  if (value === '') return undefined
  switch (type) {
    case 'n':
      return daysByStyle[style] ? dayCell(value, from1904) : numberCell(value)
    case 'd':
      return { kind: 'day', day: value.slice(0, 10) }
    case 's': {
      const text = sharedTexts[Number(value)]
      if (text === undefined) throw wrongFile(line, tableReasons.notXlsx)
      return { kind: 'text', text: unescaped(text) }
    }
    case 'e':
      return { kind: 'unreadable', reason: tableReasons.errorValue }
    default:
      return { kind: 'text', text: unescaped(value) }
  }
}

/** Line breaks and tabs that XML would not keep are written as `_x000D_`. */
const unescaped = (text: string): string =>
  text.replace(/_x00(09|0A|0D)_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
