import type { Day } from '../kernel/days.js'
import { type Currency, dividedHalfEven, formatMoney, tenge, toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import type { NewDisbursement, NewRefund } from './contract.js'
import type { FreeMoney } from './held-store.js'
import { restsInPayout } from './payout-problems.js'
import {
  aboveDonation,
  aboveFund,
  alreadyReversed,
  collectionNotOpen,
  dayOutOfOrder,
  notRefundedInMoney,
  notReversible,
  wrongCurrency,
} from './problems.js'

type Fund = Pick<FreeMoney, 'currency' | 'available' | 'pocket'>

const futureDay: Text = { kk: 'Болашақта', ru: 'В будущем', en: 'In the future' }
const beforeStart: Text = {
  kk: 'Жинау басталғанға дейін',
  ru: 'Раньше начала сбора',
  en: 'Before the collection starts',
}
const beforeTransaction: Text = {
  kk: 'Операцияның күнінен бұрын',
  ru: 'Раньше самой операции',
  en: 'Before the transaction itself',
}
const beforeDonation: Text = {
  kk: 'Қайырмалдықтан бұрын',
  ru: 'Раньше пожертвования',
  en: 'Before the donation',
}

const isReversal: Text = {
  kk: 'Бұл операцияның өзі – кері қайтару.',
  ru: 'Эта операция сама является сторнированием.',
  en: 'This transaction is itself a reversal.',
}
const isTransfer: Text = {
  kk: 'Қорлар арасындағы аудару кері қайтарылмайды: кері аударуды сұраңыз, оны да шешеді.',
  ru: 'Перевод между сборами не сторнируют: попросите о переводе обратно, его тоже решают.',
  en: 'A transfer between funds is not reversed: ask for one back, which is decided as well.',
}
const isDifference: Text = {
  kk: 'Бағам айырмасы бөлек кері қайтарылмайды: ол басқа операцияға тиесілі.',
  ru: 'Курсовую разницу отдельно не сторнируют: она относится к другой операции.',
  en: 'A difference of exchange is not reversed by itself: it belongs to another transaction.',
}
const hasRefunds: Text = {
  kk: 'Бұл қайырмалдықтан ақша қайтарылған: алдымен сол төлемді кері қайтарыңыз.',
  ru: 'По этому пожертвованию уже был возврат: сначала сторнируйте его.',
  en: 'Money of this donation has been refunded: reverse the refund first.',
}

const isGivenOut: Text = {
  kk: 'Мұның бір бөлігі таратылған не екінші адамды күтуде: алдымен соны шешіңіз.',
  ru: 'Часть этого выдана или ждёт второго человека: сначала решите с ней.',
  en: 'A part of it was given out or waits for a second person: settle that first.',
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

const currencyRefusal = (sum = '/amount') =>
  wrongCurrency({ errors: [{ pointer: `${sum}/currency`, detail: wrongCurrency.title }] })

const above = (
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

/** A transaction is reversed once, after it took effect; one that others build on is not reversed before them. */
export function decideReversal(
  transaction: { kind: string; reversed: boolean; countsInPayout: boolean; effectiveOn: Day },
  donation: (GivenDonation & { available: bigint; isWhole: boolean }) | undefined,
  effectiveOn: Day,
  today: Day,
): Refusal | undefined {
  if (transaction.reversed) return alreadyReversed()
  if (transaction.kind === 'reversal') return notReversible({ detail: isReversal })
  if (transaction.kind === 'fund-transfer') return notReversible({ detail: isTransfer })
  if (transaction.countsInPayout) return notReversible({ detail: restsInPayout })
  if (transaction.kind === 'exchange-difference') return notReversible({ detail: isDifference })
  if (effectiveOn > today) return dayOutOfOrder({ errors: [{ pointer: '/effectiveOn', detail: futureDay }] })
  if (effectiveOn < transaction.effectiveOn)
    return dayOutOfOrder({ errors: [{ pointer: '/effectiveOn', detail: beforeTransaction }] })
  if (donation === undefined) return undefined
  if (donation.refunded > 0n) return notReversible({ detail: hasRefunds })
  if (donation.isInKind) return donation.isWhole ? undefined : notReversible({ detail: isGivenOut })
  if (!donation.held && donation.amount > donation.available)
    return above(aboveFund, donation.available, donation.currency, '/path/id')
  return undefined
}

/** Whether the fund still holds what a conversion brought (tiyn), which its reversal takes away. */
export const decideTakingBack = (
  { available }: Pick<Fund, 'available'>,
  received: bigint,
): Refusal | undefined =>
  received > 0n && received > available ? above(aboveFund, available, tenge, '/path/id') : undefined
