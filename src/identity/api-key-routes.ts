import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { endKey, listKeys, makeApiKey } from './api-key-actions.js'
import { ApiKeyMade, ApiKeyPath, ApiKeys, ApiKeysQuery, NewApiKey } from './contract.js'

const tags = ['api-keys']

export const apiKeyRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/api-keys',
      {
        // A repeated answer would have to keep the key.
        config: { access: 'signed-in', idempotency: 'never' },
        schema: {
          tags,
          summary: 'A key with which a payment system may give to the collections of one ledger',
          body: NewApiKey,
          response: { 201: ApiKeyMade },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await makeApiKey(house, byOf(request), request.body)),
    )
    app.get(
      '/v1/api-keys',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'The keys of a ledger',
          querystring: ApiKeysQuery,
          response: { 200: ApiKeys },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await listKeys(house, byOf(request), request.query.ledger)),
    )
    app.delete(
      '/v1/api-keys/:id',
      {
        config: { access: 'signed-in' },
        schema: { tags, summary: 'End a key', params: ApiKeyPath, response: { 204: z.null() } },
      },
      async (request, reply) =>
        answer(request, reply, 204, await endKey(house, byOf(request), request.params.id)),
    )
  }
