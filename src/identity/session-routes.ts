import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { notFound } from '../http/problems.js'
import { isRefusal } from '../kernel/problems.js'
import { countAttempts } from './attempts.js'
import { Credentials, Refreshing, Session } from './contract.js'
import { tooManyAttempts } from './problems.js'
import type { MembershipsOf } from './queries.js'
import { type Issuer, refreshSession, signIn, signOut } from './session-actions.js'
import { ownIssuer, type TokenClaims } from './tokens.js'

const tags = ['sessions']

export const sessionRoutes =
  (house: House, membershipsOf: MembershipsOf): FastifyPluginAsyncZod =>
  async (app) => {
    const attempts = countAttempts(house.clock)
    const issuer: Issuer = { sign: (claims) => app.jwt.sign(claims), membershipsOf }
    // Tokens are nothing that a proxy or a browser should keep.
    app.addHook('onSend', async (_, reply) => void reply.header('Cache-Control', 'no-store'))

    app.post(
      '/v1/sessions',
      {
        config: { access: 'public', idempotency: 'never' },
        schema: { tags, summary: 'Sign in', body: Credentials, response: { 201: Session } },
      },
      async (request, reply) => {
        const guesser = `${request.body.login.trim().toLowerCase()} ${request.ip}`
        const tooMany = attempts.begin(guesser)
        if (tooMany) {
          reply.header('Retry-After', String(tooMany.waitSeconds))
          return answer(request, reply, 429, tooManyAttempts())
        }
        const session = await signIn(house, issuer, request.body)
        if (!isRefusal(session)) attempts.succeeded(guesser)
        return answer(request, reply, 201, session)
      },
    )
    app.post(
      '/v1/sessions/refresh',
      {
        config: { access: 'public', idempotency: 'never' },
        schema: {
          tags,
          summary: 'The next token; a refresh token that comes twice ends the session',
          body: Refreshing,
          response: { 201: Session },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await refreshSession(house, issuer, request.body.refreshToken)),
    )
    app.delete(
      '/v1/sessions/current',
      {
        config: { access: 'signed-in', idempotency: 'never' },
        schema: { tags, summary: 'Sign out', response: { 204: z.null() } },
      },
      async (request, reply) => {
        const token = request.headers.authorization?.replace(/^Bearer\s+/i, '') ?? ''
        // A token of the OpenID provider has no session here.
        const claims = app.jwt.decode<Partial<TokenClaims> & { iss?: string }>(token)
        const sessionId = claims?.iss === ownIssuer ? claims.sid : undefined
        const outcome = sessionId === undefined ? notFound() : await signOut(house, request.actor, sessionId)
        return answer(request, reply, 204, outcome)
      },
    )
  }
