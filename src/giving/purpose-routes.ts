import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { isRefusal } from '../kernel/problems.js'
import type { OwnLedgers } from '../ledger/routes.js'
import { Disbursement, NewDisbursement } from './contract.js'
import { Conversion, NewConversion } from './conversion-contract.js'
import { convert } from './conversions.js'
import { disbursementPage } from './disbursement-list.js'
import { disburse } from './disbursing.js'
import { DriveParams, numberOf } from './drive-numbers.js'
import { chargeHostFee } from './host-fee.js'
import type { BoundHouse } from './limits.js'
import {
  DisbursementPage,
  DisbursementQuery,
  FundTransfer,
  HostFee,
  NewFundTransfer,
  PaymentDecided,
  PaymentDecision,
  PaymentHeld,
  TransferDecision,
} from './purpose-contract.js'
import { decideHeldPayment } from './settling.js'
import { askForTransfer, decideOnTransfer } from './transfers.js'

const IdParams = z.object({ id: z.uuid() })
const tags = ['money']
const movesMoney = { access: 'signed-in', idempotency: 'required' } as const
const authorities = { access: ['registrar', 'akimat'], idempotency: 'required' } as const

/** Money that is bound to a purpose: payments, the second person, conversions, transfers between funds, the fee of a host. */
export const purposeRoutes =
  (house: BoundHouse, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(paymentRoutes(house, ownLedgers))
    await app.register(transferRoutes(house))
    const conversion = { tags, summary: 'Record that a bank has converted a sum of the fund into tenge' }
    app.post(
      '/v1/collections/:number/conversions',
      {
        config: movesMoney,
        schema: { ...conversion, params: DriveParams, body: NewConversion, response: { 201: Conversion } },
      },
      async (request, reply) =>
        answer(
          request,
          reply,
          201,
          await convert(house, byOf(request), numberOf(request.params.number), request.body),
        ),
    )
    const hostFee = { tags, summary: 'Charge what the host is due of what was raised so far' }
    app.post(
      '/v1/collections/:number/host-fee',
      { config: movesMoney, schema: { ...hostFee, params: DriveParams, response: { 201: HostFee } } },
      async (request, reply) =>
        answer(
          request,
          reply,
          201,
          await chargeHostFee(house, byOf(request), numberOf(request.params.number)),
        ),
    )
  }

const paymentRoutes =
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
  }

const transferRoutes =
  (house: BoundHouse): FastifyPluginAsyncZod =>
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
  }
