import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { answer, languageOf } from '../http/answer.js'
import { RefusedRequest } from '../http/errors.js'
import { byOf } from '../http/idempotency.js'
import { invalidRequest, notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { reasonText } from '../kernel/reasons.js'
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
  Variants,
  VariantView,
} from './contract.js'
import { proofRoutes } from './proof-routes.js'
import { lawInForce, publishedVariants, readyVariant } from './queries.js'

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
        const variants = request.body.variants.map((id, index) => variantById(id, `/variants/${index}`))
        const language = languageOf(request)
        const results = request.body.cases.map((facts) =>
          variants.map((variant) => cellView(evaluate(facts, variant, house.law), language)),
        )
        return { results } as never
      },
    )

    function variantById(id: string, pointer: string) {
      const variant = house.law.variants.get(id)
      if (variant !== undefined) return readyVariant(variant)
      throw new RefusedRequest(
        invalidRequest({ errors: [{ pointer, detail: reasonText('variant-unknown') }] }),
      )
    }

    app.get(
      '/v1/variants',
      {
        config: { access: 'public' },
        schema: { tags, summary: 'The published variants of the law', response: { 200: Variants } },
      },
      async () => ({ items: publishedVariants(house.law) as never, next: null }),
    )

    app.get(
      '/v1/variants/:id',
      {
        config: { access: 'public' },
        schema: {
          tags,
          summary: 'A variant: its settings with parameters and citations, its status and hash',
          params: z.object({ id: z.string().max(100) }),
          response: { 200: VariantView },
        },
      },
      async (request, reply) => {
        const variant = house.law.variants.get(request.params.id)
        return answer(request, reply, 200, variant ?? notFound())
      },
    )

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
