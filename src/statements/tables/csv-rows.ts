import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import { wrongFile } from '../reading/wrong-file.js'
import { type CsvForm, textOfLines } from './csv-text.js'
import { tableReasons } from './reasons.js'
import { longestRecord, longestText, mostColumns, type Row } from './rows.js'

/** The rows of a CSV file. Throws `WrongFile` at the line that cannot be read. */
export async function* rowsOfCsv(path: string, { encoding, delimiter }: CsvForm): AsyncGenerator<Row> {
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: longestRecord,
    // Above and below the table stand rows of other lengths.
    relax_column_count: true,
    // Banks write ТОО "Альфа" without quoting the quotes.
    relax_quotes: true,
    skip_empty_lines: true,
  })
  // The parser passes on what goes wrong before it.
  pipeline(Readable.from(textOfLines(createReadStream(path), encoding)), parser, () => {})
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>)
      yield rowOf(record, info.lines)
  } catch (error) {
    throw error instanceof CsvError ? wrongFile(Number(error.lines ?? 1), tableReasons.brokenCsv) : error
  } finally {
    parser.destroy()
  }
}

function rowOf(record: readonly string[], line: number): Row {
  if (record.length > mostColumns) throw wrongFile(line, tableReasons.tooWide)
  if (record.some((text) => text.length > longestText)) throw wrongFile(line, tableReasons.longText)
  return { line, cells: record.map((text) => ({ kind: 'text', text })) }
}
