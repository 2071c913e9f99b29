import { z } from 'zod'
import { Moment } from '../kernel/moments.js'
import { MoneyView, PositiveMoney } from '../kernel/money.js'
import { PageQuery, pageOf } from '../kernel/pages.js'
import { DonationReceipt, NewDonation, type RecordedDonation } from './contract.js'

const promisedChannels = ['card', 'qr'] as const

/** A payment that a payment system has authorized; `receivedAt` is when it did. */
export const NewAuthorization = NewDonation.extend({ channel: z.enum(promisedChannels) }).meta({
  id: 'NewAuthorization',
})
export type NewAuthorization = z.output<typeof NewAuthorization>

const authorizationStatuses = ['pending', 'captured', 'voided', 'lapsed'] as const

export const Authorization = z
  .object({
    id: z.uuid(),
    status: z.enum(authorizationStatuses),
    amount: MoneyView,
    channel: z.enum(promisedChannels),
    settlement: z.literal('in-transit').nullable().meta({
      description: 'Null where a capture brings the money to the account at once',
    }),
    authorizedOn: z.string(),
    lapsesOn: z.string().meta({ description: 'From this day on it can no longer be captured' }),
    reference: z.string().nullable(),
    donation: z.uuid().nullable().meta({ description: 'By which it was captured' }),
    captured: MoneyView.nullable(),
    settledOn: z.string().nullable().meta({ description: 'When it was captured or voided' }),
    reason: z.string().nullable().meta({ description: 'Why it was voided' }),
  })
  .meta({ id: 'Authorization' })
export type Authorization = z.output<typeof Authorization>

export const NewCapture = z
  .strictObject({
    receivedAt: Moment,
    amount: PositiveMoney.optional().meta({ description: 'Default: all; what is not captured is released' }),
  })
  .meta({ id: 'NewCapture' })
export type NewCapture = z.output<typeof NewCapture>

const captured = { authorization: z.uuid(), amount: MoneyView, released: MoneyView }
export const Capture = DonationReceipt.extend(captured).meta({ id: 'Capture' })
export type RecordedCapture = RecordedDonation & Omit<z.output<typeof Capture>, keyof DonationReceipt>

export const NewVoid = z
  .strictObject({ reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'NewVoid', examples: [{ reason: 'The bank has released the payment.' }] })
export type NewVoid = z.output<typeof NewVoid>

export const AuthorizationQuery = PageQuery.extend({
  after: z.uuid().optional(),
  status: z.enum(authorizationStatuses).optional(),
})
export type AuthorizationQuery = z.output<typeof AuthorizationQuery>
export const AuthorizationPage = pageOf(Authorization).meta({ id: 'AuthorizationPage' })
