import type { FastifyInstance, RouteOptions } from 'fastify'
import { type Actor, anonymous, hasRole, type Role } from '../kernel/actor.js'
import { RefusedRequest } from './errors.js'
import { notAllowed, notSignedIn } from './problems.js'

/** Who may call a route: everybody, whoever has signed in, or who holds one of the roles. */
export type Access = 'public' | 'signed-in' | readonly Role[]

export type IdempotencyRule = 'required' | 'accepted' | 'never'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** An API key of a payment system may call it. */
    apiKeys?: true
    /** For changing requests; `accepted` unless said otherwise. */
    idempotency?: IdempotencyRule
  }
  interface FastifyRequest {
    actor: Actor
  }
  interface FastifyInstance {
    /** Who may call what, by method and path. */
    accessOf: ReadonlyMap<string, Access | undefined>
  }
}

/** Finds who a bearer token belongs to; undefined when it is not, or no longer, good. Handed in by `app.ts`. */
export type Authenticate = (token: string) => Promise<Actor | undefined>

/** Deny unless allowed: a route that does not say who may call it does not start. */
export function guardRoutes(app: FastifyInstance, authenticate: Authenticate): void {
  app.decorateRequest('actor')
  const accessOf = new Map<string, Access | undefined>()
  app.decorate('accessOf', accessOf)
  app.addHook('onRoute', ({ method, url, config }: RouteOptions) => {
    accessOf.set(`${String(method)} ${url}`, config?.access)
  })
  app.addHook('onReady', async () => {
    const silent = [...accessOf].filter(([, access]) => access === undefined).map(([route]) => route)
    if (silent.length > 0) throw new Error(`these routes do not say who may call them: ${silent.join(', ')}`)
  })
  app.addHook('onRequest', (request, _reply, done) => {
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    request.actor = anonymous
    if (token === undefined) return done()
    authenticate(token).then((actor) => {
      request.actor = actor ?? anonymous
      done()
    }, done)
  })
  // Later than the limit of strangers, who may not guess tokens without end, and before any body is read.
  app.addHook('preParsing', (request, _reply, _payload, done) => {
    const { access = [], apiKeys } = request.routeOptions.config
    if (access === 'public' || request.is404) return done()
    const { actor } = request
    if (actor.kind === 'anonymous') return done(new RefusedRequest(notSignedIn()))
    const byKey = actor.kind === 'api-key'
    const isAllowed = byKey ? apiKeys : access === 'signed-in' || hasRole(actor, ...access)
    done(isAllowed ? null : new RefusedRequest(notAllowed()))
  })
}
