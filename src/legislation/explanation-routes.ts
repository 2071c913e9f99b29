import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { languageOf } from '../http/answer.js'
import { explain } from '../law/explain.js'
import { ExplanationView, NewExplanation } from './explanation-contract.js'
import { explanationView } from './explanation-view.js'
import { namedVariants } from './named-variants.js'
import { variantsFor } from './queries.js'

export const explanationRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/explanations',
      {
        config: { access: 'public', idempotency: 'never' },
        // A case is judged again for each way that is tried, so a long list of transfers would be dear.
        bodyLimit: 64 * 1024,
        schema: {
          tags: ['law'],
          summary: 'Why a variant of the law says of the facts what it says, and what would make it lawful',
          body: NewExplanation,
          response: { 200: ExplanationView },
        },
        // As with evaluations: the same question gets the same bytes.
        serializerCompiler: () => JSON.stringify,
      },
      async (request) => {
        const { facts, variant: id, others } = request.body
        const beside = others ?? (await otherPublished(house, id))
        const named = beside.map((other, index) => ({ id: other, pointer: `/others/${index}` }))
        const [variant, ...rest] = await namedVariants(house, request.actor, [
          { id, pointer: '/variant' },
          ...named,
        ])
        const explanation = explain(facts, variant!, rest, house.law)
        return explanationView(explanation, house.law, languageOf(request)) as never
      },
    )
  }

const otherPublished = async ({ read, law }: House, id: string): Promise<string[]> =>
  [...(await variantsFor(read, law)).keys()].filter((other) => other !== id)
