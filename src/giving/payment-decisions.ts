import type { Day } from '../kernel/days.js'
import { formatTenge, toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import type { NewDisbursement, NewRefund } from './contract.js'
import { restsInPayout } from './payout-problems.js'
import {
  aboveDonation,
  aboveFund,
  alreadyReversed,
  collectionNotOpen,
  dayOutOfOrder,
  notReversible,
  wrongCurrency,
} from './problems.js'

interface Fund {
  readonly currency: string
  readonly available: bigint
}

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
const hasRefunds: Text = {
  kk: 'Бұл қайырмалдықтан ақша қайтарылған: алдымен сол төлемді кері қайтарыңыз.',
  ru: 'По этому пожертвованию уже был возврат: сначала сторнируйте его.',
  en: 'Money of this donation has been refunded: reverse the refund first.',
}

const holds = (tiyn: bigint): Text => ({
  kk: `Бары ${formatTenge(tiyn, 'kk')}`,
  ru: `Есть ${formatTenge(tiyn, 'ru')}`,
  en: `There is ${formatTenge(tiyn, 'en')}`,
})

/** A payment comes out of the fund of its drive, in the fund's currency, and never exceeds what the fund holds. */
export function decideDisbursement(
  drive: { status: string; startsOn: Day },
  fund: Fund,
  { amount, paidOn }: Pick<NewDisbursement, 'amount' | 'paidOn'>,
  today: Day,
): Refusal | undefined {
  if (drive.status === 'planned' || drive.status === 'refused') return collectionNotOpen(drive.status)
  if (amount.currency !== fund.currency) return currencyRefusal()
  if (paidOn > today) return dayOutOfOrder({ errors: [{ pointer: '/paidOn', detail: futureDay }] })
  if (paidOn < drive.startsOn) return dayOutOfOrder({ errors: [{ pointer: '/paidOn', detail: beforeStart }] })
  if (amount.amount > fund.available) return above(aboveFund, fund.available, fund.currency)
  return undefined
}

const currencyRefusal = () =>
  wrongCurrency({ errors: [{ pointer: '/amount/currency', detail: wrongCurrency.title }] })

const above = (
  kind: typeof aboveFund,
  available: bigint,
  currency: string,
  pointer = '/amount/amount',
): Refusal =>
  kind({
    detail: holds(available),
    errors: [{ pointer, detail: holds(available) }],
    more: { available: toMoneyView(available, currency as 'KZT') },
  })

export interface GivenDonation {
  readonly amount: bigint
  readonly refunded: bigint
  readonly held: boolean
  /** A payment system still owes it: what is given back of it comes from there. */
  readonly inTransit: boolean
  readonly reversed: boolean
  readonly receivedOn: Day
}

/** A refund is linked to its donation and never exceeds what is left of it, nor what the fund still holds. */
export function decideRefund(
  fund: Fund,
  donation: GivenDonation,
  { amount, refundedOn }: NewRefund,
  today: Day,
): Refusal | undefined {
  if (amount.currency !== fund.currency) return currencyRefusal()
  if (donation.reversed) return alreadyReversed()
  if (refundedOn > today) return dayOutOfOrder({ errors: [{ pointer: '/refundedOn', detail: futureDay }] })
  if (refundedOn < donation.receivedOn)
    return dayOutOfOrder({ errors: [{ pointer: '/refundedOn', detail: beforeDonation }] })
  const left = donation.amount - donation.refunded
  if (amount.amount > left) return above(aboveDonation, left, fund.currency)
  if (!donation.held && amount.amount > fund.available) return above(aboveFund, fund.available, fund.currency)
  return undefined
}

/** A transaction is reversed once, after it took effect; one that others build on is not reversed before them. */
export function decideReversal(
  transaction: { kind: string; reversed: boolean; countsInPayout: boolean; effectiveOn: Day },
  donation: (GivenDonation & { available: bigint }) | undefined,
  effectiveOn: Day,
  today: Day,
): Refusal | undefined {
  if (transaction.reversed) return alreadyReversed()
  if (transaction.kind === 'reversal') return notReversible({ detail: isReversal })
  if (transaction.kind === 'fund-transfer') return notReversible({ detail: isTransfer })
  if (transaction.countsInPayout) return notReversible({ detail: restsInPayout })
  if (effectiveOn > today) return dayOutOfOrder({ errors: [{ pointer: '/effectiveOn', detail: futureDay }] })
  if (effectiveOn < transaction.effectiveOn)
    return dayOutOfOrder({ errors: [{ pointer: '/effectiveOn', detail: beforeTransaction }] })
  if (donation === undefined) return undefined
  if (donation.refunded > 0n) return notReversible({ detail: hasRefunds })
  if (!donation.held && donation.amount > donation.available)
    return above(aboveFund, donation.available, 'KZT', '/path/id')
  return undefined
}
