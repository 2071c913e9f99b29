import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer, languageOf, sendProblem } from '../http/answer.js'
import { isRefusal } from '../kernel/problems.js'
import {
  CellPage,
  CellQuery,
  ComparisonPage,
  ComparisonPath,
  ComparisonQuery,
  ComparisonView,
} from './contract.js'
import { eventStreams } from './events.js'
import { comparisonNotDone } from './problems.js'
import { type Asking, cellPage, comparisonPage, comparisonSummary, resultsOf } from './queries.js'
import type { ComparisonResults } from './results.js'
import { csvOf } from './results-csv.js'
import type { Runs } from './runs.js'

export const askingOf = (request: FastifyRequest): Asking => ({
  actor: request.actor,
  language: languageOf(request),
})

const tags = ['comparisons']
const config = { access: 'public' } as const

/** What may be asked of comparisons: everybody of published ones, analysts of their own. */
export const readingRoutes =
  (house: House, runs: Runs): FastifyPluginAsyncZod =>
  async (app) => {
    const seen = (request: FastifyRequest, id: string) =>
      comparisonSummary(house, runs, id, askingOf(request))

    app.get(
      '/v1/comparisons',
      {
        config,
        schema: {
          ...{ tags, summary: 'Your own comparisons and the published ones' },
          ...{ querystring: ComparisonQuery, response: { 200: ComparisonPage } },
        },
      },
      async (request) => comparisonPage(house, runs, request.query, askingOf(request)),
    )

    app.get(
      '/v1/comparisons/:id',
      {
        config,
        schema: {
          ...{ tags, summary: 'A comparison, with its results once it is done' },
          ...{ params: ComparisonPath, response: { 200: ComparisonView } },
        },
      },
      async (request, reply) => {
        const view = await seen(request, request.params.id)
        if (isRefusal(view)) return sendProblem(request, reply, view)
        const results = view.status === 'done' ? await resultsOf(house.read, view.id) : undefined
        // The results are put in as they are kept: the same bytes as often as they are asked for.
        const json = `${JSON.stringify(view).slice(0, -1)},"results":${results ?? 'null'}}`
        return sendText(reply, 'application/json; charset=utf-8', json)
      },
    )

    for (const [form, type, written] of [
      ['json', 'application/json', (results: string) => [results]],
      ['csv', 'text/csv', (results: string) => csvOf(JSON.parse(results) as ComparisonResults)],
    ] as const)
      app.get(
        `/v1/comparisons/:id/results.${form}`,
        { config, schema: { tags, summary: `The results as ${form.toUpperCase()}`, params: ComparisonPath } },
        async (request, reply) => {
          const view = await seen(request, request.params.id)
          if (isRefusal(view)) return sendProblem(request, reply, view)
          const results = await resultsOf(house.read, view.id)
          if (results === undefined) return sendProblem(request, reply, comparisonNotDone())
          const name = `comparison-${view.id}.${form}`
          reply.header('Content-Disposition', `attachment; filename="${name}"`)
          return reply
            .type(`${type}; charset=utf-8`)
            .send(Readable.from(written(results), { objectMode: false }))
        },
      )

    app.get(
      '/v1/comparisons/:id/cases',
      {
        config,
        schema: {
          ...{ tags, summary: 'The cases behind a number, by classes that no variant tells apart' },
          ...{ params: ComparisonPath, querystring: CellQuery, response: { 200: CellPage } },
        },
        // Kept as the contract says, so not encoded by it again.
        serializerCompiler: () => JSON.stringify,
      },
      async (request, reply) =>
        answer(
          request,
          reply,
          200,
          await cellPage(house, request.params.id, request.query, askingOf(request)),
        ),
    )

    const streams = eventStreams()
    app.addHook('preClose', async () => streams.closeAll())
    app.get(
      '/v1/comparisons/:id/events',
      {
        config,
        schema: {
          ...{ tags, summary: 'How far a comparison is, as server-sent events' },
          ...{ params: ComparisonPath, produces: ['text/event-stream'] },
        },
      },
      async (request, reply) => {
        const view = await seen(request, request.params.id)
        if (isRefusal(view)) return sendProblem(request, reply, view)
        reply.header('Cache-Control', 'no-store').header('X-Accel-Buffering', 'no')
        return reply.type('text/event-stream').send(streams.open(() => seen(request, view.id)))
      },
    )
  }

const sendText = (reply: FastifyReply, type: string, text: string): FastifyReply =>
  reply.type(type).send(text as never)
