import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { RefusedRequest } from '../http/errors.js'
import { byOf } from '../http/idempotency.js'
import { notAllowed } from '../http/problems.js'
import { LedgerParams } from '../ledger/contract.js'
import type { OwnLedgers } from '../ledger/routes.js'
import { NewPayout, Payout } from './payout-contract.js'
import { payOutTransit } from './payouts.js'

/** What payment systems pay out of the money that is on its way. */
export const payoutRoutes =
  (house: House, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/ledgers/:ledger/payouts',
      {
        config: { access: 'signed-in', apiKeys: true, idempotency: 'required' },
        schema: {
          tags: ['money'],
          summary: 'Record what a payment system has paid out of the donations in transit, less its fee',
          params: LedgerParams,
          body: NewPayout,
          response: { 201: Payout },
        },
      },
      async (request, reply) => {
        const { ledger } = request.params
        if (!(await ownLedgers(request.actor)).includes(ledger)) throw new RefusedRequest(notAllowed())
        return answer(request, reply, 201, await payOutTransit(house, byOf(request), ledger, request.body))
      },
    )
  }
