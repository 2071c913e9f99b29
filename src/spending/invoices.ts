import type { By } from '../audit/house.js'
import { type Booking, inLedgerOf } from '../giving/books.js'
import { type FreeMoney, lockFree } from '../giving/free-money.js'
import { inOtherWords } from '../giving/gift-decisions.js'
import type { BoundHouse } from '../giving/limits.js'
import { wrongCurrency } from '../giving/problems.js'
import { notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { isBin } from '../kernel/identifiers.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge, toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { payables, post } from '../ledger/posting.js'
import { openBeneficiary } from './beneficiaries.js'
import { disburseCiting } from './disbursing.js'
import type { Invoice, InvoicePayment, NewInvoice, NewInvoicePayment } from './invoice-contract.js'
import { decideInvoicePayment } from './invoice-decisions.js'
import { invoiceOf, type KeptInvoice, keepInvoicePayment } from './invoice-store.js'
import { decideLimits, meansRefusal, sourceOf } from './paying.js'
import { meetsLimitNow } from './problems.js'
import type { PaymentHeld } from './purpose-contract.js'

/** What is owed is spent from the day of its invoice, under all the limits of a payment; or waits for a second person first. */
export function recordInvoice(
  house: BoundHouse,
  by: By,
  number: string,
  { beneficiary, invoicedOn, dueOn = invoicedOn, ...asked }: NewInvoice,
): Promise<Invoice | PaymentHeld | Refusal> {
  return inLedgerOf<Invoice | PaymentHeld>(house, by, number, 'invoice.record', async (booking) => {
    if (asked.amount.currency !== tenge)
      return wrongCurrency({ errors: [{ pointer: '/amount/currency', detail: wrongCurrency.title }] })
    const owed = { ...asked, paidOn: invoicedOn, dueOn }
    const outcome = await disburseCiting(house, booking, by, owed, beneficiary)
    if (isRefusal(outcome)) return inOtherWords(outcome, { '/paidOn': '/invoicedOn' })
    if (outcome.status === 'held') return outcome
    const { disbursement: invoice, amount, category, available } = outcome
    return { invoice, status: 'owed', amount, category, invoicedOn, dueOn, available }
  })
}

/** Pays an invoice, whole and once. A second person who approved it is not asked again. */
export async function payInvoice(
  house: BoundHouse,
  by: By,
  ledgers: readonly string[],
  id: string,
  input: NewInvoicePayment,
): Promise<InvoicePayment | Refusal> {
  const known = await invoiceOf(house.read, ledgers, id)
  if (known === undefined) return notFound()
  const { ledger, number, channel } = known
  return inLedgerOf<InvoicePayment>(house, by, number, 'invoice.pay', async (booking) => {
    const { tx, now, say, drive } = booking
    const fund = await lockFree(tx, drive, dayOf(now))
    const invoice = await invoiceOf(tx, [ledger], id)
    if (invoice === undefined) return notFound()
    const refusal = decideInvoicePayment(invoice, input.paidOn, dayOf(now))
    if (refusal !== undefined) return refusal
    const amount = { amount: BigInt(invoice.sum), currency: tenge } as const
    const missing = await meansRefusal(tx, ledger, { amount, channel, ...input })
    if (missing !== undefined) return missing
    const limited = await limitsNow(house, booking, fund, id, invoice, input)
    if (limited !== undefined) return limited
    const payment = uuidv7(now)
    const legs = [
      { account: payables, side: 'D', ...amount },
      { account: sourceOf({ channel, ...input }), side: 'C', ...amount },
    ] as const
    const about = { ledger, id: payment, kind: 'invoice-payment', fund: drive.id, currency: tenge }
    await post(tx, { ...about, effectiveOn: input.paidOn, legs }, now)
    const { account = null, paidOn } = input
    await keepInvoicePayment(tx, { ledger, id: payment, invoice: id, round: invoice.rounds, account })
    say({ facts: { payment, invoice: id, amount: amount.amount, currency: tenge, channel, paidOn } })
    return { payment, invoice: id, amount: toMoneyView(amount.amount), paidOn }
  })
}

/** What is paid on one day meets the limits together, however far apart it was invoiced; and so does what has become known since. */
async function limitsNow(
  house: BoundHouse,
  booking: Booking,
  fund: FreeMoney,
  id: string,
  { sum, category, channel, sealed, grounds }: KeptInvoice,
  { paidOn }: NewInvoicePayment,
): Promise<Refusal | undefined> {
  const second = grounds.length > 0 ? 'approved' : isBin(booking.drive.ledger) ? 'awaited' : 'nobody'
  const beneficiary = openBeneficiary(house.sealer, sealed)
  const asked = { value: BigInt(sum), category, channel, paidOn, invoice: id }
  const step = await decideLimits(house, booking, fund, beneficiary, asked, second)
  if (isRefusal(step)) return inOtherWords(step, places)
  if (step.step === 'pay') return undefined
  const errors = step.grounds.map((ground) => ({
    pointer: '/path/id',
    detail: house.limits.payments[ground].title,
  }))
  return meetsLimitNow({ errors, more: { grounds: step.grounds } })
}

/** The invoice says all of it. */
const places = {
  '/beneficiary': '/path/id',
  '/category': '/path/id',
  '/amount/amount': '/path/id',
  '/channel': '/path/id',
}
