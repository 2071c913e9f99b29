import { decodeCase } from './case-lines.js'
import type { Case } from './cases.js'
import { type CsvRecord, recordsOfCsv } from './csv-records.js'
import { fileReasons, type LineError, mostCases, WrongFile, wrongAt } from './file-problems.js'
import { recordsOfNdjson, textOf } from './file-text.js'
import { seenIds } from './seen-ids.js'

export type FileFormat = 'ndjson' | 'csv'

const mostListed = 100

/** What is wrong with a file: the first hundred errors, and how many there are. */
export interface FileErrors {
  readonly errors: readonly LineError[]
  readonly total: number
}

export interface CaseFile {
  /** The cases that are right, some at a time, in the order of the file. */
  readonly cases: AsyncIterable<readonly Case[]>
  /** What was wrong so far. */
  readonly wrong: () => FileErrors
}

/** Reads a file of cases line by line, never holding more of it than a piece. Does not throw for what a file may hold. */
export function readCases(bytes: AsyncIterable<Uint8Array>, format: FileFormat): CaseFile {
  const errors: LineError[] = []
  let total = 0
  const report = (...found: readonly LineError[]): void => {
    total += found.length
    errors.push(...found.slice(0, mostListed - errors.length))
  }
  const ids = seenIds()
  let count = 0

  function caseOf(record: CsvRecord): Case | undefined {
    const { line } = record
    count += 1
    if (count > mostCases) throw wrongAt(line, fileReasons.tooLarge)
    if ('error' in record) return void report({ line, pointer: '', detail: record.error })
    if (record.value === undefined) return void report({ line, pointer: '', detail: fileReasons.notJson })
    const decoded = decodeCase(record.value)
    if (Array.isArray(decoded)) return void report(...decoded.map((error) => ({ line, ...error })))
    if (ids.isNew(decoded.id)) return decoded
    report({ line, pointer: '/id', detail: fileReasons.idTwice })
  }

  async function* cases(): AsyncGenerator<readonly Case[]> {
    try {
      const records = format === 'csv' ? recordsOfCsv(textOf(bytes)) : recordsOfNdjson(textOf(bytes))
      for await (const some of records) yield some.map(caseOf).filter((one) => one !== undefined)
      if (count === 0) throw wrongAt(1, fileReasons.noCases)
    } catch (error) {
      if (!(error instanceof WrongFile)) throw error
      report(...error.errors)
    }
  }
  return { cases: cases(), wrong: () => ({ errors, total }) }
}
