import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { PageQuery, pageOf } from '../kernel/pages.js'
import { isRefusal } from '../kernel/problems.js'
import { DonationReceipt } from './contract.js'
import { DriveParams, numberOf } from './drive-numbers.js'
import { GiftInKind, NewGiftInKind } from './gift-contract.js'
import { giftPage, receiveInKind } from './gifts-in-kind.js'
import type { PermitOf } from './permits.js'
import { withSecret } from './receipt-secrets.js'

const tags = ['money']
const people = { access: 'signed-in', idempotency: 'required' } as const
const GiftQuery = PageQuery.extend({ after: z.uuid().optional() })
const GiftPage = pageOf(GiftInKind).meta({ id: 'GiftInKindPage' })

/** Gifts in kind: in the books by their value, apart from money. */
export const giftRoutes =
  (house: House, permitOf: PermitOf): FastifyPluginAsyncZod =>
  async (app) => {
    const receiving = { tags, summary: 'Record a gift in kind, with the basis of its value' }
    app.post(
      '/v1/collections/:number/gifts-in-kind',
      {
        config: people,
        schema: {
          ...receiving,
          params: DriveParams,
          body: NewGiftInKind,
          response: { 201: DonationReceipt },
        },
      },
      async (request, reply) => {
        const number = numberOf(request.params.number)
        const outcome = await receiveInKind(house, permitOf, byOf(request), number, request.body)
        return answer(request, reply, 201, isRefusal(outcome) ? outcome : withSecret(house.sealer, outcome))
      },
    )
    const listing = {
      tags,
      summary: 'Gifts in kind and what is left of them; for its own people and auditors',
    }
    app.get(
      '/v1/collections/:number/gifts-in-kind',
      {
        config: { access: 'signed-in' },
        schema: { ...listing, params: DriveParams, querystring: GiftQuery, response: { 200: GiftPage } },
      },
      async (request, reply) => {
        const number = numberOf(request.params.number)
        return answer(request, reply, 200, await giftPage(house, request.actor, number, request.query))
      },
    )
  }
