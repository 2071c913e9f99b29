import type { By } from '../audit/house.js'
import { citedDocuments } from '../documents/queries.js'
import { type Booking, inLedgerOf } from '../giving/books.js'
import { type FreeMoney, lockFree, valueOut } from '../giving/free-money.js'
import type { BoundHouse, Ground } from '../giving/limits.js'
import { invalidRequest } from '../http/problems.js'
import { addDays, type Day, dayOf } from '../kernel/days.js'
import { isBin } from '../kernel/identifiers.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge, toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { type Beneficiary, type SealedBeneficiary, sealBeneficiary } from './beneficiaries.js'
import type { Disbursement, NewDisbursement } from './contract.js'
import { keepHeldPayment } from './held-store.js'
import { availableAfter, decidePayment, payOut } from './paying.js'
import type { Paid } from './payment-decisions.js'
import type { PaymentHeld } from './purpose-contract.js'

/** Pays a beneficiary out of the fund of a drive, for a category; or holds the payment for a second person. */
export function disburse(
  house: BoundHouse,
  by: By,
  number: string,
  { beneficiary, ...asked }: NewDisbursement,
): Promise<Disbursement | PaymentHeld | Refusal> {
  return inLedgerOf<Disbursement | PaymentHeld>(house, by, number, 'disbursement.pay', (booking) =>
    disburseCiting(house, booking, by, asked, beneficiary),
  )
}

/** The same inside an action; the evidence is named by the documents' ids. */
export async function disburseCiting(
  house: BoundHouse,
  booking: Booking,
  by: By,
  asked: Paid,
  beneficiary: Beneficiary,
): Promise<Disbursement | PaymentHeld | Refusal> {
  const { tx, drive, now } = booking
  const fund = await lockFree(tx, drive, dayOf(now), null, asked.amount.currency)
  const { cited, errors } = await citedDocuments(tx, by.actor, asked.evidence, '/evidence')
  if (errors.length > 0) return invalidRequest({ errors })
  const paid = { ...asked, evidence: cited.map(({ sha256 }) => sha256) }
  return disbursePart(house, booking, by, fund, paid, beneficiary)
}

/** The same under the lock of the fund, with what is paid with: its money, or goods. */
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
  const { amount, category, goods, dueOn } = paid
  const held = { ledger: drive.ledger, id, collection: drive.id, paid, beneficiary, grounds }
  const { amount: sum, currency } = amount
  const value = currency === tenge ? null : valueOut(fund, sum)
  await keepHeldPayment(tx, { ...held, heldOn, lapsesOn, proposedBy: actor.id, value }, now)
  const { commitment } = beneficiary
  say({
    facts: {
      held: id,
      amount: sum,
      currency,
      category,
      beneficiary: commitment,
      grounds,
      lapsesOn,
      goods,
      dueOn,
    },
  })
  return {
    ...{ disbursement: id, status: 'held', amount: toMoneyView(sum, currency), category },
    grounds: grounds.map((ground) => ({ ground, title: limits.payments[ground].title })),
    lapsesOn,
    available: availableAfter(fund, paid),
  }
}
