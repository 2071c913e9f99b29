import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import type { Donate } from '../giving/donate.js'
import type { DonateWithin } from '../giving/donate-within.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { toPage } from '../kernel/pages.js'
import { LedgerParams } from '../ledger/contract.js'
import type { OwnLedgers } from '../ledger/routes.js'
import {
  LineDecided,
  LineDecision,
  LineParams,
  LineQuery,
  StatementLines,
  StatementQuery,
  Statements,
} from './contract.js'
import { mappingRoutes } from './mapping-routes.js'
import type { Preset } from './presets.js'
import { linesOf, statementsOf } from './queries.js'
import { readersOf } from './readers.js'
import { reconcile } from './reconciliation.js'
import { Reconciliation, ReconciliationQuery } from './reconciliation-contract.js'
import { undoingRoutes } from './undoing-routes.js'
import { statementUploadRoutes } from './upload-routes.js'
import { workOff } from './working-off.js'

const tags = ['statements']
const people = { access: 'signed-in' } as const

/** Bank statements beside the books: what came in, what became of each line, and how far the two agree. */
export const statementRoutes =
  (
    house: House,
    donate: Donate,
    donateWithin: DonateWithin,
    ownLedgers: OwnLedgers,
    presets: readonly Preset[],
  ): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(statementUploadRoutes(house, donate, presets))
    const requireReader = readersOf(ownLedgers)
    await app.register(mappingRoutes(house, presets, requireReader))
    await app.register(undoingRoutes(house, requireReader))

    app.get(
      '/v1/ledgers/:ledger/statements',
      {
        config: people,
        schema: {
          ...{ tags, summary: 'The bank statements of a ledger, the newest first' },
          ...{ params: LedgerParams, querystring: StatementQuery, response: { 200: Statements } },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(request, ledger)
        const { limit, after } = request.query
        const rows = await statementsOf(house.read, ledger, { after, limit: limit + 1 })
        return toPage(
          rows,
          limit,
          (row) => row.id,
          (row) => row,
        )
      },
    )

    app.get(
      '/v1/ledgers/:ledger/statement-lines',
      {
        config: people,
        schema: {
          ...{ tags, summary: 'The lines of bank statements, for instance those that wait for a person' },
          ...{ params: LedgerParams, querystring: LineQuery, response: { 200: StatementLines } },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(request, ledger)
        const { limit } = request.query
        const rows = await linesOf(house, request.actor, ledger, { ...request.query, limit: limit + 1 })
        return toPage(
          rows,
          limit,
          ({ statement, line }) => `${statement}~${line}`,
          (row) => row,
        )
      },
    )

    app.post(
      '/v1/ledgers/:ledger/statements/:statement/lines/:line/decisions',
      {
        config: people,
        schema: {
          ...{ tags, summary: 'Work off a line: link it with an entry, take it as a gift, or set it aside' },
          ...{ params: LineParams, body: LineDecision, response: { 201: LineDecided } },
        },
      },
      async (request, reply) => {
        const outcome = await workOff(house, donateWithin, byOf(request), request.params, request.body)
        return answer(request, reply, 201, outcome)
      },
    )

    app.get(
      '/v1/ledgers/:ledger/reconciliation',
      {
        config: people,
        schema: {
          ...{
            tags,
            summary: 'The bank beside the books for a period, with every difference as a line of its own',
          },
          ...{ params: LedgerParams, querystring: ReconciliationQuery, response: { 200: Reconciliation } },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(request, ledger)
        return reconcile(house.read, { ledger, ...request.query })
      },
    )
  }
