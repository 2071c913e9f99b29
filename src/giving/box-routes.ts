import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { BoxOpening, BoxParams, BoxProtocolPage, BoxProtocolQuery, NewBoxOpening } from './box-contract.js'
import { openBox } from './box-openings.js'
import { protocolPage } from './box-protocols.js'
import { numberOf } from './drive-numbers.js'
import type { PermitOf } from './permits.js'

const tags = ['money']
const path = '/v1/collections/:number/boxes/:box/openings'

/** The openings of donation boxes, each with its protocol. */
export const boxRoutes =
  (house: House, permitOf: PermitOf): FastifyPluginAsyncZod =>
  async (app) => {
    const opening = { tags, summary: 'Record the protocol by which a donation box was opened and counted' }
    app.post(
      path,
      {
        config: { access: 'signed-in', idempotency: 'required' },
        schema: { ...opening, params: BoxParams, body: NewBoxOpening, response: { 201: BoxOpening } },
      },
      async (request, reply) => {
        const { number, box } = request.params
        const at = { number: numberOf(number), box }
        return answer(request, reply, 201, await openBox(house, permitOf, byOf(request), at, request.body))
      },
    )
    const listing = {
      tags,
      summary: 'The protocols of a box, with who was there; for its own people and auditors',
    }
    app.get(
      path,
      {
        config: { access: 'signed-in' },
        schema: {
          ...listing,
          params: BoxParams,
          querystring: BoxProtocolQuery,
          response: { 200: BoxProtocolPage },
        },
      },
      async (request, reply) => {
        const { number, box } = request.params
        const at = { number: numberOf(number), box }
        return answer(request, reply, 200, await protocolPage(house, request.actor, at, request.query))
      },
    )
  }
