import type { FastifyReply, FastifyRequest } from 'fastify'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { type Language, preferredLanguage } from '../kernel/texts.js'

export const languageOf = (request: FastifyRequest): Language =>
  preferredLanguage(request.headers['accept-language'])

/** Problem details (RFC 9457) in the reader's language; inside, a refusal is only a value. */
export function problemDetails(refusal: Refusal, language: Language, instance: string) {
  return {
    ...refusal.more,
    type: `/problems/${refusal.refused}`,
    title: refusal.title[language],
    status: refusal.status,
    ...(refusal.detail && { detail: refusal.detail[language] }),
    instance,
    ...(refusal.errors && {
      errors: refusal.errors.map(({ line, pointer, detail }) => ({
        ...(line !== undefined && { line }),
        ...{ pointer, detail: detail[language] },
      })),
    }),
    ...(refusal.citation && { citation: refusal.citation }),
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const language = languageOf(request)
  if (refusal.status === 503) reply.header('Retry-After', '2')
  if (refusal.status === 401) reply.header('WWW-Authenticate', 'Bearer')
  return reply
    .code(refusal.status)
    .header('Content-Language', language)
    .header('Vary', 'Accept-Language')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemDetails(refusal, language, request.id))
}

/** The fact with its status (and its entity tag, where it has one), or the refusal as a problem. */
export function answer<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  outcome: T | Refusal,
): FastifyReply {
  if (isRefusal(outcome)) return sendProblem(request, reply, outcome)
  if (isTagged(outcome)) reply.header('ETag', outcome.etag)
  return reply.code(status).send(outcome)
}

const isTagged = (outcome: unknown): outcome is { readonly etag: string } =>
  typeof outcome === 'object' && outcome !== null && 'etag' in outcome && typeof outcome.etag === 'string'
