import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifySchemaCompiler,
} from 'fastify'
import type { z } from 'zod'
import { isDatabaseAway } from '../database/client.js'
import type { ProblemKind, Refusal } from '../kernel/problems.js'
import { fieldErrorsOf } from '../kernel/reasons.js'
import { sendProblem } from './answer.js'
import {
  bodyTooLarge,
  databaseAway,
  invalidRequest,
  malformedBody,
  methodNotAllowed,
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
    // Fastify hands over null for a body that was left out.
    const decoded = schema.safeParse(data ?? undefined)
    if (decoded.success) return { value: decoded.data }
    const errors = fieldErrorsOf(decoded.error, pointerPrefixes[httpPart])
    return { error: new RefusedRequest(invalidRequest({ errors })) }
  }

/** Of the body as a whole: the empty pointer. */
export const ofWholeBody = (kind: ProblemKind): Refusal =>
  kind({ errors: [{ pointer: '', detail: kind.title }] })

const refusalByStatus: Readonly<Record<number, () => Refusal>> = {
  401: notSignedIn,
  404: notFound,
  413: () => ofWholeBody(bodyTooLarge),
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
  return status >= 400 && status < 500 ? ofWholeBody(malformedBody) : ourFault()
}

/** The error as it may be logged: drizzle repeats the parameters of a query, which may be what somebody asked for. */
export const withoutParameters = (error: Error): Error =>
  'params' in error && error.cause instanceof Error ? error.cause : error

/** An address that cannot be read: no route was reached, so no hook has run. */
export function sendFrameworkProblem(
  _error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  sendProblem(request, reply.header('X-Request-Id', request.id), notFound())
}

/** By which methods an address can be reached; the page of dead links, which answers every address, does not count. */
function routeMethods(app: FastifyInstance): (url: string) => string[] {
  const routes: { readonly methods: readonly string[]; readonly pattern: RegExp }[] = []
  app.addHook('onRoute', ({ method, url }) => {
    if (url === '/*') return
    const pattern = url
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:\w+/g, '[^/]+')
      .replace(/\*/g, '.*')
    routes.push({ methods: [method].flat(), pattern: new RegExp(`^${pattern}$`) })
  })
  return (url) => {
    const [path = ''] = url.split('?')
    return [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))]
  }
}

export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.status >= 500) request.log.error({ err: withoutParameters(error) }, 'request failed')
    return sendProblem(request, reply, refusal)
  })
  const methodsOf = routeMethods(app)
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url)
    if (methods.length === 0) return sendProblem(request, reply, notFound())
    return sendProblem(request, reply.header('Allow', methods.join(', ')), methodNotAllowed())
  })
}
