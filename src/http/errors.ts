import type { FastifyError, FastifyInstance, FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { isDatabaseAway } from '../database/client.js'
import type { Refusal } from '../kernel/problems.js'
import { fieldErrorsOf } from '../kernel/reasons.js'
import { sendProblem } from './answer.js'
import {
  bodyTooLarge,
  databaseAway,
  invalidRequest,
  malformedBody,
  notFound,
  notSignedIn,
  ourFault,
  tooManyRequests,
  unsupportedMediaType,
} from './problems.js'

/** A refusal thrown where there is no outcome to return: in hooks and validators. */
export class RefusedRequest extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused)
  }
}

const pointerPrefixes: Readonly<Record<string, string>> = {
  body: '',
  querystring: '/query',
  params: '/path',
  headers: '/header',
}

/** Decodes each part of a request by its contract; what is wrong is named field by field. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart = 'body' }) =>
  (data) => {
    const decoded = schema.safeParse(data)
    if (decoded.success) return { value: decoded.data }
    const errors = fieldErrorsOf(decoded.error, pointerPrefixes[httpPart])
    return { error: new RefusedRequest(invalidRequest({ errors })) }
  }

const refusalByStatus: Readonly<Record<number, () => Refusal>> = {
  401: notSignedIn,
  404: notFound,
  413: bodyTooLarge,
  415: unsupportedMediaType,
  429: tooManyRequests,
}

/** What went wrong, as a refusal: nothing of the inside (stack, SQL) ever leaves. */
export function refusalOf(error: FastifyError | Error): Refusal {
  if (error instanceof RefusedRequest) return error.refusal
  if (isDatabaseAway(error)) return databaseAway()
  const status = ('statusCode' in error && error.statusCode) || 500
  const known = refusalByStatus[status]
  if (known !== undefined) return known()
  return status >= 400 && status < 500 ? malformedBody() : ourFault()
}

/** The error as it may be logged: drizzle repeats the parameters of a query, which may be what somebody asked for. */
export const withoutParameters = (error: Error): Error =>
  'params' in error && error.cause instanceof Error ? error.cause : error

export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.status >= 500) request.log.error({ err: withoutParameters(error) }, 'request failed')
    return sendProblem(request, reply, refusal)
  })
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, notFound()))
}
