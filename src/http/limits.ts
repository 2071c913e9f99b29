import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import helmet from 'helmet'
import { RefusedRequest } from './errors.js'
import { tooManyRequests } from './problems.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Not for what only ever answers programs with JSON, very often. */
    securityHeaders?: false
  }
}

/** Security headers: pages load nothing from elsewhere and may not be framed. They are the same for every answer. */
export function setSecurityHeaders(app: FastifyInstance): void {
  const headers = securityHeaders()
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.securityHeaders !== false) reply.headers(headers)
    done()
  })
}

function securityHeaders(): Record<string, string> {
  const write = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  })
  const answer = new ServerResponse(new IncomingMessage(new Socket()))
  write(answer.req, answer, () => {})
  return Object.fromEntries(Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)]))
}

const windowSeconds = 60

/**
 * How many requests a minute one address may make without having signed in; also those to no route, and those with a bad
 * token. Each answer says what is left (draft-ietf-httpapi-ratelimit-headers). Called after `guardRoutes`, which says who asks.
 */
export async function limitStrangers(app: FastifyInstance, perMinute: number): Promise<void> {
  await app.register(rateLimit, { global: false, max: perMinute, timeWindow: windowSeconds * 1000 })
  const take = app.createRateLimit()
  const policy = `"strangers";q=${perMinute};w=${windowSeconds}`
  app.addHook('onRequest', (request, reply, done) => {
    if (request.actor.kind !== 'anonymous' || request.routeOptions.config.rateLimit === false) return done()
    limit(request, reply).then(() => done(), done)
  })

  async function limit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const taken = await take(request)
    if (taken.isAllowed) return
    reply.header('RateLimit-Policy', policy)
    reply.header('RateLimit', `"strangers";r=${taken.remaining};t=${taken.ttlInSeconds}`)
    if (!taken.isExceeded) return
    reply.header('Retry-After', taken.ttlInSeconds)
    throw new RefusedRequest(tooManyRequests())
  }
}

/** A limit of its own for what takes much work: refuses what one address asks for more often than that in a minute. */
export function limitOf(app: FastifyInstance, perMinute: number): (request: FastifyRequest) => Promise<void> {
  const take = app.createRateLimit({ max: perMinute, timeWindow: windowSeconds * 1000 })
  return async (request) => {
    const taken = await take(request)
    if (!taken.isAllowed && taken.isExceeded) throw new RefusedRequest(tooManyRequests())
  }
}
