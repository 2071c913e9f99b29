import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { RelatedPartyDeclared } from './answers.js'
import { BinPath, NewRelatedParty } from './contract.js'
import { declareRelatedParty } from './related-parties.js'

export const relatedPartyRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/organizations/:bin/related-parties',
      {
        config: { access: 'signed-in' },
        schema: {
          tags: ['Organizations'],
          summary:
            'Declare a relative or an affiliate of those who control the organization; never published',
          params: BinPath,
          body: NewRelatedParty,
          response: { 201: RelatedPartyDeclared },
        },
      },
      async (request, reply) => {
        const outcome = await declareRelatedParty(house, byOf(request), request.params.bin, request.body)
        return answer(request, reply, 201, outcome)
      },
    )
  }
