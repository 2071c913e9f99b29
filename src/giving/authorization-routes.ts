import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { everyDay } from '../kernel/daily.js'
import { isRefusal } from '../kernel/problems.js'
import type { OwnLedgers } from '../ledger/routes.js'
import {
  Authorization,
  AuthorizationPage,
  AuthorizationQuery,
  Capture,
  NewAuthorization,
  NewCapture,
  NewVoid,
} from './authorization-contract.js'
import { authorizationPage, forgetLapsedDonors, voidAuthorization } from './authorizations.js'
import { authorize, capture } from './authorizing.js'
import { DriveParams, numberOf } from './drive-numbers.js'
import type { BoundHouse } from './limits.js'
import type { PermitOf } from './permits.js'
import { withSecret } from './receipt-secrets.js'

const IdParams = z.object({ id: z.uuid() })
const tags = ['money']
const bookkeepers = { access: 'signed-in', apiKeys: true, idempotency: 'required' } as const

/** Payments in two steps: authorized, which is seen and counts nowhere, then captured or voided. */
export const authorizationRoutes =
  (house: BoundHouse, permitOf: PermitOf, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    const onError = (error: unknown) => app.log.error({ err: error }, 'authorizations')
    const forgetting = everyDay(() => forgetLapsedDonors(house), onError)
    app.addHook('onClose', () => forgetting.close())
    const authorizing = { tags, summary: 'Record a payment that is authorized and not yet captured' }
    app.post(
      '/v1/collections/:number/authorizations',
      {
        config: bookkeepers,
        schema: {
          ...{ ...authorizing, params: DriveParams, body: NewAuthorization },
          response: { 201: Authorization },
        },
      },
      async (request, reply) => {
        const number = numberOf(request.params.number)
        const outcome = await authorize(house, permitOf, byOf(request), number, request.body)
        return answer(request, reply, 201, outcome)
      },
    )
    app.get(
      '/v1/collections/:number/authorizations',
      {
        config: { access: 'signed-in', apiKeys: true },
        schema: {
          tags,
          summary: 'What was authorized, captured, voided or has lapsed; for its own people and auditors',
          params: DriveParams,
          querystring: AuthorizationQuery,
          response: { 200: AuthorizationPage },
        },
      },
      async (request, reply) => {
        const number = numberOf(request.params.number)
        const page = await authorizationPage(house, request.actor, number, request.query)
        return answer(request, reply, 200, page)
      },
    )
    const capturing = { tags, summary: 'Capture an authorized payment, in whole or in part, once' }
    app.post(
      '/v1/authorizations/:id/capture',
      {
        config: bookkeepers,
        schema: { ...capturing, params: IdParams, body: NewCapture, response: { 201: Capture } },
      },
      async (request, reply) => {
        const by = byOf(request)
        const ledgers = await ownLedgers(by.actor)
        const outcome = await capture(house, permitOf, by, ledgers, request.params.id, request.body)
        const told = isRefusal(outcome) ? outcome : { ...outcome, ...withSecret(house.sealer, outcome) }
        return answer(request, reply, 201, told)
      },
    )
    const voiding = { tags, summary: 'Void an authorized payment: nothing was taken' }
    app.post(
      '/v1/authorizations/:id/void',
      {
        config: bookkeepers,
        schema: { ...voiding, params: IdParams, body: NewVoid, response: { 201: Authorization } },
      },
      async (request, reply) => {
        const by = byOf(request)
        const ledgers = await ownLedgers(by.actor)
        const outcome = await voidAuthorization(house, by, ledgers, request.params.id, request.body)
        return answer(request, reply, 201, outcome)
      },
    )
  }
