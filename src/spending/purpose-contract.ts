import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { MoneyView, PositiveMoney } from '../kernel/money.js'
import { PageQuery, pageOf } from '../kernel/pages.js'
import { InThreeLanguages } from '../law/files.js'
import { PublishedText } from '../organizations/contract.js'
import { grounds } from './purpose-decisions.js'

const Ground = z.enum(grounds)

/** A payment that was not made: it waits for a second person. */
export const PaymentHeld = z
  .object({
    disbursement: z.uuid().meta({ description: 'For `POST /v1/disbursements/{id}/decisions`' }),
    status: z.literal('held'),
    amount: MoneyView,
    category: z.string(),
    grounds: z.array(z.object({ ground: Ground, title: InThreeLanguages })),
    lapsesOn: z.string().meta({ description: 'From this day on it can no longer be approved' }),
    available: MoneyView,
  })
  .meta({ id: 'PaymentHeld' })
export type PaymentHeld = z.output<typeof PaymentHeld>

export const PaymentDecision = z
  .strictObject({
    decision: z.enum(['approve', 'refuse']),
    reasons: PublishedText,
    paidOn: Day.optional().meta({
      description: 'Where it was approved and paid on an earlier day, and is entered now; default: today',
    }),
  })
  .meta({ id: 'PaymentDecision' })
export type PaymentDecision = z.output<typeof PaymentDecision>

export const PaymentDecided = z
  .object({
    id: z.uuid(),
    status: z.enum(['approved', 'refused']),
    disbursement: z.uuid().nullable().meta({ description: 'The transaction by which it was paid' }),
    available: MoneyView,
  })
  .meta({ id: 'PaymentDecided' })
export type PaymentDecided = z.output<typeof PaymentDecided>

const disbursementStatuses = ['posted', 'owed', 'reversed', 'held', 'refused', 'lapsed'] as const

export const DisbursementQuery = PageQuery.extend({
  after: z.uuid().optional(),
  status: z.enum(disbursementStatuses).optional(),
})
export type DisbursementQuery = z.output<typeof DisbursementQuery>

const DisbursementListed = z
  .object({
    id: z.uuid(),
    status: z.enum(disbursementStatuses),
    amount: MoneyView,
    category: z.string(),
    channel: z.enum(['transfer', 'cash', 'in-kind']),
    goods: z
      .object({ gift: z.uuid(), quantity: z.string() })
      .nullable()
      .meta({ description: 'The part of a gift in kind that was given out' }),
    paidOn: z.string().meta({ description: 'Of an invoice its own day' }),
    dueOn: z.string().nullable().meta({ description: 'Of an invoice; null of what was paid at once' }),
    beneficiary: z.object({ kind: z.enum(['individual', 'organization']), identified: z.boolean() }),
    grounds: z.array(Ground),
    evidence: z.array(z.string()),
    purpose: z.string().nullable(),
    secondPerson: z
      .object({
        proposedBy: z.uuid(),
        heldOn: z.string(),
        lapsesOn: z.string(),
        decidedBy: z.uuid().nullable(),
        decidedOn: z.string().nullable(),
        reasons: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'DisbursementListed', description: 'Who was paid stays sealed' })
export type DisbursementListed = z.output<typeof DisbursementListed>
export const DisbursementPage = pageOf(DisbursementListed).meta({ id: 'DisbursementPage' })

export const NewFundTransfer = z
  .strictObject({
    to: z.string().max(40).meta({ description: 'The number of the drive that is to receive it' }),
    amount: PositiveMoney,
    reasons: PublishedText,
  })
  .meta({ id: 'NewFundTransfer' })
export type NewFundTransfer = z.output<typeof NewFundTransfer>

export const TransferDecision = z
  .strictObject({ decision: z.enum(['approve', 'refuse']), reasons: PublishedText })
  .meta({ id: 'FundTransferDecision' })
export type TransferDecision = z.output<typeof TransferDecision>

export const FundTransfer = z
  .object({
    id: z.uuid(),
    from: z.string(),
    to: z.string(),
    amount: MoneyView,
    status: z.enum(['pending', 'approved', 'refused']),
    authority: z.enum(['registrar', 'akimat']).meta({ description: 'Who decides' }),
    article: z
      .string()
      .nullable()
      .meta({ description: 'Null where the law in force names no authority: then the registrar decides' }),
  })
  .meta({ id: 'FundTransfer' })
export type FundTransfer = z.output<typeof FundTransfer>

export const HostFee = z
  .object({
    transaction: z.uuid(),
    amount: MoneyView,
    percent: z.number(),
    charged: MoneyView.meta({ description: 'In all, with this' }),
    available: MoneyView,
  })
  .meta({ id: 'HostFee' })
export type HostFee = z.output<typeof HostFee>
