import type { FreeMoney } from '../giving/free-money.js'
import { dayOutOfOrder } from '../giving/problems.js'
import { notAllowed } from '../http/problems.js'
import type { Actor } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import { tenge } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import { mayDispose } from '../ledger/decisions.js'
import { maySign } from './held-decisions.js'
import { above, futureDay, type GivenDonation } from './payment-decisions.js'
import { aboveFund, alreadyReversed, approverReverses, notReversible, onBankLine } from './problems.js'

const beforeTransaction: Text = {
  kk: 'Операцияның күнінен бұрын',
  ru: 'Раньше самой операции',
  en: 'Before the transaction itself',
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
const restsInPayout: Text = {
  kk: 'Бұл ақша төлем жүйесінен төленіп қойған: алдымен сол төлемді кері қайтарыңыз.',
  ru: 'Эти деньги платёжная система уже выплатила: сначала сторнируйте её выплату.',
  en: 'The payment system has paid this money out: reverse its payout first.',
}
const hasPayment: Text = {
  kk: 'Бұл шот төленген: алдымен төлемін кері қайтарыңыз.',
  ru: 'Этот счёт оплачен: сначала сторнируйте его оплату.',
  en: 'This invoice is paid: reverse its payment first.',
}
const isGivenOut: Text = {
  kk: 'Мұның бір бөлігі таратылған не екінші адамды күтуде: алдымен соны шешіңіз.',
  ru: 'Часть этого выдана или ждёт второго человека: сначала решите с ней.',
  en: 'A part of it was given out or waits for a second person: settle that first.',
}

/** The line of a bank statement that stands for a transaction. */
export interface BankLine {
  readonly [column: string]: unknown
  readonly statement: string
  readonly line: number
}

function bankStandsForIt({ statement, line }: BankLine): Refusal {
  const detail = {
    kk: `Оны ${statement} үзіндісінің ${line}-жолы растайды: банк көрсеткен кері қайтарылмайды, ақша қайтса, ол – жаңа операция.`,
    ru: `Её подтверждает строка ${line} выписки ${statement}: показанное банком не сторнируют, а возврат денег – новая операция.`,
    en: `Line ${line} of the statement ${statement} stands for it: what the bank has shown is not reversed; money that comes back is a new transaction.`,
  }
  return onBankLine({ detail, errors: [{ pointer: '/path/id', detail }], more: { statement, line } })
}

/** Who may reverse: of what a second person approved that person, and of everything else whoever disposes of the money. */
export function decideWhoReverses(
  actor: Actor,
  ledger: string,
  own: readonly string[],
  approvedBy: string | null,
): Refusal | undefined {
  const disposes = mayDispose(actor, ledger, own)
  if (approvedBy === null) return disposes ? undefined : notAllowed()
  if (approvedBy === actor.id && maySign(actor, ledger)) return undefined
  return disposes
    ? approverReverses({ errors: [{ pointer: '/path/id', detail: approverReverses.title }] })
    : notAllowed()
}

/** A transaction is reversed once, after it took effect; one that others build on is not reversed before them. */
export function decideReversal(
  transaction: {
    kind: string
    reversed: boolean
    countsInPayout: boolean
    /** An invoice, with its payment. */
    isPaid: boolean
    effectiveOn: Day
    line?: BankLine
  },
  donation: (GivenDonation & { available: bigint; isWhole: boolean }) | undefined,
  effectiveOn: Day,
  today: Day,
): Refusal | undefined {
  if (transaction.reversed) return alreadyReversed()
  if (transaction.kind === 'reversal') return notReversible({ detail: isReversal })
  if (transaction.kind === 'fund-transfer') return notReversible({ detail: isTransfer })
  if (transaction.line !== undefined) return bankStandsForIt(transaction.line)
  if (transaction.countsInPayout) return notReversible({ detail: restsInPayout })
  if (transaction.isPaid) return notReversible({ detail: hasPayment })
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

/** Whether the fund still holds what a conversion or a box brought (tiyn), which its reversal takes away. */
export const decideTakingBack = (
  { available }: Pick<FreeMoney, 'available'>,
  received: bigint,
): Refusal | undefined =>
  received > 0n && received > available ? above(aboveFund, available, tenge, '/path/id') : undefined
