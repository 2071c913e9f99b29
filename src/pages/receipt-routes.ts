import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { chooseShown, receiptWithSecret } from '../giving/receipt-actions.js'
import { ReceiptChoice, ReceiptPath, ReceiptSecret } from '../giving/receipt-contract.js'
import { addressOfReceipt, pdfSender } from '../giving/receipt-routes.js'
import { fullReceipt, receiptByNumber, shownReceipt } from '../giving/receipts.js'
import { RefusedRequest } from '../http/errors.js'
import { byOf } from '../http/idempotency.js'
import { notFound } from '../http/problems.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { readerOf } from './reader.js'
import { type ReceiptParts, receiptPage } from './receipt.js'

const config = { access: 'public', idempotency: 'never' } as const
const schema = { hide: true, params: ReceiptPath }
/** A form says of a box only that it is ticked. */
const ChoiceForm = ReceiptChoice.extend({
  showAmount: z
    .literal('on')
    .optional()
    .transform((ticked) => ticked !== undefined),
})

/** The page of a receipt; with its secret, which is always posted, all of it and what others see. */
export const receiptPages =
  (house: House, demo = false): FastifyPluginAsyncZod =>
  async (app) => {
    const sendPdf = pdfSender(app)
    const show = (request: FastifyRequest, reply: FastifyReply, parts: Omit<ReceiptParts, 'address'>) => {
      const address = addressOfReceipt(request, parts.receipt.number)
      const reader = { ...readerOf(request, demo), path: `/receipts/${parts.receipt.number}` }
      return reply
        .type('text/html; charset=utf-8')
        .headers({ 'Content-Language': reader.language, Vary: 'Accept-Language' })
        .headers(parts.secret === undefined ? {} : { 'Cache-Control': 'no-store' })
        .send(receiptPage(reader, { ...parts, address }))
    }

    app.get('/receipts/:number', { config, schema }, async (request, reply) => {
      const receipt = await receiptByNumber(house, request.params.number)
      return show(request, reply, { receipt: shownReceipt(orRefuse(receipt ?? notFound())) })
    })
    app.post(
      '/receipts/:number',
      { config, schema: { ...schema, body: ReceiptSecret } },
      async (request, reply) => {
        const { secret } = request.body
        const receipt = fullReceipt(orRefuse(await receiptWithSecret(house, request.params.number, secret)))
        return show(request, reply, { receipt, full: receipt, secret })
      },
    )
    app.post(
      '/receipts/:number/visibility',
      { config, schema: { ...schema, body: ChoiceForm } },
      async (request, reply) => {
        const chosen = await chooseShown(house, byOf(request), request.params.number, request.body)
        const receipt = orRefuse(chosen)
        return show(request, reply, { receipt, full: receipt, secret: request.body.secret, isChanged: true })
      },
    )
    app.post(
      '/receipts/:number/pdf',
      { config, schema: { ...schema, body: ReceiptSecret } },
      async (request, reply) => {
        const receipt = await receiptWithSecret(house, request.params.number, request.body.secret)
        return sendPdf(request, reply, fullReceipt(orRefuse(receipt)), readerOf(request).language)
      },
    )
  }

/** A refusal becomes a page of its own. */
function orRefuse<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new RefusedRequest(outcome)
  return outcome
}
