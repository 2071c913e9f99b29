import { z } from 'zod'
import { RateView } from '../exchange/contract.js'
import { MoneyView } from '../kernel/money.js'

export const visibilities = ['hidden', 'first-name', 'full'] as const

export const valuationBases = ['market-price', 'appraisal', 'price-list', 'donor-statement'] as const

/** What was given in kind, and by what it was valued. */
export const GiftShown = z
  .object({
    description: z.string(),
    quantity: z.string(),
    unit: z.string(),
    basis: z.enum(valuationBases),
  })
  .meta({ id: 'GiftShown' })

const Name = z.object({ kk: z.string(), ru: z.string(), en: z.string().optional() })

const shown = {
  number: z.string(),
  collection: z.string(),
  purpose: Name,
  organization: z
    .object({ bin: z.string(), name: Name })
    .nullable()
    .meta({ description: 'Who received it, also as a host; null where a private person collects' }),
  amount: MoneyView.optional(),
  gift: GiftShown.optional().meta({ description: 'Of a gift in kind; the amount is its value then' }),
  refunded: MoneyView.optional(),
  value: MoneyView.optional().meta({
    description: 'Of a gift in another currency: what it is worth in tenge',
  }),
  rate: RateView.optional().meta({ description: 'By which it was valued' }),
  receivedOn: z.string(),
  channel: z.enum(['transfer', 'card', 'qr', 'cash', 'box', 'in-kind']),
  heldForReturn: z.boolean(),
  donor: z.object({
    kind: z.enum(['anonymous', 'individual', 'organization']),
    name: z.string().optional(),
  }),
}

/** A receipt as anybody may see it: of donor and amount what the donor chose to show. */
export const ReceiptView = z.object(shown).meta({ id: 'Receipt' })
export type ReceiptView = z.output<typeof ReceiptView>

const choice = { visibility: z.enum(visibilities), showAmount: z.boolean() }

/** All of a receipt, and what others see of it; for whoever holds its secret. */
export const FullReceipt = z
  .object({ ...shown, amount: MoneyView, refunded: MoneyView, ...choice })
  .meta({ id: 'FullReceipt' })
export type FullReceipt = z.output<typeof FullReceipt>

const secret = z
  .string()
  .max(100)
  .meta({ description: 'As the donation was answered with it', examples: ['3f0a-…'] })

export const ReceiptSecret = z.strictObject({ secret }).meta({ id: 'ReceiptSecret' })

export const ReceiptChoice = z.strictObject({ secret, ...choice }).meta({ id: 'ReceiptChoice' })
export type ReceiptChoice = z.output<typeof ReceiptChoice>

export const ReceiptPath = z.object({ number: z.string().max(40) })
