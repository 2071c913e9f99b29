import { z } from 'zod'
import { Day, Iban } from '../kernel/identifiers.js'
import { MoneyView } from '../kernel/money.js'
import { declareReason } from '../kernel/reasons.js'
import { NewDisbursement } from './contract.js'

const dueBefore = declareReason('due-before-invoice', {
  kk: 'Төлеу мерзімі шоттың өзінен бұрын болмайды.',
  ru: 'Срок оплаты не бывает раньше самого счёта.',
  en: 'It is not due before it was invoiced.',
})

/** What is owed and paid later: agreed or invoiced, and from then on spent. */
export const NewInvoice = NewDisbursement.omit({ paidOn: true, account: true })
  .extend({
    invoicedOn: Day,
    dueOn: Day.optional().meta({ description: 'Default: the day of the invoice' }),
    channel: NewDisbursement.shape.channel.meta({ description: 'By which it will be paid' }),
  })
  .refine(({ invoicedOn, dueOn = invoicedOn }) => dueOn >= invoicedOn, { path: ['dueOn'], error: dueBefore })
  .meta({ id: 'NewInvoice' })
export type NewInvoice = z.output<typeof NewInvoice>

export const Invoice = z
  .object({
    invoice: z.uuid(),
    status: z.literal('owed'),
    amount: MoneyView,
    category: z.string(),
    invoicedOn: z.string(),
    dueOn: z.string(),
    available: MoneyView,
  })
  .meta({ id: 'Invoice' })
export type Invoice = z.output<typeof Invoice>

export const NewInvoicePayment = z
  .strictObject({
    paidOn: Day,
    account: Iban.optional().meta({
      description: "An account of the organization from which it is paid; default: the drive's",
    }),
  })
  .meta({ id: 'NewInvoicePayment' })
export type NewInvoicePayment = z.output<typeof NewInvoicePayment>

export const InvoicePayment = z
  .object({ payment: z.uuid(), invoice: z.uuid(), amount: MoneyView, paidOn: z.string() })
  .meta({ id: 'InvoicePayment' })
export type InvoicePayment = z.output<typeof InvoicePayment>
