import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { invalidRequest, notFound } from '../http/problems.js'
import type { Actor } from '../kernel/actor.js'
import { everyDay } from '../kernel/daily.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { reasonText } from '../kernel/reasons.js'
import { publish, upload } from './actions.js'
import { filesAwayOr } from './away.js'
import { DocumentForm, DocumentPath, DocumentReceipt, UploadQuery } from './contract.js'
import { maySee } from './decisions.js'
import { formLimits, mostBytes, takeForm } from './form.js'
import { filesAway } from './problems.js'
import { type Document, documentById } from './queries.js'
import { sweepFiles } from './sweeping.js'
import { documentTypes } from './types.js'

/** Whether a document was put before somebody by an act of a room above, so that he may read it. */
export type IsAskedToRead = (actor: Actor, document: string) => Promise<boolean>

const tags = ['documents']

/** Documents: uploaded, cited by other acts by their identifiers, read by those who may see them, published. */
export const documentRoutes =
  (house: House, isAskedToRead: IsAskedToRead): FastifyPluginAsyncZod =>
  async (app) => {
    const onError = (error: unknown) => app.log.error({ err: error }, 'documents')
    const sweeping = everyDay(() => sweepFiles(house), onError)
    app.addHook('onClose', () => sweeping.close())
    await app.register(uploadRoute(house))
    app.post(
      '/v1/documents/:id/publish',
      {
        config: { access: 'signed-in' },
        schema: {
          ...{ tags, summary: 'Let everybody read a document, for ever' },
          ...{ params: DocumentPath, response: { 201: DocumentReceipt } },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await publish(house, byOf(request), request.params.id)),
    )
    app.get(
      '/v1/documents/:id',
      {
        config: { access: 'public' },
        schema: {
          ...{ tags, summary: 'The content of a document, for those who may see it' },
          ...{ params: DocumentPath, produces: Object.keys(documentTypes) },
        },
      },
      async (request, reply) => {
        const document = await documentById(house.read, request.params.id)
        const isShown =
          document !== undefined &&
          (maySee(request.actor, document) || (await isAskedToRead(request.actor, document.id)))
        return isShown ? send(house, request, reply, document) : answer(request, reply, 404, notFound())
      },
    )
  }

const uploadRoute =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.removeAllContentTypeParsers()
    await app.register(multipart, formLimits)
    app.post(
      '/v1/documents',
      {
        config: { access: 'signed-in', idempotency: 'never' },
        // The form around the file is small.
        bodyLimit: mostBytes + 65_536,
        schema: {
          ...{ tags, summary: 'Upload a document; the same upload again is the same document' },
          ...{ querystring: UploadQuery, body: DocumentForm, response: { 201: DocumentReceipt } },
          consumes: ['multipart/form-data'],
        },
      },
      async (request, reply) => {
        const outcome = await uploadFor(house, request, request.query.organization)
        // A refusal may come before the end of the file: the connection must live to carry it.
        request.raw.resume()
        return answer(request, reply, 201, outcome)
      },
    )
  }

async function uploadFor(
  house: House,
  request: FastifyRequest,
  bin: string | undefined,
): Promise<DocumentReceipt | Refusal> {
  const organization = request.actor.organizations.find((one) => one.bin === bin)
  if (bin !== undefined && organization === undefined)
    return invalidRequest({
      errors: [{ pointer: '/query/organization', detail: reasonText('organization-not-yours') }],
    })
  const form = await takeForm(request, house.files)
  if (isRefusal(form)) return form
  try {
    const about = { type: form.type, organization: organization?.id ?? null }
    return await upload(house, byOf(request), form.file, about)
  } catch (error) {
    return filesAwayOr(error)
  } finally {
    await form.file.discard()
  }
}

/** As a file to be saved, never shown in the page: what somebody uploaded does not run here. */
async function send(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  { id, sha256, type, bytes }: Document,
): Promise<FastifyReply> {
  const etag = `"${sha256}"`
  reply.headers({ ETag: etag, 'Cache-Control': 'private, no-cache', 'X-Content-Type-Options': 'nosniff' })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  const content = await house.files.read(sha256).catch(filesAwayOr)
  if (content === undefined || isRefusal(content)) return answer(request, reply, 503, filesAway())
  return reply
    .headers({ 'Content-Disposition': `attachment; filename="${id}.${documentTypes[type]}"` })
    .headers({ 'Content-Type': type, 'Content-Length': bytes })
    .send(content)
}
