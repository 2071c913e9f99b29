import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { answer, languageOf } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { limitOf } from '../http/limits.js'
import { notFound } from '../http/problems.js'
import { isRefusal } from '../kernel/problems.js'
import { type Language, languages } from '../kernel/texts.js'
import { chooseShown, receiptWithSecret } from './receipt-actions.js'
import { FullReceipt, ReceiptChoice, ReceiptPath, ReceiptSecret, ReceiptView } from './receipt-contract.js'
import { receiptPdf } from './receipt-pdf.js'
import { fullReceipt, receiptByNumber, shownReceipt } from './receipts.js'

const tags = ['public']
const pdfType = 'application/pdf'
const LanguageQuery = z.object({ lang: z.enum(languages).optional() })

const wantsPdf = (request: FastifyRequest): boolean => request.headers.accept?.startsWith(pdfType) === true

/** Where anybody sees what the donor lets be seen of a receipt. */
export const addressOfReceipt = ({ protocol, host }: FastifyRequest, number: string): string =>
  `${protocol}://${host}/receipts/${number}`

export type SendPdf = (
  request: FastifyRequest,
  reply: FastifyReply,
  receipt: ReceiptView,
  language: Language,
) => Promise<FastifyReply>

// A PDF takes a hundred times the work of an answer in JSON.
const pdfsPerMinute = 30

/** Sends a receipt as a file, to be opened or printed; no cache keeps it. */
export function pdfSender(app: FastifyInstance): SendPdf {
  const spare = limitOf(app, pdfsPerMinute)
  return async (request, reply, receipt, language) => {
    await spare(request)
    const name = `inline; filename="${receipt.number}.pdf"`
    return reply
      .headers({ 'Content-Type': pdfType, 'Content-Language': language, 'Content-Disposition': name })
      .headers({ Vary: 'Accept, Accept-Language', 'Cache-Control': 'no-store' })
      .send(receiptPdf(receipt, language, addressOfReceipt(request, receipt.number)))
  }
}

/** Receipts: for everybody what the donor shows, for whoever holds the secret all of it. */
export const receiptRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    const sendPdf = pdfSender(app)
    app.get(
      '/v1/receipts/:number',
      {
        config: { access: 'public' },
        schema: {
          ...{ tags, summary: 'A receipt, as far as its donor lets it be seen; JSON or, if accepted, a PDF' },
          ...{ params: ReceiptPath, response: { 200: ReceiptView } },
        },
      },
      async (request, reply) => {
        const receipt = await receiptByNumber(house, request.params.number)
        if (receipt === undefined) return answer(request, reply, 404, notFound())
        const shown = shownReceipt(receipt)
        if (wantsPdf(request)) return sendPdf(request, reply, shown, languageOf(request))
        return answer(request, reply.header('Vary', 'Accept'), 200, shown)
      },
    )
    app.get(
      '/v1/receipts/:number.pdf',
      {
        config: { access: 'public' },
        schema: {
          ...{ tags, summary: 'The same as a PDF', params: ReceiptPath, querystring: LanguageQuery },
          produces: [pdfType],
        },
      },
      async (request, reply) => {
        const receipt = await receiptByNumber(house, request.params.number)
        if (receipt === undefined) return answer(request, reply, 404, notFound())
        return sendPdf(request, reply, shownReceipt(receipt), request.query.lang ?? languageOf(request))
      },
    )
    await app.register(secretRoutes(house, sendPdf))
  }

/** The secret stands in the body: addresses are written down in too many places. */
const secretRoutes =
  (house: House, sendPdf: SendPdf): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { access: 'public', idempotency: 'never' } as const
    app.post(
      '/v1/receipts/:number/full',
      {
        config,
        schema: {
          ...{ tags, summary: 'All of a receipt, for whoever holds its secret; JSON or, if accepted, a PDF' },
          ...{ params: ReceiptPath, body: ReceiptSecret, response: { 200: FullReceipt } },
        },
      },
      async (request, reply) => {
        const receipt = await receiptWithSecret(house, request.params.number, request.body.secret)
        if (isRefusal(receipt)) return answer(request, reply, 403, receipt)
        const full = fullReceipt(receipt)
        if (wantsPdf(request)) return sendPdf(request, reply, full, languageOf(request))
        return answer(request, reply.header('Cache-Control', 'no-store'), 200, full)
      },
    )
    app.post(
      '/v1/receipts/:number/visibility',
      {
        config,
        schema: {
          ...{ tags, summary: 'Let others see more or less of a receipt, for whoever holds its secret' },
          ...{ params: ReceiptPath, body: ReceiptChoice, response: { 200: FullReceipt } },
        },
      },
      async (request, reply) => {
        const outcome = await chooseShown(house, byOf(request), request.params.number, request.body)
        return answer(request, reply, 200, outcome)
      },
    )
  }
