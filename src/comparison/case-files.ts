import { type CaseChunk, decodeCase, packCases } from './case-lines.js'
import type { Case } from './cases.js'
import { recordsOfCsv } from './csv-records.js'
import { fileReasons, type LineError, mostCases, WrongFile, wrongAt } from './file-problems.js'
import { recordsOfNdjson, textOf } from './file-text.js'
import { seenIds } from './seen-ids.js'

export type FileFormat = 'ndjson' | 'csv'

const mostListed = 100
const casesInChunk = 2_000

/** What is wrong with a file: the first hundred errors, and how many there are. */
export interface FileErrors {
  readonly errors: readonly LineError[]
  readonly total: number
}

export interface CaseFile {
  /** The cases that are right, in the order of the file. */
  readonly cases: AsyncIterable<Case>
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

  async function* cases(): AsyncGenerator<Case> {
    const ids = seenIds()
    let count = 0
    try {
      for await (const record of format === 'csv'
        ? recordsOfCsv(textOf(bytes))
        : recordsOfNdjson(textOf(bytes))) {
        const { line } = record
        count += 1
        if (count > mostCases) throw wrongAt(line, fileReasons.tooLarge)
        if ('error' in record) report({ line, pointer: '', detail: record.error })
        else if (record.value === undefined) report({ line, pointer: '', detail: fileReasons.notJson })
        else {
          const decoded = decodeCase(record.value)
          if (Array.isArray(decoded)) report(...decoded.map((error) => ({ line, ...error })))
          else if (!ids.isNew(decoded.id)) report({ line, pointer: '/id', detail: fileReasons.idTwice })
          else yield decoded
        }
      }
      if (count === 0) throw wrongAt(1, fileReasons.noCases)
    } catch (error) {
      if (!(error instanceof WrongFile)) throw error
      report(...error.errors)
    }
  }
  return { cases: cases(), wrong: () => ({ errors, total }) }
}

/** Cases in chunks of some thousand, as they are kept. */
export async function* chunksOf(cases: AsyncIterable<Case>): AsyncGenerator<CaseChunk> {
  let waiting: Case[] = []
  for await (const one of cases) {
    waiting.push(one)
    if (waiting.length < casesInChunk) continue
    yield await packCases(waiting)
    waiting = []
  }
  if (waiting.length > 0) yield await packCases(waiting)
}
