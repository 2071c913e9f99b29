import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer, sendProblem } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { cancel, publish, request as requestComparison } from './actions.js'
import { ComparisonPath, ComparisonSummary, NewComparison } from './contract.js'
import { loadPopulation } from './population-file.js'
import { comparisonSummary } from './queries.js'
import { askingOf, readingRoutes } from './reading-routes.js'
import { openRuns } from './runs.js'
import { loadTariffs } from './tariffs.js'
import { uploadRoutes } from './upload-routes.js'

const tags = ['comparisons']
const config = { access: ['analyst'] } as const

/** Comparisons of variants of the law, and the runs that make them: those begin when the service is ready. */
export const comparisonRoutes =
  (house: House, dataFolder: string): FastifyPluginAsyncZod =>
  async (app) => {
    const assumed = { population: loadPopulation(dataFolder), tariffs: loadTariffs(dataFolder) }
    const runs = openRuns(house, dataFolder, (error) => app.log.error({ err: error }, 'comparisons'))
    app.addHook('onReady', async () => runs.start())
    app.addHook('onClose', () => runs.close())

    app.post(
      '/v1/comparisons',
      {
        config,
        schema: {
          ...{ tags, summary: 'Ask for a comparison of variants over many cases' },
          ...{ body: NewComparison, response: { 202: ComparisonSummary } },
        },
      },
      async (request, reply) => {
        const outcome = await requestComparison(house, assumed, byOf(request), request.body)
        runs.wake()
        if (!isRefusal(outcome)) reply.header('Location', `/v1/comparisons/${outcome.id}`)
        return asItIs(request, reply, 202, outcome)
      },
    )

    app.post(
      '/v1/comparisons/:id/cancel',
      {
        config,
        schema: {
          ...{ tags, summary: 'End a comparison that waits or runs' },
          ...{ params: ComparisonPath, response: { 200: ComparisonSummary } },
        },
      },
      async (request, reply) => {
        const outcome = await cancel(house, byOf(request), request.params.id)
        if (!isRefusal(outcome)) runs.stop(outcome.id)
        return asItIs(request, reply, 200, outcome)
      },
    )

    app.post(
      '/v1/comparisons/:id/publish',
      {
        config,
        schema: {
          ...{ tags, summary: 'Let everybody see a comparison' },
          ...{ params: ComparisonPath, response: { 200: ComparisonSummary } },
        },
      },
      async (request, reply) =>
        asItIs(request, reply, 200, await publish(house, byOf(request), request.params.id)),
    )

    await app.register(readingRoutes(house, runs))
    await app.register(uploadRoutes(house))

    async function asItIs(
      request: FastifyRequest,
      reply: FastifyReply,
      status: number,
      outcome: { readonly id: string } | Refusal,
    ) {
      if (isRefusal(outcome)) return sendProblem(request, reply, outcome)
      return answer(
        request,
        reply,
        status,
        await comparisonSummary(house, runs, outcome.id, askingOf(request)),
      )
    }
  }
