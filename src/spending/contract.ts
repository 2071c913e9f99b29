import { z } from 'zod'
import { DocumentIds } from '../documents/contract.js'
import { Name } from '../giving/contract.js'
import { Bin, Day, Iban, Iin } from '../kernel/identifiers.js'
import { MoneyView, PositiveMoney } from '../kernel/money.js'
import { PublishedText } from '../organizations/contract.js'

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
