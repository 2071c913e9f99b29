import type { Text } from './texts.js'

/** Where a rule comes from. `confidence` says how sure we are of it (see `data/README.md`). */
export interface Citation {
  readonly act: string
  readonly article?: string
  readonly url?: string
  readonly status: 'in-force' | 'proposed' | 'comparator' | 'hypothetical'
  readonly confidence: 'verified' | 'secondary' | 'unverified'
}

/** One field that is wrong: an RFC 6901 pointer into the body (or `/query/…`, `/path/…`, `/header/…`), and why. */
export interface FieldError {
  readonly pointer: string
  readonly detail: Text
  /** Of a file: the line that the pointer looks into, from 1. */
  readonly line?: number
}

/** Why something was not done: a value inside, RFC 9457 problem details at the rim. */
export interface Refusal {
  readonly refused: string
  readonly status: number
  readonly title: Text
  readonly detail?: Text
  readonly errors?: readonly FieldError[]
  readonly citation?: Citation
  /** Further members of the problem, e.g. the findings of the law. */
  readonly more?: Readonly<Record<string, unknown>>
  /** The refusal itself is kept (with its rows and its audit entry); otherwise a refusal changes nothing. */
  readonly kept?: true
}

export type RefusalDetails = Pick<Refusal, 'detail' | 'errors' | 'citation' | 'more' | 'kept'>

export interface ProblemKind {
  (details?: RefusalDetails): Refusal
  readonly problem: string
  readonly status: number
  readonly title: Text
}

const kinds = new Map<string, ProblemKind>()

/** Declares a kind of problem once; it is explained at `/problems/{name}`. */
export function problem(name: string, status: number, title: Text): ProblemKind {
  if (kinds.has(name)) throw new Error(`the problem ${name} is declared twice`)
  const refuse = (details: RefusalDetails = {}): Refusal => ({ refused: name, status, title, ...details })
  const kind = Object.assign(refuse, { problem: name, status, title })
  kinds.set(name, kind)
  return kind
}

/** Every declared kind of problem by name. */
export const problemKinds: ReadonlyMap<string, ProblemKind> = kinds

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && 'status' in value
}
