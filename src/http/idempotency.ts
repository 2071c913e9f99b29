import type { FastifyInstance, FastifyRequest } from 'fastify'
import { actorName } from '../kernel/actor.js'
import { canonicalJson, sha256 } from '../kernel/canonical-json.js'
import { RefusedRequest } from './errors.js'
import { invalidRequest, keyRequired } from './problems.js'

/** An idempotency key in the scope of its principal, with a hash of what was asked (draft-ietf-httpapi-idempotency-key-header-07). */
export interface RequestKey {
  readonly principal: string
  readonly key: string
  readonly requestHash: Buffer
}

const badKey = {
  pointer: '/header/idempotency-key',
  detail: {
    kk: '1–128 көрінетін ASCII таңбасы болуы керек',
    ru: 'Должен содержать от 1 до 128 видимых символов ASCII',
    en: 'Must be 1 to 128 visible ASCII characters',
  },
}

/** The key with a hash over method, path and body. The draft writes it as a quoted string; bare ones are taken too. */
function keyOf(request: FastifyRequest): RequestKey | undefined {
  if (request.routeOptions.config.idempotency === 'never') return undefined
  const header = request.headers['idempotency-key']
  if (header === undefined) return undefined
  const key = String(header).replace(/^"(.*)"$/, '$1')
  if (!/^[\x21-\x7e]{1,128}$/.test(key)) throw new RefusedRequest(invalidRequest({ errors: [badKey] }))
  return {
    principal: actorName(request.actor),
    key,
    requestHash: request.server.hashOfRequest(request.method, request.url, request.body),
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The same for the same method, path and decoded body; keyed, because a body may hold an IIN, which is easily guessed. */
    hashOfRequest(method: string, path: string, body: unknown): Buffer
  }
}

/** Refuses a request that moves money without a key: before validation, so that nobody learns to live without one. */
export function requireKeys(app: FastifyInstance, hashKey: Buffer): void {
  app.decorate('hashOfRequest', (method: string, path: string, body: unknown) =>
    sha256(Buffer.concat([hashKey, Buffer.from(`${method} ${path}\n${canonicalJson(body ?? null)}`)])),
  )
  const missingKey = keyRequired({ errors: [{ pointer: badKey.pointer, detail: keyRequired.title }] })
  app.addHook('preValidation', (request, _reply, done) => {
    const missing = request.headers['idempotency-key'] === undefined
    const isRequired = request.routeOptions.config.idempotency === 'required'
    done(missing && isRequired ? new RefusedRequest(missingKey) : undefined)
  })
}

/** On whose behalf a request acts, and under which key. */
export const byOf = (request: FastifyRequest) => ({ actor: request.actor, idempotency: keyOf(request) })
