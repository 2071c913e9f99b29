import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { FieldError } from '../kernel/problems.js'
import { pointerOf } from '../kernel/reasons.js'
import { RefusedRequest } from './errors.js'
import { invalidRequest } from './problems.js'

const unsafe = {
  kk: 'U+0000 немесе жұпсыз суррогат таңбасы бар',
  ru: 'Содержит U+0000 или непарный суррогат',
  en: 'Contains U+0000 or a lone surrogate',
}

const tooDeep = {
  kk: 'Тым терең салынған',
  ru: 'Вложено слишком глубоко',
  en: 'Nested too deeply',
}
// Far more than any contract needs, and few enough to walk without running out of stack.
const deepest = 32

// PostgreSQL keeps no U+0000 and UTF-8 no lone surrogate: both are refused before anybody stores half of them.
const isSafe = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** Asked of every request, so it only looks; where something is wrong is found out afterwards. */
function isSafeTree(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return isSafe(value)
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return true
  if (depth > deepest) return false
  if (Array.isArray(value)) return value.every((item) => isSafeTree(item, depth + 1))
  for (const key in value)
    if (!isSafe(key) || !isSafeTree((value as Record<string, unknown>)[key], depth + 1)) return false
  return true
}

export function* unsafeStringsIn(value: unknown, pointer: string, depth = 0): Generator<FieldError> {
  if (typeof value === 'string') {
    if (!isSafe(value)) yield { pointer, detail: unsafe }
  } else if (typeof value === 'object' && value !== null && depth > deepest) {
    yield { pointer, detail: tooDeep }
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* unsafeStringsIn(item, `${pointer}/${i}`, depth + 1)
  } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (!isSafe(key)) yield { pointer, detail: unsafe }

      yield* unsafeStringsIn(item, `${pointer}${pointerOf([key])}`, depth + 1)
    }
  }
}

export function refuseUnsafeStrings(app: FastifyInstance): void {
  app.addHook('preValidation', ({ body: sent, params, query }, _reply, done) => {
    const body = sent instanceof Readable ? undefined : sent
    if (isSafeTree(body) && isSafeTree(params) && isSafeTree(query)) return done()
    const errors = [
      ...unsafeStringsIn(body, ''),
      ...unsafeStringsIn(params, '/path'),
      ...unsafeStringsIn(query, '/query'),
    ]
    done(new RefusedRequest(invalidRequest({ errors })))
  })
}
