import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { DriveParams, numberOf } from '../giving/drive-numbers.js'
import type { BoundHouse } from '../giving/limits.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import type { OwnLedgers } from '../ledger/routes.js'
import { NewRefund, NewReversal, RefundView, ReversalView } from './contract.js'
import { Conversion, NewConversion } from './conversion-contract.js'
import { convert } from './conversions.js'
import { chargeHostFee } from './host-fee.js'
import { invoiceRoutes } from './invoice-routes.js'
import { paymentRoutes } from './payment-routes.js'
import { HostFee } from './purpose-contract.js'
import { refund } from './refunds.js'
import { reverse } from './reversing.js'
import { transferRoutes } from './transfer-routes.js'

const IdParams = z.object({ id: z.uuid() })
const tags = ['money']
const movesMoney = { access: 'signed-in', idempotency: 'required' } as const

/** Money that is bound to a purpose: payments, the second person, conversions, transfers between funds, the fee of a host. */
export const spendingRoutes =
  (house: BoundHouse, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(paymentRoutes(house, ownLedgers))
    await app.register(invoiceRoutes(house, ownLedgers))
    await app.register(transferRoutes(house, ownLedgers))
    const conversion = { tags, summary: 'Record that a bank has converted a sum of the fund into tenge' }
    app.post(
      '/v1/collections/:number/conversions',
      {
        config: movesMoney,
        schema: { ...conversion, params: DriveParams, body: NewConversion, response: { 201: Conversion } },
      },
      async (request, reply) =>
        answer(
          request,
          reply,
          201,
          await convert(house, byOf(request), numberOf(request.params.number), request.body),
        ),
    )
    const hostFee = { tags, summary: 'Charge what the host is due of what was raised so far' }
    app.post(
      '/v1/collections/:number/host-fee',
      { config: movesMoney, schema: { ...hostFee, params: DriveParams, response: { 201: HostFee } } },
      async (request, reply) =>
        answer(
          request,
          reply,
          201,
          await chargeHostFee(house, byOf(request), numberOf(request.params.number)),
        ),
    )
    app.post(
      '/v1/collections/:number/refunds',
      {
        config: movesMoney,
        schema: {
          tags,
          summary: 'Give a donation back, whole or in part',
          params: DriveParams,
          body: NewRefund,
          response: { 201: RefundView },
        },
      },
      async (request, reply) => {
        const outcome = await refund(house, byOf(request), numberOf(request.params.number), request.body)
        return answer(request, reply, 201, outcome)
      },
    )

    app.post(
      '/v1/transactions/:id/reversal',
      {
        config: movesMoney,
        schema: {
          tags,
          summary: 'Reverse a transaction, once',
          params: IdParams,
          body: NewReversal,
          response: { 201: ReversalView },
        },
      },
      async (request, reply) => {
        const by = byOf(request)
        const ledgers = await ownLedgers(by.actor)
        const outcome = await reverse(house, by, ledgers, request.params.id, request.body)
        return answer(request, reply, 201, outcome)
      },
    )
  }
