import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { toPage } from '../kernel/pages.js'
import { LedgerParams } from '../ledger/contract.js'
import { LineParams } from './contract.js'
import type { RequireReader } from './readers.js'
import { askToUndo, decideOnUndoing } from './undoing.js'
import {
  MatchUndoing,
  MatchUndoingDecision,
  MatchUndoingQuery,
  MatchUndoings,
  NewMatchUndoing,
} from './undoing-contract.js'
import { undoingsOf } from './undoing-store.js'

const tags = ['statements']
const people = { access: 'signed-in' } as const

/** A match that was wrong is undone by two people. */
export const undoingRoutes =
  (house: House, requireReader: RequireReader): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/ledgers/:ledger/statements/:statement/lines/:line/undoings',
      {
        config: people,
        schema: {
          ...{
            tags,
            summary: 'Ask that the match of a line be undone; it stands until another person confirms',
          },
          ...{ params: LineParams, body: NewMatchUndoing, response: { 201: MatchUndoing } },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await askToUndo(house, byOf(request), request.params, request.body)),
    )

    app.get(
      '/v1/ledgers/:ledger/match-undoings',
      {
        config: people,
        schema: {
          ...{ tags, summary: 'Matches that were undone, or that somebody wants undone, the newest first' },
          ...{ params: LedgerParams, querystring: MatchUndoingQuery, response: { 200: MatchUndoings } },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(request, ledger)
        const { limit } = request.query
        const rows = await undoingsOf(house.read, ledger, { ...request.query, limit: limit + 1 })
        return toPage(
          rows,
          limit,
          ({ id }) => id,
          (row) => row,
        )
      },
    )

    app.post(
      '/v1/ledgers/:ledger/match-undoings/:undoing/decisions',
      {
        config: people,
        schema: {
          ...{
            tags,
            summary: 'Confirm as a second person that a match was wrong, which undoes it, or refuse',
          },
          params: LedgerParams.extend({ undoing: z.uuid() }),
          ...{ body: MatchUndoingDecision, response: { 201: MatchUndoing } },
        },
      },
      async (request, reply) =>
        answer(
          request,
          reply,
          201,
          await decideOnUndoing(house, byOf(request), request.params, request.body),
        ),
    )
  }
