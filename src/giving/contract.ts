import { z } from 'zod'
import { DocumentIds } from '../documents/contract.js'
import { RateView } from '../exchange/contract.js'
import { Bin, Day, Iban, Iin } from '../kernel/identifiers.js'
import { Moment } from '../kernel/moments.js'
import { MoneyView, PositiveMoney } from '../kernel/money.js'
import { PublishedText } from '../organizations/contract.js'
import { visibilities } from './receipt-contract.js'

const moneyChannels = ['transfer', 'card', 'qr', 'cash', 'box'] as const

const Name = z.string().trim().min(1).max(200)
const shown = {
  visibility: z.enum(visibilities).default('hidden'),
  showAmount: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the receipt shows the amount; default: it does' }),
}

/** Who gave. An anonymous donor is nobody we know, and chooses later by her secret; the others choose what is seen of them. */
export const Donor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('anonymous'), visibility: z.literal('hidden').default('hidden') }),
  z.strictObject({ kind: z.literal('individual'), iin: Iin.optional(), name: Name.optional(), ...shown }),
  z.strictObject({ kind: z.literal('organization'), bin: Bin.optional(), name: Name.optional(), ...shown }),
])
export type Donor = z.output<typeof Donor>

export const NewDonation = z
  .strictObject({
    amount: PositiveMoney,
    channel: z.enum(moneyChannels),
    settlement: z.literal('in-transit').optional().meta({
      description:
        'The payment system holds the money until its payout; default: it is on the account at once',
    }),
    receivedAt: Moment,
    donor: Donor,
    reference: z.string().max(140).optional(),
  })
  .meta({ id: 'NewDonation' })
export type NewDonation = z.output<typeof NewDonation>

export const DonationReceipt = z
  .object({
    donation: z.uuid(),
    receipt: z.object({
      number: z.string().meta({ examples: ['R-7KQ4-M2XA-9T3C'] }),
      secret: z
        .string()
        .meta({ description: 'For the donor alone: opens and changes the receipt. Not kept' }),
    }),
    /** Past a target that must not be passed: not part of the fund, to be returned. */
    heldForReturn: z.boolean(),
    value: MoneyView.optional().meta({ description: 'Of a gift in another currency: what it is worth' }),
    rate: RateView.optional().meta({ description: 'By which it was valued' }),
  })
  .meta({ id: 'DonationReceipt' })
export type DonationReceipt = z.output<typeof DonationReceipt>

/** The answer as it is kept under its key: the secret follows from the number. */
export interface RecordedDonation extends Omit<DonationReceipt, 'receipt'> {
  readonly receipt: { readonly number: string }
}

/** One line of a bulk request: a donation, with the key of its own. */
export const BulkDonation = NewDonation.extend({ id: z.string().regex(/^[\x21-\x7e]{1,128}$/) }).meta({
  id: 'BulkDonation',
})
export type BulkDonation = z.output<typeof BulkDonation>

export const NewDisbursement = z
  .strictObject({
    amount: PositiveMoney,
    beneficiary: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('individual'), iin: Iin.optional(), name: Name }),
      z.strictObject({ kind: z.literal('organization'), bin: Bin.optional(), name: Name }),
    ]),
    /** What it is spent on; `collecting-costs` are the costs of the drive itself. */
    category: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,39}$/)
      .meta({ examples: ['housing', 'food', 'treatment', 'collecting-costs'] }),
    paidOn: Day,
    channel: z.enum(['transfer', 'cash']).default('transfer'),
    account: Iban.optional().meta({
      description: "An account of the organization from which it is paid; default: the drive's",
    }),
    purpose: z.string().max(500).optional(),
    evidence: DocumentIds(20),
  })
  .meta({ id: 'NewDisbursement' })
export type NewDisbursement = z.output<typeof NewDisbursement>

export const Disbursement = z
  .object({
    disbursement: z.uuid(),
    status: z.literal('posted'),
    amount: MoneyView,
    category: z.string(),
    paidOn: z.string(),
    available: MoneyView,
  })
  .meta({ id: 'Disbursement' })
export type Disbursement = z.output<typeof Disbursement>

export const NewRefund = z
  .strictObject({
    donation: z.uuid(),
    amount: PositiveMoney,
    refundedOn: Day,
    reason: z.string().trim().min(1).max(500),
  })
  .meta({ id: 'NewRefund' })
export type NewRefund = z.output<typeof NewRefund>

export const RefundView = z
  .object({ refund: z.uuid(), donation: z.uuid(), amount: MoneyView, leftOfDonation: MoneyView })
  .meta({ id: 'Refund' })
export type RefundView = z.output<typeof RefundView>

export const NewReversal = z
  .strictObject({ reason: PublishedText, effectiveOn: Day.optional() })
  .meta({ id: 'NewReversal' })
export type NewReversal = z.output<typeof NewReversal>

export const ReversalView = z
  .object({ reversal: z.uuid(), reverses: z.uuid(), effectiveOn: z.string() })
  .meta({ id: 'Reversal' })
export type ReversalView = z.output<typeof ReversalView>
