import type { Transaction } from '../audit/act.js'
import type { By } from '../audit/house.js'
import { citedDocuments } from '../documents/queries.js'
import { invalidRequest } from '../http/problems.js'
import { addDays, type Day, dayOf } from '../kernel/days.js'
import { isBin } from '../kernel/identifiers.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge, toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
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
import {
  type Beneficiary,
  numberOf,
  relationOf,
  type SealedBeneficiary,
  sealBeneficiary,
} from './beneficiaries.js'
import { type Booking, inLedgerOf } from './books.js'
import type { Disbursement, NewDisbursement } from './contract.js'
import { paidBefore } from './earlier-payments.js'
import { type FreeMoney, keepHeldPayment, lockFree, valueOut } from './held-store.js'
import type { BoundHouse, Ground } from './limits.js'
import { isOwnAccount } from './own-transfers.js'
import { decideCash, decideDisbursement } from './payment-decisions.js'
import { notOwnAccount } from './payout-problems.js'
import { belowOneTiyn } from './problems.js'
import type { PaymentHeld } from './purpose-contract.js'
import { collectingCosts, decidePurpose, type SecondPerson, type Step } from './purpose-decisions.js'
import { keepDisbursement } from './store.js'

/** What is paid for what, or a part of a gift in kind by its value, with documents by their hashes; to whom stands apart. */
export interface Paid extends Omit<NewDisbursement, 'beneficiary' | 'channel'> {
  readonly channel: NewDisbursement['channel'] | 'in-kind'
  readonly goods?: { readonly gift: string; readonly quantity: string }
}

/** Pays a beneficiary out of the fund of a drive, for a category; or holds the payment for a second person. */
export function disburse(
  house: BoundHouse,
  by: By,
  number: string,
  { beneficiary, ...asked }: NewDisbursement,
): Promise<Disbursement | PaymentHeld | Refusal> {
  return inLedgerOf<Disbursement | PaymentHeld>(house, by, number, 'disbursement.pay', async (booking) => {
    const { drive, now } = booking
    const fund = await lockFree(booking.tx, drive, dayOf(now), null, asked.amount.currency)
    const { cited, errors } = await citedDocuments(booking.tx, by.actor, asked.evidence, '/evidence')
    if (errors.length > 0) return invalidRequest({ errors })
    const paid = { ...asked, evidence: cited.map(({ sha256 }) => sha256) }
    return disbursePart(house, booking, by, fund, paid, beneficiary)
  })
}

/** The same inside an action that knows what is paid with: the money of the fund, or goods. */
export async function disbursePart(
  house: BoundHouse,
  booking: Booking,
  by: By,
  fund: FreeMoney,
  paid: Paid,
  beneficiary: Beneficiary,
): Promise<Disbursement | PaymentHeld | Refusal> {
  const second = isBin(booking.drive.ledger) ? 'awaited' : 'nobody'
  const step = await decidePayment(house, booking, fund, beneficiary, paid, second)
  if (isRefusal(step)) return step
  const sealed = sealBeneficiary(house.sealer, beneficiary)
  return step.step === 'hold'
    ? holdPayment(house, booking, by, fund, paid, sealed, step.grounds)
    : payOut(booking, fund, paid, sealed, step.grounds)
}

/** What is free for further payments after this one: goods take nothing from the money. */
const availableAfter = (fund: FreeMoney, { amount, goods }: Paid) =>
  toMoneyView(fund.available - (goods === undefined ? amount.amount : 0n), amount.currency)

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

/** Keeps a payment that a second person has to approve; its money is reserved until it lapses. */
async function holdPayment(
  { limits }: BoundHouse,
  { tx, now, say, drive }: Booking,
  { actor }: By,
  fund: FreeMoney,
  paid: Paid,
  beneficiary: SealedBeneficiary,
  grounds: readonly Ground[],
): Promise<PaymentHeld> {
  const id = uuidv7(now)
  const heldOn: Day = dayOf(now)
  const lapsesOn = addDays(heldOn, limits.heldPayment.days)
  const { amount, category, goods } = paid
  const held = { ledger: drive.ledger, id, collection: drive.id, paid, beneficiary, grounds }
  const { amount: sum, currency } = amount
  const value = currency === tenge ? null : valueOut(fund, sum)
  await keepHeldPayment(tx, { ...held, heldOn, lapsesOn, proposedBy: actor.id, value }, now)
  const { commitment } = beneficiary
  say({
    facts: { held: id, amount: sum, currency, category, beneficiary: commitment, grounds, lapsesOn, goods },
  })
  return {
    ...{ disbursement: id, status: 'held', amount: toMoneyView(sum, currency), category },
    grounds: grounds.map((ground) => ({ ground, title: limits.payments[ground].title })),
    lapsesOn,
    available: availableAfter(fund, paid),
  }
}
