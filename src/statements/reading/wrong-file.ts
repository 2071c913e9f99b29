import type { FieldError } from '../../kernel/problems.js'
import type { Text } from '../../kernel/texts.js'

/** What a parser throws when a file is no statement that it can read to the end: all of it is refused. */
export interface WrongFile extends Error {
  readonly wrong: FieldError & { readonly line: number }
}

/** The line from 1; `pointer` names the field in it. */
export const wrongFile = (line: number, detail: Text, pointer = ''): WrongFile =>
  Object.assign(new Error(detail.en), { wrong: { line, pointer, detail } })

export const isWrongFile = (error: unknown): error is WrongFile => error instanceof Error && 'wrong' in error
