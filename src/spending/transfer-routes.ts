import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { DriveParams, numberOf } from '../giving/drive-numbers.js'
import { answer } from '../http/answer.js'
import { RefusedRequest } from '../http/errors.js'
import { byOf } from '../http/idempotency.js'
import { notAllowed } from '../http/problems.js'
import { LedgerParams } from '../ledger/contract.js'
import type { OwnLedgers } from '../ledger/routes.js'
import { NewOwnTransfer, OwnTransfer } from './own-transfer-contract.js'
import { transferOwn } from './own-transfers.js'
import { FundTransfer, NewFundTransfer, TransferDecision } from './purpose-contract.js'
import { askForTransfer, decideOnTransfer } from './transfers.js'

const IdParams = z.object({ id: z.uuid() })
const tags = ['money']
const movesMoney = { access: 'signed-in', idempotency: 'required' } as const
const authorities = { access: ['registrar', 'akimat'], idempotency: 'required' } as const

/** Money that moves from one fund to another, or between the own accounts of an organization. */
export const transferRoutes =
  (house: House, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/collections/:number/transfers',
      {
        config: movesMoney,
        schema: {
          tags,
          summary: 'Ask that money of this fund may serve another; published on both',
          params: DriveParams,
          body: NewFundTransfer,
          response: { 201: FundTransfer },
        },
      },
      async (request, reply) => {
        const number = numberOf(request.params.number)
        return answer(request, reply, 201, await askForTransfer(house, byOf(request), number, request.body))
      },
    )
    app.post(
      '/v1/transfers/:id/decisions',
      {
        config: authorities,
        schema: {
          tags,
          summary: 'Decide on a transfer between funds, as the authority that the law in force names',
          params: IdParams,
          body: TransferDecision,
          response: { 201: FundTransfer },
        },
      },
      async (request, reply) => {
        const outcome = await decideOnTransfer(house, byOf(request), request.params.id, request.body)
        return answer(request, reply, 201, outcome)
      },
    )
    app.post(
      '/v1/ledgers/:ledger/own-transfers',
      {
        config: movesMoney,
        schema: {
          tags,
          summary: 'Record money that moved from one own account to another: banks, cash',
          params: LedgerParams,
          body: NewOwnTransfer,
          response: { 201: OwnTransfer },
        },
      },
      async (request, reply) => {
        const { ledger } = request.params
        if (!(await ownLedgers(request.actor)).includes(ledger)) throw new RefusedRequest(notAllowed())
        return answer(request, reply, 201, await transferOwn(house, byOf(request), ledger, request.body))
      },
    )
  }
