import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { DriveParams, numberOf } from '../giving/drive-numbers.js'
import type { BoundHouse } from '../giving/limits.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { isRefusal } from '../kernel/problems.js'
import type { OwnLedgers } from '../ledger/routes.js'
import { Disbursement, NewDisbursement } from './contract.js'
import { disbursementPage } from './disbursement-list.js'
import { disburse } from './disbursing.js'
import { giveOut } from './giving-out.js'
import { NewGivingOut } from './giving-out-contract.js'
import {
  DisbursementPage,
  DisbursementQuery,
  PaymentDecided,
  PaymentDecision,
  PaymentHeld,
} from './purpose-contract.js'
import { decideHeldPayment } from './settling.js'

const IdParams = z.object({ id: z.uuid() })
const tags = ['money']
const movesMoney = { access: 'signed-in', idempotency: 'required' } as const

/** Payments to beneficiaries: of money, of a part of a gift in kind, and the word of the second person. */
export const paymentRoutes =
  (house: BoundHouse, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/collections/:number/disbursements',
      {
        config: movesMoney,
        schema: {
          tags,
          summary: 'Pay a beneficiary out of the fund; what meets a limit waits for a second person (202)',
          params: DriveParams,
          body: NewDisbursement,
          response: { 201: Disbursement, 202: PaymentHeld },
        },
      },
      async (request, reply) => {
        const outcome = await disburse(house, byOf(request), numberOf(request.params.number), request.body)
        const isHeld = !isRefusal(outcome) && outcome.status === 'held'
        return answer(request, reply, isHeld ? 202 : 201, outcome)
      },
    )
    app.get(
      '/v1/collections/:number/disbursements',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'What was paid, waits, was refused or has lapsed; for its own people and auditors',
          params: DriveParams,
          querystring: DisbursementQuery,
          response: { 200: DisbursementPage },
        },
      },
      async (request, reply) => {
        const number = numberOf(request.params.number)
        return answer(
          request,
          reply,
          200,
          await disbursementPage(house, request.actor, number, request.query),
        )
      },
    )
    app.post(
      '/v1/disbursements/:id/decisions',
      {
        config: movesMoney,
        schema: {
          tags,
          summary: 'Approve a held payment as a second person, which pays it, or refuse it',
          params: IdParams,
          body: PaymentDecision,
          response: { 201: PaymentDecided },
        },
      },
      async (request, reply) => {
        const by = byOf(request)
        const ledgers = await ownLedgers(by.actor)
        const outcome = await decideHeldPayment(house, by, ledgers, request.params.id, request.body)
        return answer(request, reply, 201, outcome)
      },
    )
    app.post(
      '/v1/gifts-in-kind/:id/disbursements',
      {
        config: movesMoney,
        schema: {
          tags,
          summary:
            'Give a part of a gift to a beneficiary; what meets a limit waits for a second person (202)',
          params: IdParams,
          body: NewGivingOut,
          response: { 201: Disbursement, 202: PaymentHeld },
        },
      },
      async (request, reply) => {
        const by = byOf(request)
        const ledgers = await ownLedgers(by.actor)
        const outcome = await giveOut(house, by, ledgers, request.params.id, request.body)
        const isHeld = !isRefusal(outcome) && outcome.status === 'held'
        return answer(request, reply, isHeld ? 202 : 201, outcome)
      },
    )
  }
