import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { invalidRequest } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import type { Refusal } from '../kernel/problems.js'
import { reasonText } from '../kernel/reasons.js'
import type { Variant } from '../law/variant.js'
import { variantsFor } from '../legislation/queries.js'
import { shadowFigures } from './shadow.js'
import {
  periodOf,
  ShadowAnswer,
  type ShadowFigures,
  ShadowQuery,
  whatIsCounted,
  wrongPeriod,
} from './shadow-contract.js'

const wrong = (pointer: string, code: string): Refusal =>
  invalidRequest({ errors: [{ pointer, detail: reasonText(code) }] })

export const shadowRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    const underWay = new Map<string, Promise<ShadowFigures[]>>()

    /** Whoever asks for the same while it is being counted waits for the same answer. */
    function figures(variants: readonly Variant[], period: ReturnType<typeof periodOf>) {
      const key = JSON.stringify([period, variants.map(({ id, hash }) => [id, hash])])
      const underWayAlready = underWay.get(key)
      if (underWayAlready !== undefined) return underWayAlready
      const counting = shadowFigures(house, variants, period).finally(() => underWay.delete(key))
      underWay.set(key, counting)
      return counting
    }

    app.get(
      '/v1/register/shadow',
      {
        config: { access: 'public' },
        schema: {
          tags: ['law'],
          summary: 'What each published variant would have stopped in the live register',
          description: whatIsCounted,
          querystring: ShadowQuery,
          response: { 200: ShadowAnswer },
        },
      },
      async (request, reply) => answer(request, reply, 200, await answerTo(request.query)),
    )

    async function answerTo(query: ShadowQuery) {
      const period = periodOf(query, dayOf(house.clock()))
      const why = wrongPeriod(period)
      if (why !== undefined) return wrong(query.from === undefined ? '/query/to' : '/query/from', why)
      const published = await variantsFor(house.read, house.law)
      if (query.variant === undefined)
        return { items: await figures([...published.values()], period), next: null }
      const variant = published.get(query.variant)
      if (variant === undefined) return wrong('/query/variant', 'variant-unknown')
      return (await figures([variant], period))[0]
    }
  }
