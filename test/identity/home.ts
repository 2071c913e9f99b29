import { deepEqual } from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import Fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { Test } from 'tap'
import type { House } from '../../src/audit/house.js'
import { verifyEverything } from '../../src/audit/verify.js'
import { openHouse } from '../../src/house.js'
import { guardRoutes } from '../../src/http/authentication.js'
import { answerErrors, validatorCompiler } from '../../src/http/errors.js'
import { requireKeys } from '../../src/http/idempotency.js'
import { refuseUnsafeStrings } from '../../src/http/safe-strings.js'
import { createAdministrator } from '../../src/identity/actions.js'
import { authenticator } from '../../src/identity/bearers.js'
import type { OpenIdOptions } from '../../src/identity/openid.js'
import { identityRoutes } from '../../src/identity/routes.js'
import type { Actor } from '../../src/kernel/actor.js'
import { testDatabase } from '../support/database.js'
import { temporaryFolder } from '../support/folder.js'

export const password = 'Ақжайық-2024'

export interface Signed {
  readonly id: string
  readonly login: string
  readonly token: string
  readonly refreshToken: string
}

interface Asked {
  readonly as?: { readonly token: string }
  readonly body?: object
  readonly key?: string
  readonly from?: string
}

/** The identity room alone, on a database of its own, with memberships that a test may write into. */
export async function openHome(t: Test, { oidc }: { oidc?: OpenIdOptions } = {}) {
  const { target } = await testDatabase(t)
  let now = new Date('2026-03-15T06:00:00Z')
  const clock = Object.assign(() => now, {
    set: (moment: string) => {
      now = new Date(moment)
    },
  })
  const secrets = { token: randomBytes(32), log: randomBytes(32), field: randomBytes(32) }
  const onError = (error: unknown) => t.fail(String(error))
  const opened = await openHouse({
    ...{ target, documents: temporaryFolder(t), secrets, logName: 'adal.test/log', clock, onError },
    migrated: true,
    integrator: 'off',
  })
  const { house, signers, reading: sql } = opened
  const memberships = new Map<string, Actor['organizations']>()
  const lines: string[] = []
  const app = await buildHome(house, memberships, lines, oidc)
  t.teardown(async () => {
    const { findings } = await verifyEverything(house.snapshot, signers)
    await app.close()
    await opened.close()
    deepEqual(findings, [], 'something was changed behind the log')
  })

  async function call(method: 'GET' | 'POST' | 'DELETE', url: string, { as, body, key, from }: Asked = {}) {
    const response = await app.inject({
      method,
      url,
      remoteAddress: from ?? '192.0.2.1',
      headers: {
        'accept-language': 'en',
        ...(as && { authorization: `Bearer ${as.token}` }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { payload: body }),
    })
    return {
      status: response.statusCode,
      body: response.body === '' ? null : response.json(),
      headers: response.headers,
    }
  }

  async function signIn(login: string, secret = password): Promise<Signed> {
    const { body } = await call('POST', '/v1/sessions', { body: { login, password: secret } })
    const { body: me } = await call('GET', '/v1/people/me', { as: body })
    return { id: me.id, login, token: body.token, refreshToken: body.refreshToken }
  }

  async function signUp(login = `person-${randomBytes(4).toString('hex')}`): Promise<Signed> {
    await call('POST', '/v1/people', { body: { login, password, name: 'Айгерім', language: 'kk' } })
    return signIn(login)
  }

  async function administrator(): Promise<Signed> {
    const login = `administrator-${randomBytes(4).toString('hex')}`
    await createAdministrator(house, { login, password, name: 'Administrator' })
    return signIn(login)
  }

  /** Every leaf so far, of all logs: what a test compares when nothing should have happened. */
  const leaves = async (): Promise<string[]> =>
    (await sql`SELECT leaf FROM audit_entries ORDER BY log, index`).map(({ leaf }) => leaf)

  return { house, clock, memberships, lines, sql, call, signIn, signUp, administrator, leaves }
}

export type Home = Awaited<ReturnType<typeof openHome>>

async function buildHome(
  house: House,
  memberships: ReadonlyMap<string, Actor['organizations']>,
  lines: string[],
  oidc?: OpenIdOptions,
): Promise<FastifyInstance> {
  const stream = new Writable({
    write: (line, _, done) => {
      lines.push(String(line))
      done()
    },
  })
  const app = Fastify({ logger: { level: 'trace', stream } })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerErrors(app)
  const tokenSecret = randomBytes(32)
  const membershipsOf = async (personId: string) => memberships.get(personId) ?? []
  guardRoutes(app, authenticator(house, { tokenSecret, membershipsOf, oidc }))
  requireKeys(app, randomBytes(32))
  refuseUnsafeStrings(app)
  await app.register(identityRoutes(house, { tokenSecret, membershipsOf }))
  return app
}
