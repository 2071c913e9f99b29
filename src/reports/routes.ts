import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import type { Signers } from '../audit/integrator.js'
import { sendProblem } from '../http/answer.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { LedgerParams } from '../ledger/contract.js'
import { type OwnLedgers, requireReader } from '../ledger/routes.js'
import { exportJournal, exportKit } from './actions.js'
import { streamOf } from './archive.js'
import { KitQuery, NoQuery, YearlySheet, YearlySheetQuery } from './contract.js'
import { journalForms } from './journals.js'
import { yearlySheet, yearlySheetFile } from './yearly-sheet.js'

const tags = ['ledger']
const config = { access: 'signed-in' } as const

/** How long a reader may take nothing before the view that is kept open for him is taken away. */
const patienceMs = 120_000

export const reportRoutes =
  (house: House, signers: Signers, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    for (const form of journalForms)
      app.get(
        `/v1/ledgers/:ledger/exports/${form.name}`,
        {
          ...{ config, exposeHeadRoute: false },
          schema: {
            ...{ tags, summary: form.summary, params: LedgerParams, querystring: NoQuery },
            produces: [form.type],
          },
        },
        async (request, reply) => {
          const { ledger } = request.params
          await requireReader(ownLedgers, request.actor, ledger)
          const stream = await exportJournal(house, { actor: request.actor }, ledger, form)
          return sendFile(request, reply, { type: form.type, name: `${ledger}-${form.file}` }, stream)
        },
      )

    app.get(
      '/v1/ledgers/:ledger/exports/kit',
      {
        ...{ config, exposeHeadRoute: false },
        schema: {
          tags,
          summary:
            "The auditor's kit: journals, registers, the log with its signed head, and a script that verifies it all without this service",
          ...{ params: LedgerParams, querystring: KitQuery, produces: ['application/zip'] },
        },
      },
      async (request, reply) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        const stream = await exportKit(house, { actor: request.actor }, ledger, signers, request.query)
        return sendFile(request, reply, { type: 'application/zip', name: `${ledger}-kit.zip` }, stream)
      },
    )

    await app.register(sheetRoutes(house, ownLedgers))
  }

const sheetRoutes =
  (house: House, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    const asked = { params: LedgerParams, querystring: YearlySheetQuery }
    const summary =
      'The yearly sheet of a ledger: sources of income, directions of spending, funds and accounts, each figure with its entries'
    app.get(
      '/v1/ledgers/:ledger/yearly-sheet',
      { config, schema: { ...asked, tags, summary, response: { 200: YearlySheet } } },
      async (request) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        return yearlySheet(house, ledger, request.query)
      },
    )

    const type = 'text/csv; charset=utf-8; header=present'
    app.get(
      '/v1/ledgers/:ledger/yearly-sheet.csv',
      {
        ...{ config, exposeHeadRoute: false },
        schema: { ...asked, tags, summary: 'The yearly sheet as CSV, a line a figure', produces: [type] },
      },
      async (request, reply) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        const sheet = await yearlySheet(house, ledger, request.query)
        const name = `${ledger}-${sheet.year}-${sheet.currency}.csv`
        return sendFile(request, reply, { type, name }, streamOf(yearlySheetFile(sheet)))
      },
    )
  }

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: { type: string; name: string },
  stream: Readable | Refusal,
): FastifyReply {
  if (isRefusal(stream)) return sendProblem(request, reply, stream)
  reply.raw.setTimeout(patienceMs, () => reply.raw.destroy())
  return reply
    .header('Content-Disposition', `attachment; filename="${file.name}"`)
    .header('Cache-Control', 'no-store')
    .type(file.type)
    .send(stream)
}
