import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answer } from '../http/answer.js'
import { RefusedRequest } from '../http/errors.js'
import { byOf } from '../http/idempotency.js'
import { notAllowed } from '../http/problems.js'
import { LedgerParams } from '../ledger/contract.js'
import type { OwnLedgers } from '../ledger/routes.js'
import type { BoundHouse } from './limits.js'
import { transferOwn } from './own-transfers.js'
import { NewOwnTransfer, NewPayout, OwnTransfer, Payout } from './payout-contract.js'
import { payOutTransit } from './payouts.js'

/** Money on its way between the accounts of a ledger. */
export const payoutRoutes =
  (house: BoundHouse, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
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
    app.post(
      '/v1/ledgers/:ledger/own-transfers',
      {
        config: { access: 'signed-in', idempotency: 'required' },
        schema: {
          tags: ['money'],
          summary: 'Record money that moved from one own account to another: banks, cash',
          params: LedgerParams,
          body: NewOwnTransfer,
          response: { 201: OwnTransfer },
        },
      },
      async (request, reply) => {
        const { ledger } = request.params
        if (!(await ownLedgers(request.actor)).includes(ledger)) throw new RefusedRequest(notAllowed())
        return answer(request, reply, 201, await transferOwn(house, byOf(request), ledger, request.body))
      },
    )
  }
