import type { FastifyInstance } from 'fastify'
import type { FieldError } from '../kernel/problems.js'
import { RefusedRequest } from './errors.js'
import { invalidRequest } from './problems.js'

const unsafe = {
  kk: 'U+0000 немесе жұпсыз суррогат таңбасы бар',
  ru: 'Содержит U+0000 или непарный суррогат',
  en: 'Contains U+0000 or a lone surrogate',
}

// PostgreSQL keeps no U+0000 and UTF-8 no lone surrogate: both are refused before anybody stores half of them.
const isSafe = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

export function* unsafeStringsIn(value: unknown, pointer: string): Generator<FieldError> {
  if (typeof value === 'string') {
    if (!isSafe(value)) yield { pointer, detail: unsafe }
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* unsafeStringsIn(item, `${pointer}/${i}`)
  } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (!isSafe(key)) yield { pointer, detail: unsafe }
      yield* unsafeStringsIn(item, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    }
  }
}

export function refuseUnsafeStrings(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    const isStream = typeof (request.body as { pipe?: unknown } | null)?.pipe === 'function'
    const errors = [
      ...(isStream ? [] : unsafeStringsIn(request.body, '')),
      ...unsafeStringsIn(request.params, '/path'),
      ...unsafeStringsIn(request.query, '/query'),
    ]
    if (errors.length > 0) throw new RefusedRequest(invalidRequest({ errors }))
  })
}
