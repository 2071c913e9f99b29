import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer, languageOf } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { dayOf } from '../kernel/days.js'
import { evaluate } from '../law/evaluate.js'
import { enact } from './actions.js'
import { cellView } from './cells.js'
import {
  EvaluationResults,
  InForceQuery,
  InForceView,
  LawChangeView,
  NewEvaluations,
  NewLawInForce,
} from './contract.js'
import { explanationRoutes } from './explanation-routes.js'
import { namedVariants } from './named-variants.js'
import { proofRoutes } from './proof-routes.js'
import { lawInForce } from './queries.js'
import { variantRoutes } from './variant-routes.js'

const tags = ['law']

export const legislationRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(proofRoutes(house))

    app.post(
      '/v1/evaluations',
      {
        config: { access: 'public', idempotency: 'never' },
        bodyLimit: 4 * 1024 * 1024,
        schema: {
          tags,
          summary: 'What each variant of the law says of the facts of each case',
          body: NewEvaluations,
          response: { 200: EvaluationResults },
        },
        // Asked again, the same question gets the same bytes: the engine's own order of members is kept.
        serializerCompiler: () => JSON.stringify,
      },
      async (request) => {
        const named = request.body.variants.map((id, index) => ({ id, pointer: `/variants/${index}` }))
        const variants = await namedVariants(house, request.actor, named)
        const language = languageOf(request)
        const results = request.body.cases.map((facts) =>
          variants.map((variant) => cellView(evaluate(facts, variant, house.law), language)),
        )
        return { results } as never
      },
    )

    await app.register(explanationRoutes(house))

    await app.register(variantRoutes(house))

    app.get(
      '/v1/legislation/in-force',
      {
        config: { access: 'public' },
        schema: {
          tags,
          summary: 'Which variant is the law on a day',
          querystring: InForceQuery,
          response: { 200: InForceView },
        },
      },
      async (request) => {
        const on = request.query.on ?? dayOf(house.clock())
        const { variant, from, reasons } = await lawInForce(house.read, house.law, on)
        return { on, variant: variant.id, variantHash: variant.hash, title: variant.title, from, reasons }
      },
    )

    app.post(
      '/v1/legislation/in-force',
      {
        config: { access: ['administrator'] },
        schema: {
          tags,
          summary: 'Make a variant the law from a day; takes two administrators',
          body: NewLawInForce,
          response: { 201: LawChangeView },
        },
      },
      async (request, reply) => answer(request, reply, 201, await enact(house, byOf(request), request.body)),
    )
  }
