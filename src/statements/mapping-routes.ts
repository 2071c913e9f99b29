import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { notFound } from '../http/problems.js'
import { toPage } from '../kernel/pages.js'
import { LedgerParams } from '../ledger/contract.js'
import { MappingParams, MappingQuery, Mappings, MappingView, NewMapping } from './mapping-contract.js'
import { mappingFor, mappingsFor, saveMapping } from './mappings.js'
import type { Preset } from './presets.js'
import type { RequireReader } from './readers.js'

const tags = ['statements']
const people = { access: 'signed-in' } as const

/** How the tables of banks are read, for each ledger. */
export const mappingRoutes =
  (house: House, presets: readonly Preset[], requireReader: RequireReader): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/ledgers/:ledger/statement-mappings',
      {
        config: people,
        schema: {
          ...{ tags, summary: 'Save how the columns of a bank’s table are read, for CSV and XLSX' },
          ...{ params: LedgerParams, body: NewMapping, response: { 201: MappingView } },
        },
      },
      async (request, reply) => {
        const outcome = await saveMapping(house, byOf(request), request.params.ledger, request.body)
        return answer(request, reply, 201, outcome)
      },
    )

    app.get(
      '/v1/ledgers/:ledger/statement-mappings',
      {
        config: people,
        schema: {
          ...{
            tags,
            summary: 'The mappings for a ledger: those that every one has, and the last versions of its own',
          },
          ...{ params: LedgerParams, querystring: MappingQuery, response: { 200: Mappings } },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(request, ledger)
        const { limit, after } = request.query
        const mappings = await mappingsFor(house.read, presets, ledger, { after, limit: limit + 1 })
        return toPage(
          mappings,
          limit,
          ({ id }) => id,
          (mapping) => mapping,
        )
      },
    )

    app.get(
      '/v1/ledgers/:ledger/statement-mappings/:id',
      {
        config: people,
        schema: {
          ...{ tags, summary: 'A mapping, of any version' },
          ...{ params: MappingParams, response: { 200: MappingView } },
        },
      },
      async (request, reply) => {
        const { ledger, id } = request.params
        await requireReader(request, ledger)
        const mapping = await mappingFor(house.read, presets, ledger, id)
        return answer(request, reply, 200, mapping ?? notFound())
      },
    )
  }
