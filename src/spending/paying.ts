import type { Transaction } from '../audit/act.js'
import { collectingCosts } from '../collections/spending.js'
import type { Booking } from '../giving/books.js'
import { type FreeMoney, valueOut } from '../giving/free-money.js'
import type { BoundHouse, Ground } from '../giving/limits.js'
import { belowOneTiyn } from '../giving/problems.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge, toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { leastCash, lockCash } from '../ledger/cash.js'
import { legsOut } from '../ledger/pockets.js'
import {
  type AccountCode,
  bank,
  bankAccount,
  cash,
  fundAccounts,
  inKind,
  type Leg,
  payables,
  post,
} from '../ledger/posting.js'
import { type Beneficiary, numberOf, relationOf, type SealedBeneficiary } from './beneficiaries.js'
import type { Disbursement } from './contract.js'
import { paidBefore } from './earlier-payments.js'
import { isOwnAccount } from './own-transfers.js'
import { decideCash, decideDisbursement, type Paid } from './payment-decisions.js'
import { notOwnAccount } from './problems.js'
import { decidePurpose, type SecondPerson, type Step } from './purpose-decisions.js'
import { keepDisbursement } from './store.js'

/** The money, the days and the purpose: everything that stands for or against a payment, under the lock of its fund. */
export async function decidePayment(
  house: BoundHouse,
  booking: Booking,
  fund: FreeMoney,
  beneficiary: Beneficiary,
  paid: Paid,
  second: SecondPerson,
): Promise<Step | Refusal> {
  const { tx, now, drive } = booking
  // Whether there are so many goods has been asked of their gift.
  const means = paid.goods === undefined ? fund : { ...fund, available: paid.amount.amount }
  const refusal = decideDisbursement(drive, means, paid, dayOf(now))
  if (refusal !== undefined) return refusal
  const value = valueOut(fund, paid.amount.amount)
  if (value === 0n) return belowOneTiyn()
  // What is owed leaves later, and is asked then.
  const missing = paid.dueOn === undefined ? await meansRefusal(tx, drive.ledger, paid) : undefined
  return missing ?? decideLimits(house, booking, fund, beneficiary, { ...paid, value }, second)
}

interface Limited extends Pick<Paid, 'category' | 'channel' | 'paidOn'> {
  /** Tiyn. */
  readonly value: bigint
  /** An invoice that is in the books, and counts once. */
  readonly invoice?: string
}

/** What the purpose of the fund and the limits say of so much to a beneficiary on a day, with what else was paid around it. */
export async function decideLimits(
  house: BoundHouse,
  { tx, drive }: Booking,
  fund: FreeMoney,
  beneficiary: Beneficiary,
  { value, category, channel, paidOn, invoice }: Limited,
  second: SecondPerson,
): Promise<Step | Refusal> {
  const { days } = house.limits.sameBeneficiary
  const earlier = await paidBefore(tx, house.sealer, drive, beneficiary, { paidOn, days, invoice })
  const relation = await relationOf(house, tx, drive, beneficiary)
  const identified = numberOf(beneficiary) !== undefined
  const payment = { amount: value, category, channel, identified, earlier, ...(relation && { relation }) }
  // A cost that is in the books was held against the cap when it was invoiced, and is owed all the same.
  const costs = invoice === undefined ? fund.costs + fund.reservedCosts : -value
  const bound = { raised: fund.raised, costs, category: drive.category, spending: drive.spending }
  return decidePurpose(payment, bound, house.limits, second)
}

/** Money leaves an account of the organization, and cash only where it is there. */
export async function meansRefusal(
  tx: Transaction,
  ledger: string,
  { amount, channel, account, paidOn }: Pick<Paid, 'amount' | 'channel' | 'account' | 'paidOn'>,
): Promise<Refusal | undefined> {
  if (account !== undefined && (channel !== 'transfer' || !(await isOwnAccount(tx, ledger, account))))
    return notOwnAccount({ errors: [{ pointer: '/account', detail: notOwnAccount.title }] })
  if (channel !== 'cash') return undefined
  await lockCash(tx, ledger)
  return decideCash(amount, await leastCash(tx, ledger, amount.currency, paidOn))
}

/** What is free for further payments after this one: goods take nothing from the money. */
export const availableAfter = (fund: FreeMoney, { amount, goods }: Paid) =>
  toMoneyView(fund.available - (goods === undefined ? amount.amount : 0n), amount.currency)

/** Posts a payment and keeps what it was for. */
export async function payOut(
  { tx, now, say, drive }: Booking,
  fund: FreeMoney,
  paid: Paid,
  beneficiary: SealedBeneficiary,
  grounds: readonly Ground[],
): Promise<Disbursement> {
  const id = uuidv7(now)
  const { ledger } = drive
  const { amount, category, channel, paidOn, dueOn, evidence, goods } = paid
  const { amount: paidOut, currency } = amount
  const value = valueOut(fund, paidOut)
  const accounts = fundAccounts(drive.id)
  const spentOn = category === collectingCosts ? accounts.costs : accounts.spent(category)
  const legs: Leg[] = [
    ...(fund.pocket === undefined ? [] : legsOut(fund.pocket, paidOut, value)),
    { account: channel === 'in-kind' ? accounts.inKindOut(category) : spentOn, side: 'D', amount: value },
    { account: dueOn === undefined ? sourceOf(paid) : payables, side: 'C', amount: paidOut, currency },
  ]
  const about = { ledger, id, kind: 'disbursement', fund: drive.id, currency: tenge }
  await post(tx, { ...about, effectiveOn: paidOn, legs }, now)
  await keepDisbursement(tx, { ledger, id, collection: drive.id, paid, value, beneficiary, grounds })
  const { commitment } = beneficiary
  say({
    facts: {
      ...{ disbursement: id, amount: paidOut, currency, category, channel, paidOn },
      ...(currency !== tenge && { value }),
      ...{ beneficiary: commitment, evidence, grounds, goods, dueOn },
    },
  })
  const available = availableAfter(fund, paid)
  return {
    ...{ disbursement: id, status: 'posted', amount: toMoneyView(paidOut, currency) },
    ...{ category, paidOn, available },
  }
}

export function sourceOf({ channel, account }: Pick<Paid, 'channel' | 'account'>): AccountCode {
  if (channel === 'in-kind') return inKind
  if (channel === 'cash') return cash
  return account === undefined ? bank : bankAccount(account)
}
