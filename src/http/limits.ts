import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { RefusedRequest } from './errors.js'
import { tooManyRequests } from './problems.js'

/** Security headers: pages load nothing from elsewhere and may not be framed. */
export async function setSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
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
    hsts: false,
  })
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
  app.addHook('onRequest', async (request, reply) => {
    if (request.actor.kind !== 'anonymous' || request.routeOptions.config.rateLimit === false) return
    const taken = await take(request)
    if (taken.isAllowed) return
    reply.header('RateLimit-Policy', policy)
    reply.header('RateLimit', `"strangers";r=${taken.remaining};t=${taken.ttlInSeconds}`)
    if (!taken.isExceeded) return
    reply.header('Retry-After', taken.ttlInSeconds)
    throw new RefusedRequest(tooManyRequests())
  })
}

/** A limit of its own for what takes much work: refuses what one address asks for more often than that in a minute. */
export function limitOf(app: FastifyInstance, perMinute: number): (request: FastifyRequest) => Promise<void> {
  const take = app.createRateLimit({ max: perMinute, timeWindow: windowSeconds * 1000 })
  return async (request) => {
    const taken = await take(request)
    if (!taken.isAllowed && taken.isExceeded) throw new RefusedRequest(tooManyRequests())
  }
}
