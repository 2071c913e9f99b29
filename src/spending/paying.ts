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
  { tx, now, drive }: Booking,
  fund: FreeMoney,
  beneficiary: Beneficiary,
  paid: Paid,
  second: SecondPerson,
): Promise<Step | Refusal> {
  // Whether there are so many goods has been asked of their gift.
  const means = paid.goods === undefined ? fund : { ...fund, available: paid.amount.amount }
  const refusal = decideDisbursement(drive, means, paid, dayOf(now))
  if (refusal !== undefined) return refusal
  const { amount, category, channel, account } = paid
  if (account !== undefined && (channel !== 'transfer' || !(await isOwnAccount(tx, drive.ledger, account))))
    return notOwnAccount({ errors: [{ pointer: '/account', detail: notOwnAccount.title }] })
  const value = valueOut(fund, amount.amount)
  if (value === 0n) return belowOneTiyn()
  const outOfCash = await cashRefusal(tx, drive.ledger, paid)
  if (outOfCash !== undefined) return outOfCash
  const { days } = house.limits.sameBeneficiary
  const earlier = await paidBefore(tx, house.sealer, drive, beneficiary, paid.paidOn, days)
  const relation = await relationOf(house, tx, drive, beneficiary)
  const identified = numberOf(beneficiary) !== undefined
  const payment = { amount: value, category, channel, identified, earlier, ...(relation && { relation }) }
  const costs = fund.costs + fund.reservedCosts
  const bound = { raised: fund.raised, costs, category: drive.category, spending: drive.spending }
  return decidePurpose(payment, bound, house.limits, second)
}

/** Cash that is not there is not paid. */
async function cashRefusal(tx: Transaction, ledger: string, { amount, channel, paidOn }: Paid) {
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
  const { amount, category, channel, paidOn, evidence, goods } = paid
  const { amount: paidOut, currency } = amount
  const value = valueOut(fund, paidOut)
  const accounts = fundAccounts(drive.id)
  const spentOn = category === collectingCosts ? accounts.costs : accounts.spent(category)
  const legs: Leg[] = [
    ...(fund.pocket === undefined ? [] : legsOut(fund.pocket, paidOut, value)),
    { account: channel === 'in-kind' ? accounts.inKindOut(category) : spentOn, side: 'D', amount: value },
    { account: sourceOf(paid), side: 'C', amount: paidOut, currency },
  ]
  const about = { ledger, id, kind: 'disbursement', fund: drive.id, currency: tenge }
  await post(tx, { ...about, effectiveOn: paidOn, legs }, now)
  await keepDisbursement(tx, { ledger, id, collection: drive.id, paid, value, beneficiary, grounds })
  const { commitment } = beneficiary
  say({
    facts: {
      ...{ disbursement: id, amount: paidOut, currency, category, channel, paidOn },
      ...(currency !== tenge && { value }),
      ...{ beneficiary: commitment, evidence, grounds, goods },
    },
  })
  const available = availableAfter(fund, paid)
  return {
    ...{ disbursement: id, status: 'posted', amount: toMoneyView(paidOut, currency) },
    ...{ category, paidOn, available },
  }
}

function sourceOf({ channel, account }: Paid): AccountCode {
  if (channel === 'in-kind') return inKind
  if (channel === 'cash') return cash
  return account === undefined ? bank : bankAccount(account)
}
