import { dayOutOfOrder } from '../giving/problems.js'
import type { Day } from '../kernel/days.js'
import type { Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import { futureDay } from './payment-decisions.js'
import { alreadyReversed, invoiceIsPaid } from './problems.js'

const beforeInvoice: Text = {
  kk: 'Шоттың өзінен бұрын',
  ru: 'Раньше самого счёта',
  en: 'Before the invoice itself',
}

/** An invoice that stands is paid once, from its day on. */
export function decideInvoicePayment(
  invoice: { readonly reversed: boolean; readonly isPaid: boolean; readonly invoicedOn: Day },
  paidOn: Day,
  today: Day,
): Refusal | undefined {
  if (invoice.reversed)
    return alreadyReversed({ errors: [{ pointer: '/path/id', detail: alreadyReversed.title }] })
  if (invoice.isPaid) return invoiceIsPaid({ errors: [{ pointer: '/path/id', detail: invoiceIsPaid.title }] })
  if (paidOn > today) return dayOutOfOrder({ errors: [{ pointer: '/paidOn', detail: futureDay }] })
  if (paidOn < invoice.invoicedOn)
    return dayOutOfOrder({ errors: [{ pointer: '/paidOn', detail: beforeInvoice }] })
  return undefined
}
