import type { z } from 'zod'
import { textOfBuiltIn } from './issue-texts.js'
import type { FieldError } from './problems.js'
import { kernelReasons } from './reason-texts.js'
import type { Text } from './texts.js'

type Issue = z.core.$ZodIssue

/** The reasons that the kernel knows; a room adds its own with `declareReason`. */
export type ReasonCode = keyof typeof kernelReasons

const marker = 'reason:'
const texts = new Map<string, Text>(Object.entries(kernelReasons))

/** What a zod check gives as its message, so that the reason can be told in the reader's language: `reason:bin-shape`. */
export const reason = (code: ReasonCode): string => marker + code

/** Adds a reason, once, under a kebab-case code; returns the message for a zod check, like `reason`. */
export function declareReason(code: string, text: Text): string {
  if (texts.has(code)) throw new Error(`the reason ${code} is declared twice`)
  texts.set(code, text)
  return marker + code
}

/** The sentence for a reason code. Throws if nobody declared it: that is a mistake of ours. */
export function reasonText(code: string): Text {
  const text = texts.get(code)
  if (text === undefined) throw new Error(`the reason ${code} is not declared`)
  return text
}

/** One sentence for one zod issue; never repeats what was sent, which may be personal. */
function textOfIssue(issue: Issue): Text {
  if (issue.message.startsWith(marker)) return reasonText(issue.message.slice(marker.length))
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    const inner = issue.issues[0]
    if (inner !== undefined) return textOfIssue(inner)
  }
  if (isMissing(issue)) return reasonText('required')
  if (issue.code === 'invalid_union') {
    const likeliest = likeliestBranch(issue.errors)?.[0]
    if (likeliest !== undefined) return textOfIssue(likeliest)
  }
  return textOfBuiltIn(issue)
}

/**
 * Every field that is wrong, with an RFC 6901 pointer below `prefix` (e.g. `/query`): one for each unknown key, and for a
 * union those of the alternative that was most likely meant.
 */
export function fieldErrorsOf(error: z.core.$ZodError | readonly Issue[], prefix = ''): FieldError[] {
  const issues = 'issues' in error ? error.issues : error
  return issues.flatMap((issue) => errorsOfIssue(issue, prefix))
}

function errorsOfIssue(issue: Issue, prefix: string): FieldError[] {
  const pointer = prefix + pointerOf(issue.path)
  if (!issue.message.startsWith(marker)) {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ pointer: pointer + pointerOf([key]), detail: textOfIssue(issue) }))
    }
    if (issue.code === 'invalid_union' && !isMissing(issue)) {
      const branch = likeliestBranch(issue.errors)
      if (branch !== undefined) return fieldErrorsOf(branch, pointer)
    }
  }
  return [{ pointer, detail: textOfIssue(issue) }]
}

/** An RFC 6901 JSON pointer to a path, e.g. `['a/b', 0]` → `/a~1b/0`; the whole document is the empty pointer. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** An issue does not carry the value, but zod's own message tells a missing one from one of a wrong type. */
function isMissing(issue: Issue): boolean {
  if (issue.code === 'invalid_type') return issue.message.endsWith('received undefined')
  if (issue.code !== 'invalid_union') return false
  return issue.errors.some((branch) => branch.some((inner) => inner.path.length === 0 && isMissing(inner)))
}

/** The alternative of a union that comes nearest to what was sent; undefined if all have another type altogether. */
function likeliestBranch(branches: readonly Issue[][]): Issue[] | undefined {
  const distance = (branch: Issue[]): number =>
    branch.reduce((sum, issue) => sum + (issue.code === 'invalid_value' ? 100 : 1), 0)
  const isOfOtherType = (issue: Issue): boolean => issue.code === 'invalid_type' && issue.path.length === 0
  const near = branches.filter((branch) => branch.length > 0 && !branch.some(isOfOtherType))
  return near.sort((a, b) => distance(a) - distance(b))[0]
}
