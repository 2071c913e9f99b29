import { z } from 'zod'
import { DocumentIds } from '../documents/contract.js'
import { Moment } from '../kernel/moments.js'
import { MoneyView, PositiveMoney } from '../kernel/money.js'
import { declareReason } from '../kernel/reasons.js'
import { PublishedText } from '../organizations/contract.js'
import { Donor } from './contract.js'
import { Quantity } from './quantities.js'
import { GiftShown, valuationBases } from './receipt-contract.js'

const evidenceNeeded = declareReason('valuation-without-evidence', {
  kk: 'Бұл негіз бойынша құнды растайтын құжат керек.',
  ru: 'При таком основании оценки нужен документ, который её подтверждает.',
  en: 'This basis of a valuation takes a document that shows it.',
})

export const NewGiftInKind = z
  .strictObject({
    description: PublishedText.max(500),
    quantity: Quantity,
    unit: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .meta({ examples: ['kg', 'pcs'] }),
    value: PositiveMoney.meta({ description: 'Of all of it' }),
    basis: z.enum(valuationBases).meta({ description: 'By what it was valued' }),
    evidence: DocumentIds(20),
    receivedAt: Moment,
    donor: Donor,
    reference: z.string().max(140).optional(),
  })
  .refine(({ basis, evidence }) => basis === 'donor-statement' || evidence.length > 0, {
    path: ['evidence'],
    error: evidenceNeeded,
  })
  .meta({ id: 'NewGiftInKind' })
export type NewGiftInKind = z.output<typeof NewGiftInKind>

export const GiftInKind = z
  .object({ ...GiftShown.shape, id: z.uuid(), value: MoneyView, receivedOn: z.string(), left: z.string() })
  .extend({ leftValue: MoneyView, reversed: z.boolean(), evidence: z.array(z.string()) })
  .meta({
    id: 'GiftInKind',
    description: 'What is left is neither given out nor waiting for a second person',
  })
export type GiftInKind = z.output<typeof GiftInKind>
