import { randomBytes, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Sql } from 'postgres'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.js'
import type { House } from '../../src/audit/house.js'
import { integrate } from '../../src/audit/integrator.js'
import { verifyEverything } from '../../src/audit/verify.js'
import { openPool } from '../../src/database/pool.js'
import type { DatabaseTarget } from '../../src/database/target.js'
import { verifyFiles } from '../../src/documents/verify.js'
import { type OpenHouse, openHouse } from '../../src/house.js'
import { createAdministrator } from '../../src/identity/actions.js'
import type { Role } from '../../src/kernel/actor.js'
import { isRefusal } from '../../src/kernel/problems.js'
import type { Language } from '../../src/kernel/texts.js'
import { brokenInvariants } from '../../src/ledger/invariants.js'
import { testDatabase } from './database.js'
import { temporaryFolder } from './folder.js'

export interface Session {
  readonly token: string
  readonly personId: string
  readonly login: string
  readonly password: string
}

export interface Call {
  readonly as?: Session | { readonly token: string }
  readonly body?: unknown
  readonly key?: string
  readonly language?: Language
  readonly headers?: Record<string, string>
}

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer.
  readonly body: any
  readonly headers: Record<string, unknown>
}

export interface TestClock {
  (): Date
  set(moment: string): void
}

export interface Adal {
  readonly app: FastifyInstance
  readonly house: House
  readonly target: DatabaseTarget
  /** Where its uploaded files lie. */
  readonly documents: string
  readonly opened: OpenHouse
  readonly clock: TestClock
  /** Connected as the owner of the tables. */
  readonly owner: Sql
  call(method: string, path: string, call?: Call): Promise<Answer>
  /** A person without roles. */
  signUp(login?: string): Promise<Session>
  /** A person with a role; an akimat official is bound to `region`, a collector has stated an IIN. */
  signInAs(role: Role, options?: { region?: string; iin?: string; login?: string }): Promise<Session>
  /** Every finding of `npm run audit:verify`. */
  verify(): ReturnType<typeof verifyEverything>
  /** Runs SQL as the owner of the tables, behind the service's back. */
  behindTheBack(statement: string): Promise<void>
  /** How many leaves all logs hold. */
  leaves(): Promise<number>
}

export const secrets = { token: randomBytes(32), log: randomBytes(32), field: randomBytes(32) }
const password = 'correct horse battery'

/** The real service on a real database of its own, with a clock that stands still until it is set. */
export async function startAdal(t: Test, options: { now?: string; tampered?: true } = {}): Promise<Adal> {
  const { target } = await testDatabase(t)
  const documents = temporaryFolder(t)
  let now = new Date(options.now ?? '2026-03-15T06:00:00Z')
  const clock: TestClock = Object.assign(() => now, {
    set: (moment: string) => {
      now = new Date(moment)
    },
  })
  const onError = (error: unknown) => t.fail(String(error))
  const opened = await openHouse({
    target,
    documents,
    secrets,
    logName: 'adal.test/log',
    clock,
    onError,
    migrated: true,
    integrator: 'off',
  })
  const { house, signers, readiness, reading } = opened
  const app = await buildApp({
    house,
    signers,
    secrets,
    readiness,
    strangersPerMinute: 1_000_000,
  })
  await app.ready()
  const owner = openPool(target, { max: 1 })
  const verify = async () => {
    await integrate(owner as never, signers, clock)
    const verified = await verifyEverything(house.snapshot, signers)
    const { findings } = await verifyFiles(house)
    return { ...verified, findings: [...verified.findings, ...findings] }
  }
  t.teardown(async () => {
    try {
      const { findings } = await verify()
      const broken = await brokenInvariants(reading)
      if (options.tampered) return
      if (broken.length > 0) throw new Error(`broken in the ledger: ${JSON.stringify(broken)}`)
      if (findings.length > 0)
        throw new Error(`changed behind the log: ${JSON.stringify(findings.slice(0, 5))}`)
    } finally {
      await app.close()
      await owner.end()
      await opened.close()
    }
  })
  const people = peopleOf(app, house)
  return {
    app,
    house,
    target,
    documents,
    opened,
    clock,
    owner: owner as unknown as Sql,
    ...people,
    verify,
    behindTheBack: async (statement) => {
      await owner.unsafe(statement)
    },
    leaves: async () => {
      const [row] = await owner<
        { leaves: bigint }[]
      >`SELECT coalesce(sum(size), 0)::bigint AS leaves FROM logs`
      return Number(row?.leaves)
    },
  }
}

function peopleOf(app: FastifyInstance, house: House) {
  let administrator: Promise<Session> | undefined

  async function call(
    method: string,
    path: string,
    { as, body, key, language = 'en', headers = {} }: Call = {},
  ): Promise<Answer> {
    const response = await app.inject({
      method: method as 'GET',
      url: path,
      headers: {
        'accept-language': language,
        ...(as && { authorization: `Bearer ${as.token}` }),
        ...(key && { 'idempotency-key': key }),
        ...(body !== undefined && typeof body !== 'string' && { 'content-type': 'application/json' }),
        ...headers,
      },
      payload: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    })
    const json = /[/+]json/.test(String(response.headers['content-type']))
    return {
      status: response.statusCode,
      body: json ? response.json() : response.body,
      headers: response.headers,
    }
  }

  async function signIn(login: string, personId: string): Promise<Session> {
    const { status, body } = await call('POST', '/v1/sessions', { body: { login, password } })
    if (status !== 201) throw new Error(`sign-in of ${login}: ${JSON.stringify(body)}`)
    return { token: body.token, personId, login, password }
  }

  async function signUp(login = `person-${randomUUID()}`): Promise<Session> {
    const { status, body } = await call('POST', '/v1/people', {
      body: { login, password, name: 'Айгүл Сәрсенова', language: 'kk' },
    })
    if (status !== 201) throw new Error(`sign-up of ${login}: ${JSON.stringify(body)}`)
    return signIn(login, body.id)
  }

  async function newAdministrator(login = `administrator-${randomUUID()}`): Promise<Session> {
    const person = await createAdministrator(house, { login, password, name: 'Administrator' })
    if (isRefusal(person)) throw new Error(person.refused)
    return signIn(login, person.id)
  }

  async function signInAs(
    role: Role,
    { region, iin, login }: { region?: string; iin?: string; login?: string } = {},
  ) {
    if (role === 'administrator') return newAdministrator(login)
    administrator ??= newAdministrator()
    const session = await signUp(login)
    const { status, body } =
      role === 'collector' && iin !== undefined
        ? await call('POST', '/v1/people/me/identity', { as: session, body: { iin } })
        : await call('POST', `/v1/people/${session.personId}/roles`, {
            as: await administrator,
            body: { role, ...(role === 'akimat' && { region: region ?? '270000000' }) },
          })
    if (status >= 300) throw new Error(`the role ${role}: ${JSON.stringify(body)}`)
    return session
  }

  return { call, signUp, signInAs }
}
