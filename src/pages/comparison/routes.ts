import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { House } from '../../audit/house.js'
import { CellFilter, CellPlace } from '../../comparison/cell-filter.js'
import { readAs, readings } from '../../comparison/readings.js'
import { notFound } from '../../http/problems.js'
import { prepareVariant } from '../../law/evaluate.js'
import { explain } from '../../law/explain.js'
import type { Facts } from '../../law/facts.js'
import { refusalPage } from '../problem.js'
import { type Reader, readerOf } from '../reader.js'
import { casesPage } from './cases.js'
import { comparisonPage } from './comparison.js'
import { comparisonsPage } from './list.js'
import { reportPage } from './report.js'
import type { ComparisonSource, ShownComparison } from './source.js'
import { type Trace, tracePage } from './trace/page.js'

const config = { access: 'public', idempotency: 'never' } as const
const Id = z.object({ id: z.string().max(100) })
const CellsQuery = CellFilter.and(z.object({ after: CellPlace.optional() }))
const TraceQuery = z.object({
  case: z.string().min(1).max(200),
  variant: z.string().max(64).optional(),
  reading: z.enum(readings).default('duties-met'),
})

/** The pages of published comparisons; whoever keeps them hands in the source. */
export const comparisonPages =
  (house: Pick<House, 'law'>, source: ComparisonSource, demo = false): FastifyPluginAsyncZod =>
  async (app) => {
    const { law } = house
    const schema = { hide: true, params: Id }
    const found = async (request: FastifyRequest, reply: FastifyReply, write: Write) => {
      const reader = readerFor(request, demo)
      const shown = await source.byId((request.params as z.output<typeof Id>).id)
      const written = shown === undefined ? undefined : await write(reader, shown)
      if (written === undefined)
        return show(reply.code(404), reader, refusalPage(reader, notFound(), request.id))
      return show(reply, reader, written)
    }

    app.get('/comparisons', { config, schema: { hide: true } }, async (request, reply) => {
      const reader = readerOf(request, demo)
      return show(reply, reader, comparisonsPage(reader, law, await source.published()))
    })
    app.get('/comparisons/:id', { config, schema }, (request, reply) =>
      found(request, reply, (reader, shown) => comparisonPage(reader, law, shown)),
    )
    app.get('/comparisons/:id/report', { config, schema }, (request, reply) =>
      found(request, reply, (reader, shown) => reportPage(reader, law, shown)),
    )
    app.get(
      '/comparisons/:id/cases',
      { config, schema: { ...schema, querystring: CellsQuery } },
      (request, reply) =>
        found(request, reply, async (reader, shown) => {
          const { after, ...filter } = request.query
          return casesPage(reader, law, shown, { filter, cells: await source.cells(shown, filter, after) })
        }),
    )
    app.get(
      '/comparisons/:id/trace',
      { config, schema: { ...schema, querystring: TraceQuery } },
      (request, reply) =>
        found(request, reply, async (reader, shown) => {
          const facts = await source.factsOf(shown.id, request.query.case)
          if (facts === undefined) return undefined
          const trace = traceOf(house, shown, facts, request.query)
          return trace && tracePage(reader, law, shown, trace)
        }),
    )
  }

/** The switch of languages leads back to the same question: here the query is part of it. */
function readerFor(request: FastifyRequest, demo: boolean): Reader {
  const reader = readerOf(request, demo)
  const { searchParams } = new URL(`http://adal.invalid${request.url}`)
  searchParams.delete('lang')
  const query = searchParams.toString()
  return { ...reader, path: query === '' ? reader.path : `${reader.path}?${query}` }
}

type Write = (reader: Reader, shown: ShownComparison) => string | undefined | Promise<string | undefined>

/** Why the variant that was asked for, or else the first, says of one case what it says, beside all others of the comparison. */
function traceOf(
  { law }: Pick<House, 'law'>,
  shown: ShownComparison,
  asStood: Facts,
  { case: caseId, reading, variant: asked }: z.output<typeof TraceQuery>,
): Trace | undefined {
  const variants = shown.results.variants
    .map(({ id }) => law.variants.get(id) ?? shown.variants?.find((one) => one.id === id))
    .filter((variant) => variant !== undefined)
    .sort((a, b) => Number(b.id === asked) - Number(a.id === asked))
    .map(prepareVariant)
  const facts = readAs(variants)[reading](asStood)
  const [first, ...others] = variants
  return first && { caseId, reading, facts, explanation: explain(facts, first, others, law) }
}

const show = (reply: FastifyReply, { language }: Reader, written: string): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('Content-Language', language)
    .header('Vary', 'Accept-Language')
    .send(written)
