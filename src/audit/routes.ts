import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { sendProblem } from '../http/answer.js'
import { notFound } from '../http/problems.js'
import { toPage } from '../kernel/pages.js'
import { AuditEntries, AuditQuery, LogKeys, LogParams } from './contract.js'
import type { House } from './house.js'
import type { Signers } from './integrator.js'
import { auditEntries, keyOfEntry, newestCheckpoint, publishedLogs } from './queries.js'

export const auditRoutes =
  (house: House, signers: Signers): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/log/:log/checkpoint',
      {
        config: { access: 'public' },
        schema: {
          tags: ['log'],
          summary: 'The newest signed head of a log (C2SP checkpoint)',
          params: LogParams,
          produces: ['text/plain'],
        },
      },
      async (request, reply) => {
        const note = await newestCheckpoint(house.read, request.params.log)
        return note === undefined
          ? sendProblem(request, reply, notFound())
          : reply.type('text/plain; charset=utf-8').send(note)
      },
    )

    app.get(
      '/log/keys',
      {
        config: { access: 'public' },
        schema: {
          tags: ['log'],
          summary: 'The verifier key of each published log',
          response: { 200: LogKeys },
        },
      },
      async () => {
        const logs = await publishedLogs(house.read)
        return { keys: logs.map((log) => ({ log, verifierKey: signers(log).verifierKey })) }
      },
    )

    app.get(
      '/v1/audit-entries',
      {
        config: { access: ['auditor'] },
        schema: {
          tags: ['log'],
          summary: 'The logs, searched: who did what to what, and when',
          querystring: AuditQuery,
          response: { 200: AuditEntries },
        },
      },
      async (request) => {
        const rows = await auditEntries(house.read, request.query)
        return toPage(rows, request.query.limit, keyOfEntry, (entry) => entry)
      },
    )
  }
