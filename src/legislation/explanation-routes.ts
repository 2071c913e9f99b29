import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { languageOf } from '../http/answer.js'
import { explain } from '../law/explain.js'
import { ExplanationView, NewExplanation } from './explanation-contract.js'
import { explanationView } from './explanation-view.js'
import { namedVariant } from './named-variants.js'
import { publishedVariants, readyVariant } from './queries.js'

export const explanationRoutes =
  ({ law }: House): FastifyPluginAsyncZod =>
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
        const variant = namedVariant(law, id, '/variant')
        const beside =
          others?.map((other, index) => namedVariant(law, other, `/others/${index}`)) ??
          publishedVariants(law)
            .filter((other) => other.id !== id)
            .map(readyVariant)
        const explanation = explain(facts, variant, beside, law)
        return explanationView(explanation, law, languageOf(request)) as never
      },
    )
  }
