import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { type AppOptions, buildApp } from '../../src/app.js'
import { openHouse } from '../../src/house.js'
import { type Adal, type Session, secrets } from '../support/app.js'

/** Another process of the same service: an app of its own on a house of its own, on the same database. */
export async function anotherProcess(t: Test, adal: Adal, options: Partial<AppOptions> = {}) {
  const opened = await openHouse({
    ...{
      target: adal.target,
      documents: adal.documents,
      secrets,
      logName: 'adal.test/log',
      clock: adal.clock,
    },
    ...{ onError: (error: unknown) => t.fail(String(error)), migrated: true, integrator: 'off' },
  })
  const { house, signers, readiness } = opened
  const app = await buildApp({
    house,
    signers,
    secrets,
    readiness,
    strangersPerMinute: 1_000_000,
    ...options,
  })
  await app.ready()
  let open = true
  const close = async () => {
    if (open) await opened.close()
    open = false
  }
  t.teardown(async () => {
    await app.close()
    await close()
  })
  return { app, house, close }
}

/** A request to another process, by somebody who may have signed in, from some address. */
export async function ask(
  app: FastifyInstance,
  url: string,
  { as, from = '192.0.2.1', body, key }: { as?: Session; from?: string; body?: object; key?: string } = {},
) {
  const response = await app.inject({
    ...{ method: body === undefined ? 'GET' : 'POST', url, remoteAddress: from },
    headers: {
      'accept-language': 'en',
      ...(as && { authorization: `Bearer ${as.token}` }),
      ...(key && { 'idempotency-key': key }),
    },
    ...(body && { payload: body }),
  })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}

/** Waits until it grows no more. */
export async function untilStill(count: () => number): Promise<void> {
  let [before, still] = [-1, 0]
  while (still < 5) {
    still = count() === before ? still + 1 : 0
    before = count()
    await sleep(200)
  }
}
