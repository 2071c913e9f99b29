import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { filesAwayOr } from '../documents/away.js'
import type { Donate } from '../giving/donate.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { notAllowed } from '../http/problems.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import { StatementUpload, StatementView } from './contract.js'
import { formLimits, mostBytes, takeForm } from './form.js'
import { imports } from './importing.js'
import type { Preset } from './presets.js'

/** Bank statements in. */
export const statementUploadRoutes =
  (house: House, donate: Donate, presets: readonly Preset[]): FastifyPluginAsyncZod =>
  async (app) => {
    const importStatement = imports(house, donate, presets)
    app.removeAllContentTypeParsers()
    await app.register(multipart, formLimits)
    app.post(
      '/v1/statements',
      {
        config: { access: 'signed-in' },
        // The form around the file is small.
        bodyLimit: mostBytes + 65_536,
        schema: {
          tags: ['statements'],
          summary:
            'Upload a bank statement and have its lines matched; the same file again is the same statement',
          ...{ body: StatementUpload, response: { 201: StatementView }, consumes: ['multipart/form-data'] },
        },
      },
      async (request, reply) => {
        const outcome = await uploadFor(request)
        // A refusal may come before the end of the file: the connection must live to carry it.
        request.raw.resume()
        return answer(request, reply, 201, outcome)
      },
    )

    async function uploadFor(request: FastifyRequest): Promise<StatementView | Refusal> {
      const { actor } = request
      // A file that nobody here may import is not even taken.
      if (!actor.organizations.some(({ bin }) => mayDispose(actor, bin))) return notAllowed()
      const form = await takeForm(request, house.files)
      if (isRefusal(form)) return form
      const { file, ...fields } = form
      try {
        // What an idempotency key stands for.
        request.body = { ...fields, file: file.sha256 }
        return await importStatement(byOf(request), form)
      } catch (error) {
        return filesAwayOr(error)
      } finally {
        await file.discard()
      }
    }
  }
