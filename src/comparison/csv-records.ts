import { pipeline, Readable } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import { pointerOf, reasonText } from '../kernel/reasons.js'
import { columns, requiredColumns, valueOfCells } from './csv-columns.js'
import { fileReasons, type LineError, longestLine, WrongFile, wrongAt } from './file-problems.js'
import type { FileRecord } from './file-text.js'

/** A record whose columns say what cannot be put together. */
export type CsvRecord = FileRecord | { readonly line: number; readonly error: LineError['detail'] }

const recordsAtOnce = 100

/**
 * The records of a CSV file (RFC 4180; a byte order mark and CRLF are as they should be here). Throws `WrongFile` for a
 * header or a line that cannot be read.
 */
export async function* recordsOfCsv(text: AsyncIterable<string>): AsyncGenerator<CsvRecord[]> {
  const parser = parse({
    bom: true,
    columns: checkedHeader,
    info: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
  })
  // The parser passes on what goes wrong before it.
  pipeline(Readable.from(notJson(text)), parser, () => {})
  let records: CsvRecord[] = []
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>
      info: Info
    }>) {
      const value = valueOfCells(record)
      records.push(
        value === undefined
          ? { line: info.lines, error: fileReasons.listLengths }
          : { line: info.lines, value },
      )
      if (records.length < recordsAtOnce) continue
      yield records
      records = []
    }
    yield records
  } catch (error) {
    yield records
    throw error instanceof CsvError ? wrongAt(Number(error.lines ?? 1), reasonOf(error)) : error
  } finally {
    parser.destroy()
  }
}

/** JSON is told by its first character, before its quotes are taken for broken ones. */
async function* notJson(text: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true
  for await (const piece of text) {
    if (isFirst && /^\ufeff?\s*[{[]/.test(piece)) throw wrongAt(1, fileReasons.notCsv)
    isFirst = false
    yield piece
  }
}

function reasonOf({ code }: CsvError): LineError['detail'] {
  if (code === 'CSV_MAX_RECORD_SIZE') return fileReasons.longLine
  return code === 'CSV_RECORD_INCONSISTENT_COLUMNS' ? fileReasons.columnCount : fileReasons.brokenCsv
}

function checkedHeader(header: string[]): string[] {
  const names = header.map((name) => name.trim())
  const at = (name: string, detail: LineError['detail']): LineError => ({
    line: 1,
    pointer: pointerOf(name.split('.')),
    detail,
  })
  const errors = [
    ...names
      .filter((name) => !Object.hasOwn(columns, name))
      .map((name) => at(name, fileReasons.unknownColumn)),
    ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => at(name, fileReasons.columnTwice)),
    ...requiredColumns
      .filter((name) => !names.includes(name))
      .map((name) => at(name, reasonText('required'))),
  ]
  if (errors.length > 0) throw new WrongFile(errors)
  return names
}
