import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { By, House } from '../audit/house.js'
import { answer, languageOf } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { ifMatchOf } from '../http/versions.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { Language } from '../kernel/texts.js'
import { cellView } from '../legislation/cells.js'
import type { Cell } from '../legislation/queries.js'
import { acceptAsHost, amend, cancel, close, giveNotice, report } from './actions.js'
import {
  BoxesAdded,
  CollectionPage,
  CollectionRegistered,
  CollectionStatus,
  CollectionView,
} from './answers.js'
import { addBoxes } from './boxes.js'
import {
  Amendment,
  AsOfQuery,
  Cancellation,
  Closing,
  ClosingReport,
  CollectionPath,
  CollectionQuery,
  NewBoxes,
  NewCollection,
  Notice,
  Opening,
} from './contract.js'
import { open } from './opening.js'
import { collectionView, type PurposeFiguresOf } from './page.js'
import { collectionPage } from './register.js'
import { register } from './registration.js'

const tags = ['Collections']
const params = CollectionPath
// Whether somebody may act for a drive is decided by whose it is, not by a role alone.
const people = { access: 'signed-in' } as const
const everybody = { access: 'public' } as const

export const collectionRoutes =
  (house: House, purposeFiguresOf: PurposeFiguresOf): FastifyPluginAsyncZod =>
  async (app) => {
    /** `POST /v1/collections/{number}/{verb}` about a drive that is there. */
    function change<Body extends z.ZodType, Done>(
      verb: string,
      summary: string,
      body: Body | undefined,
      response: Record<number, z.ZodType>,
      run: (house: House, by: By, number: string, input: z.output<Body>) => Promise<Done | Refusal>,
    ): void {
      const schema = { tags, summary, params, response, ...(body && { body }) }
      const status = Number(Object.keys(response)[0])
      app.post(`/v1/collections/:number/${verb}`, { config: people, schema }, async (request, reply) => {
        const input = request.body as z.output<Body>
        const by = { ...byOf(request), ifVersion: ifMatchOf(request) }
        const outcome = await run(house, by, request.params.number, input)
        return answer(request, reply, status, inLanguage(outcome, languageOf(request)))
      })
    }

    const registered = { 201: CollectionRegistered }
    app.post(
      '/v1/collections',
      {
        config: people,
        schema: { tags, summary: 'Register a collection', body: NewCollection, response: registered },
      },
      async (request, reply) => {
        const outcome = await register(house, byOf(request), request.body)
        return answer(request, reply, 201, inLanguage(outcome, languageOf(request)))
      },
    )
    const changed = { 200: CollectionStatus }
    change('open', 'Open a planned collection', Opening, { 200: CollectionRegistered }, open)
    change('notice', 'Record the notice to the local authorised body', Notice, changed, giveNotice)
    change('amend', 'Change what was said of a collection', Amendment, changed, amend)
    change('host', 'Agree to be the host of a collection', undefined, changed, acceptAsHost)
    change('boxes', 'List donation boxes', NewBoxes, { 201: BoxesAdded }, addBoxes)
    change('close', 'Close a collection', Closing, changed, close)
    change('report', 'Publish the closing report', ClosingReport, changed, report)
    change('cancel', 'Cancel a collection', Cancellation, changed, cancel)

    const page = { querystring: CollectionQuery, response: { 200: CollectionPage } }
    app.get(
      '/v1/register/collections',
      { config: everybody, schema: { tags, summary: 'The register of collections', ...page } },
      async (request) => collectionPage(house, request.query),
    )
    const one = { params, querystring: AsOfQuery, response: { 200: CollectionView } }
    app.get(
      '/v1/register/collections/:number',
      { config: everybody, schema: { tags, summary: 'One collection, as of a day', ...one } },
      async (request, reply) => {
        const { on } = request.query
        const { number } = request.params
        const view = await collectionView(house, purposeFiguresOf, number, on, languageOf(request))
        return answer(request, reply, 200, view)
      },
    )
  }

/** The cells of an outcome in the reader's language, also those that a refusal carries. */
function inLanguage(outcome: unknown, language: Language): unknown {
  if (isRefusal(outcome))
    return outcome.more === undefined ? outcome : { ...outcome, more: inLanguage(outcome.more, language) }
  if (typeof outcome !== 'object' || outcome === null || !('shadow' in outcome)) return outcome
  return { ...outcome, shadow: (outcome.shadow as readonly Cell[]).map((cell) => cellView(cell, language)) }
}
