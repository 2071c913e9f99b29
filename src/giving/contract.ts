import { z } from 'zod'
import { RateView } from '../exchange/contract.js'
import { Bin, Iin } from '../kernel/identifiers.js'
import { Moment } from '../kernel/moments.js'
import { MoneyView, PositiveMoney } from '../kernel/money.js'
import { visibilities } from './receipt-contract.js'

const moneyChannels = ['transfer', 'card', 'qr', 'cash', 'box'] as const

export const Name = z.string().trim().min(1).max(200)
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
