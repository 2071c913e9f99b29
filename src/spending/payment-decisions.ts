import type { FreeMoney } from '../giving/free-money.js'
import { collectionNotOpen, dayOutOfOrder, wrongCurrency } from '../giving/problems.js'
import type { Day } from '../kernel/days.js'
import {
  type Currency,
  dividedHalfEven,
  formatMoney,
  type Money,
  tenge,
  toMoneyView,
} from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import type { NewDisbursement, NewRefund } from './contract.js'
import { aboveCash, aboveDonation, aboveFund, alreadyReversed, notRefundedInMoney } from './problems.js'

/** What is paid for what, or a part of a gift in kind by its value, with documents by their hashes; to whom stands apart. */
export interface Paid extends Omit<NewDisbursement, 'beneficiary' | 'channel'> {
  readonly channel: NewDisbursement['channel'] | 'in-kind'
  readonly goods?: { readonly gift: string; readonly quantity: string }
  /** Of what is owed first, and paid by then. */
  readonly dueOn?: Day
}

type Fund = Pick<FreeMoney, 'currency' | 'available' | 'pocket'>

export const futureDay: Text = { kk: 'Болашақта', ru: 'В будущем', en: 'In the future' }
const beforeStart: Text = {
  kk: 'Жинау басталғанға дейін',
  ru: 'Раньше начала сбора',
  en: 'Before the collection starts',
}
const beforeDonation: Text = {
  kk: 'Қайырмалдықтан бұрын',
  ru: 'Раньше пожертвования',
  en: 'Before the donation',
}

const holds = (amount: bigint, currency: Currency): Text => ({
  kk: `Бары ${formatMoney(amount, currency, 'kk')}`,
  ru: `Есть ${formatMoney(amount, currency, 'ru')}`,
  en: `There is ${formatMoney(amount, currency, 'en')}`,
})

const fieldsOfPayment = { sum: '/amount', day: '/paidOn' }

/** Money leaves the fund of its drive in a currency that it holds, and never more of it; `fields` are to blame. */
export function decideDisbursement(
  drive: { status: string; startsOn: Day },
  fund: Fund,
  { amount, paidOn }: Pick<NewDisbursement, 'amount' | 'paidOn'>,
  today: Day,
  { sum, day } = fieldsOfPayment,
): Refusal | undefined {
  if (drive.status === 'planned' || drive.status === 'refused') return collectionNotOpen(drive.status)
  if (fund.currency !== tenge && !fund.pocket?.amount) return currencyRefusal(sum)
  if (paidOn > today) return dayOutOfOrder({ errors: [{ pointer: day, detail: futureDay }] })
  if (paidOn < drive.startsOn) return dayOutOfOrder({ errors: [{ pointer: day, detail: beforeStart }] })
  if (amount.amount > fund.available) return above(aboveFund, fund.available, fund.currency, `${sum}/amount`)
  return undefined
}

/** No more cash leaves than there is. */
export const decideCash = (
  { amount, currency }: Money,
  held: bigint,
  pointer = '/amount/amount',
): Refusal | undefined => (amount > held ? above(aboveCash, held, currency, pointer) : undefined)

const currencyRefusal = (sum = '/amount') =>
  wrongCurrency({ errors: [{ pointer: `${sum}/currency`, detail: wrongCurrency.title }] })

export const above = (
  kind: typeof aboveFund,
  available: bigint,
  currency: Currency,
  pointer = '/amount/amount',
): Refusal => {
  const detail = holds(available, currency)
  return kind({
    detail,
    errors: [{ pointer, detail }],
    more: { available: toMoneyView(available, currency) },
  })
}

/** A donation in its own currency, and its value in tiyn. */
export interface GivenDonation {
  readonly currency: Currency
  readonly amount: bigint
  readonly refunded: bigint
  readonly value: bigint
  readonly refundedValue: bigint
  readonly held: boolean
  /** A payment system still owes it: what is given back of it comes from there. */
  readonly inTransit: boolean
  readonly reversed: boolean
  readonly receivedOn: Day
  /** Of goods, not of money. */
  readonly isInKind: boolean
}

/** A refund is linked to its donation and never exceeds what is left of it, nor what the fund still holds. */
export function decideRefund(
  fund: Fund,
  donation: GivenDonation,
  { amount, refundedOn }: NewRefund,
  today: Day,
): Refusal | undefined {
  if (amount.currency !== donation.currency) return currencyRefusal()
  if (donation.isInKind)
    return notRefundedInMoney({ errors: [{ pointer: '/donation', detail: notRefundedInMoney.title }] })
  if (donation.reversed) return alreadyReversed()
  if (refundedOn > today) return dayOutOfOrder({ errors: [{ pointer: '/refundedOn', detail: futureDay }] })
  if (refundedOn < donation.receivedOn)
    return dayOutOfOrder({ errors: [{ pointer: '/refundedOn', detail: beforeDonation }] })
  const left = donation.amount - donation.refunded
  if (amount.amount > left) return above(aboveDonation, left, fund.currency)
  if (!donation.held && amount.amount > fund.available) return above(aboveFund, fund.available, fund.currency)
  return undefined
}

/** What a part of a donation that is given back takes of its value (tiyn): in the end all of it, and no more. */
export const shareOfValue = (donation: GivenDonation, more: bigint): bigint =>
  dividedHalfEven(donation.value * (donation.refunded + more), donation.amount) - donation.refundedValue
