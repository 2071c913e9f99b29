import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { RegisterQuery } from '../accreditation/contract.js'
import { accreditationLawOn } from '../accreditation/law.js'
import { registerEntries, registeredOrganization } from '../accreditation/views.js'
import type { House } from '../audit/house.js'
import { CollectionQuery } from '../collections/contract.js'
import { collectionView, type PurposeFiguresOf } from '../collections/page.js'
import { collectionsOfOrganization } from '../collections/queries.js'
import { collectionPage as collectionList } from '../collections/register.js'
import { sendProblem } from '../http/answer.js'
import { refusalOf, withoutParameters } from '../http/errors.js'
import { notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { isRefusal, problemKinds, type Refusal } from '../kernel/problems.js'
import { lawInForce, withPublished } from '../legislation/queries.js'
import { countingOrganization } from '../organizations/queries.js'
import { NewVerification } from '../verification/contract.js'
import type { VerificationOptions } from '../verification/routes.js'
import { verdictSigner } from '../verification/signing.js'
import { verify } from '../verification/verify.js'
import { assetRoutes } from './assets.js'
import { collectionPage } from './collection.js'
import { comparisonPages } from './comparison/routes.js'
import type { ComparisonSource } from './comparison/source.js'
import { homePage } from './home.js'
import { organizationPage } from './organization.js'
import { problemPage, refusalPage } from './problem.js'
import { decisionsOnCollection, ledgerOfCollection } from './queries.js'
import { type Reader, readerOf } from './reader.js'
import { receiptPages } from './receipt-routes.js'
import { registerListPage } from './register.js'
import { variantsPage } from './variants.js'
import { questionPage, verdictPage } from './verdict.js'

const config = { access: 'public', idempotency: 'never' } as const
const schema = { hide: true }
const RegisterPageQuery = z.object({
  query: z.string().trim().max(200).default(''),
  organizations: RegisterQuery.shape.after,
  collections: CollectionQuery.shape.after,
})

export interface PageOptions extends VerificationOptions {
  /** Every page says that it is a demo with invented details. */
  readonly demo?: boolean
  readonly comparisons: ComparisonSource
  readonly purposeFigures: PurposeFiguresOf
}

/** What people look at: a top room, which writes nothing but what the actions of other rooms write. */
export const pageRoutes =
  (house: House, { seed, issuer, demo, comparisons, purposeFigures }: PageOptions): FastifyPluginAsyncZod =>
  async (app) => {
    const signer = await verdictSigner(seed, issuer)
    const readerFor = (request: FastifyRequest): Reader => readerOf(request, demo)
    const refuse = refusalsFor(readerFor)
    const isVoluntary = async () =>
      (await accreditationLawOn(house.read, house, dayOf(house.clock()))).voluntary
    await app.register(assetRoutes)
    // Forms are sent to pages alone; everything else speaks JSON.
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 16_384 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    app.setErrorHandler((error: FastifyError, request, reply) => {
      const refusal = refusalOf(error)
      if (refusal.status >= 500) request.log.error({ err: withoutParameters(error) }, 'page failed')
      return refuse(request, reply, refusal)
    })

    app.get('/', { config, schema }, (request, reply) => show(reply, homePage, readerFor(request)))
    app.get('/verify', { config, schema }, (request, reply) => show(reply, questionPage, readerFor(request)))

    app.post('/verify', { config, schema: { ...schema, body: NewVerification } }, async (request, reply) => {
      const { subject } = request.body
      const reader = readerFor(request)
      const { actor, host } = request
      const answer = await verify(house, signer, { actor, host, language: reader.language }, subject)
      reply.header('Cache-Control', 'no-store')
      return show(reply, () => verdictPage(reader, subject, answer), reader)
    })

    const number = z.object({ number: z.string().max(40) })
    app.get(
      '/collections/:number',
      { config, schema: { ...schema, params: number } },
      async (request, reply) => {
        const reader = readerFor(request)
        const { number: asked } = request.params
        const view = await collectionView(house, purposeFigures, asked, undefined, reader.language)
        if (isRefusal(view)) return refuse(request, reply, view)
        const decisions = await decisionsOnCollection(house.read, view.number)
        const ledger = (await ledgerOfCollection(house.read, view.number)) ?? ''
        const law = await withPublished(house.read, house.law)
        return show(reply, () => collectionPage(reader, { view, decisions, ledger, law }), reader)
      },
    )

    const bin = z.object({ bin: z.string().max(40) })
    app.get('/organizations/:bin', { config, schema: { ...schema, params: bin } }, async (request, reply) => {
      const reader = readerFor(request)
      const organization = await registeredOrganization(house, request.params.bin)
      if (isRefusal(organization)) return refuse(request, reply, organization)
      const row = await countingOrganization(house.read, organization.bin)
      const drives = row === undefined ? [] : await collectionsOfOrganization(house.read, row.id)
      const voluntary = await isVoluntary()
      return show(reply, () => organizationPage(reader, organization, drives, voluntary), reader)
    })

    app.get(
      '/register',
      { config, schema: { ...schema, querystring: RegisterPageQuery } },
      async (request, reply) => {
        const { query, organizations: after, collections: afterCollection } = request.query
        const reader = readerFor(request)
        const words = query === '' ? {} : { query }
        const organizations = await registerEntries(house, { ...words, after, limit: 20 })
        const collections = await collectionList(house, { ...words, after: afterCollection, limit: 20 })
        const parts = { query, voluntary: await isVoluntary(), organizations, collections }
        return show(reply, () => registerListPage(reader, parts), reader)
      },
    )

    app.get('/variants', { config, schema }, async (request, reply) => {
      const reader = readerFor(request)
      const now = await lawInForce(house.read, house.law, dayOf(house.clock()))
      const law = await withPublished(house.read, house.law)
      return show(reply, () => variantsPage(reader, law, [...law.variants.values()], now), reader)
    })

    await app.register(comparisonPages(house, comparisons, demo))
    await app.register(receiptPages(house, demo))

    const name = z.object({ name: z.string().max(100) })
    app.get('/problems/:name', { config, schema: { ...schema, params: name } }, async (request, reply) => {
      const reader = readerFor(request)
      const kind = problemKinds.get(request.params.name)
      return kind === undefined
        ? refuse(request, reply, notFound())
        : show(reply, () => problemPage(reader, kind), reader)
    })

    // Whoever follows a dead link with a browser gets a page; whoever calls the API gets a problem.
    app.get('/*', { config, schema }, (request, reply) => refuse(request, reply, notFound()))
  }

function show(reply: FastifyReply, write: (reader: Reader) => string, reader: Reader): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('Content-Language', reader.language)
    .header('Vary', 'Accept-Language')
    .send(write(reader))
}

const forPeople = (request: FastifyRequest): boolean =>
  (request.headers.accept ?? '').includes('text/html') &&
  !/^\/(v1|log|health|\.well-known)\//.test(request.url)

/** Why not, in the form that was asked for. */
const refusalsFor =
  (readerFor: (request: FastifyRequest) => Reader) =>
  (request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply => {
    if (!forPeople(request)) return sendProblem(request, reply, refusal)
    if (refusal.status === 503) reply.header('Retry-After', '2')
    const reader = readerFor(request)
    return show(reply.code(refusal.status), () => refusalPage(reader, refusal, request.id), reader)
  }
