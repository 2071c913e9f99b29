import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answer } from '../http/answer.js'
import { RefusedRequest } from '../http/errors.js'
import { byOf } from '../http/idempotency.js'
import { keyRequired, unsupportedMediaType } from '../http/problems.js'
import { isRefusal } from '../kernel/problems.js'
import type { OwnLedgers } from '../ledger/routes.js'
import { authorizationRoutes } from './authorization-routes.js'
import { boxRoutes } from './box-routes.js'
import { answerLines } from './bulk.js'
import { DonationReceipt, NewDonation } from './contract.js'
import type { Donate } from './donate.js'
import { DriveParams, numberOf } from './drive-numbers.js'
import { giftRoutes } from './gift-routes.js'
import type { BoundHouse } from './limits.js'
import { payoutRoutes } from './payout-routes.js'
import type { PermitOf } from './permits.js'
import { receiptRoutes } from './receipt-routes.js'
import { withSecret } from './receipt-secrets.js'

const bookkeepers = { access: 'signed-in', apiKeys: true, idempotency: 'required' } as const

export const givingRoutes =
  (house: BoundHouse, donate: Donate, permitOf: PermitOf, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(donationRoutes(house, donate))
    await app.register(authorizationRoutes(house, permitOf, ownLedgers))
    await app.register(giftRoutes(house, permitOf))
    await app.register(boxRoutes(house, permitOf))
    await app.register(receiptRoutes(house))
    await app.register(payoutRoutes(house, ownLedgers))
  }

const donationRoutes =
  ({ sealer }: BoundHouse, donate: Donate): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/collections/:number/donations',
      {
        // The hot path: an answer of JSON needs no headers for pages, and those who may call it are no strangers.
        config: { ...bookkeepers, rateLimit: false, securityHeaders: false },
        schema: {
          tags: ['money'],
          summary: 'Record a donation',
          params: DriveParams,
          body: NewDonation,
          response: { 201: DonationReceipt },
        },
        // The receipt is ours from end to end, so it is not encoded by its contract again.
        serializerCompiler: () => JSON.stringify,
      },
      async (request, reply) => {
        const { actor, idempotency } = byOf(request)
        if (idempotency === undefined) throw new RefusedRequest(keyRequired())
        const collection = numberOf(request.params.number)
        const outcome = await donate({ by: { actor, idempotency }, collection, donation: request.body })
        return answer(request, reply, 201, isRefusal(outcome) ? outcome : withSecret(sealer, outcome))
      },
    )

    const lines: FastifyPluginAsyncZod = async (bulk) => {
      bulk.removeAllContentTypeParsers()
      bulk.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload))
      bulk.post(
        '/v1/collections/:number/donations/bulk',
        {
          config: { ...bookkeepers, idempotency: 'never' },
          bodyLimit: Number.MAX_SAFE_INTEGER,
          schema: {
            tags: ['money'],
            summary: 'Record many donations: a line each, with its `id` as its key, and an answer a line',
            consumes: ['application/x-ndjson'],
            params: z.object({ number: z.string().max(40) }),
          },
        },
        async (request, reply) => {
          if (!(request.body instanceof Readable)) return answer(request, reply, 415, unsupportedMediaType())
          const collection = numberOf(request.params.number)
          return reply.type('application/x-ndjson').send(answerLines(request, sealer, donate, collection))
        },
      )
    }
    await app.register(lines)
  }
