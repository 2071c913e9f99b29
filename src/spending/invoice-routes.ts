import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { DriveParams, numberOf } from '../giving/drive-numbers.js'
import type { BoundHouse } from '../giving/limits.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { isRefusal } from '../kernel/problems.js'
import type { OwnLedgers } from '../ledger/routes.js'
import { Invoice, InvoicePayment, NewInvoice, NewInvoicePayment } from './invoice-contract.js'
import { payInvoice, recordInvoice } from './invoices.js'
import { PaymentHeld } from './purpose-contract.js'

const IdParams = z.object({ id: z.uuid() })
const tags = ['money']
const movesMoney = { access: 'signed-in', idempotency: 'required' } as const

/** What a fund owes, and its payment. */
export const invoiceRoutes =
  (house: BoundHouse, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/collections/:number/invoices',
      {
        config: movesMoney,
        schema: {
          tags,
          summary: 'Record what is owed, and paid later; what meets a limit waits for a second person (202)',
          params: DriveParams,
          body: NewInvoice,
          response: { 201: Invoice, 202: PaymentHeld },
        },
      },
      async (request, reply) => {
        const number = numberOf(request.params.number)
        const outcome = await recordInvoice(house, byOf(request), number, request.body)
        const isHeld = !isRefusal(outcome) && outcome.status === 'held'
        return answer(request, reply, isHeld ? 202 : 201, outcome)
      },
    )
    const payment = { tags, summary: 'Record that an invoice was paid, once' }
    app.post(
      '/v1/invoices/:id/payments',
      {
        config: movesMoney,
        schema: { ...payment, params: IdParams, body: NewInvoicePayment, response: { 201: InvoicePayment } },
      },
      async (request, reply) => {
        const by = byOf(request)
        const ledgers = await ownLedgers(by.actor)
        return answer(
          request,
          reply,
          201,
          await payInvoice(house, by, ledgers, request.params.id, request.body),
        )
      },
    )
  }
