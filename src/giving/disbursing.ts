import type { By } from '../audit/house.js'
import { citedDocuments } from '../documents/queries.js'
import { invalidRequest } from '../http/problems.js'
import { addDays, type Day, dayOf } from '../kernel/days.js'
import { isBin } from '../kernel/identifiers.js'
import { uuidv7 } from '../kernel/ids.js'
import { toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { type AccountCode, bank, bankAccount, cash, fundAccounts, post } from '../ledger/posting.js'
import {
  type Beneficiary,
  numberOf,
  relationOf,
  type SealedBeneficiary,
  sealBeneficiary,
} from './beneficiaries.js'
import { type Booking, inLedgerOf } from './books.js'
import type { Disbursement, NewDisbursement } from './contract.js'
import { keepHeldPayment, lockFree } from './held-store.js'
import type { BoundHouse, Ground } from './limits.js'
import { isOwnAccount } from './own-transfers.js'
import { decideDisbursement } from './payment-decisions.js'
import { notOwnAccount } from './payout-problems.js'
import type { PaymentHeld } from './purpose-contract.js'
import { collectingCosts, decidePurpose, type SecondPerson, type Step } from './purpose-decisions.js'
import { keepDisbursement } from './store.js'

type Fund = Awaited<ReturnType<typeof lockFree>>
/** What is paid for what, with documents by their hashes; to whom stands apart, sealed or open. */
type Paid = Omit<NewDisbursement, 'beneficiary'>

/** Pays a beneficiary out of the fund of a drive, for a category; or holds the payment for a second person. */
export function disburse(
  house: BoundHouse,
  by: By,
  number: string,
  { beneficiary, ...asked }: NewDisbursement,
): Promise<Disbursement | PaymentHeld | Refusal> {
  return inLedgerOf<Disbursement | PaymentHeld>(house, by, number, 'disbursement.pay', async (booking) => {
    const { drive, now } = booking
    const fund = await lockFree(booking.tx, drive, dayOf(now))
    const second = isBin(drive.ledger) ? 'awaited' : 'nobody'
    const { cited, errors } = await citedDocuments(booking.tx, by.actor, asked.evidence, '/evidence')
    if (errors.length > 0) return invalidRequest({ errors })
    const paid = { ...asked, evidence: cited.map(({ sha256 }) => sha256) }
    const step = await decidePayment(house, booking, fund, beneficiary, paid, second)
    if (isRefusal(step)) return step
    const sealed = sealBeneficiary(house.sealer, beneficiary)
    return step.step === 'hold'
      ? holdPayment(house, booking, by, fund, paid, sealed, step.grounds)
      : payOut(booking, fund, paid, sealed, step.grounds)
  })
}

/** The money, the days and the purpose: everything that stands for or against a payment, under the lock of its fund. */
export async function decidePayment(
  house: BoundHouse,
  { tx, now, drive }: Booking,
  fund: Fund,
  beneficiary: Beneficiary,
  paid: Paid,
  second: SecondPerson,
): Promise<Step | Refusal> {
  const refusal = decideDisbursement(drive, fund, paid, dayOf(now))
  if (refusal !== undefined) return refusal
  const { amount, category, channel, account } = paid
  if (account !== undefined && (channel === 'cash' || !(await isOwnAccount(tx, drive.ledger, account))))
    return notOwnAccount({ errors: [{ pointer: '/account', detail: notOwnAccount.title }] })
  const relation = await relationOf(house, tx, drive, beneficiary)
  const identified = numberOf(beneficiary) !== undefined
  const payment = { amount: amount.amount, category, channel, identified, ...(relation && { relation }) }
  const costs = fund.costs + fund.reservedCosts
  const bound = { raised: fund.raised, costs, category: drive.category, spending: drive.spending }
  return decidePurpose(payment, bound, house.limits, second)
}

/** Posts a payment and keeps what it was for. */
export async function payOut(
  { tx, now, say, drive }: Booking,
  fund: Fund,
  paid: Paid,
  beneficiary: SealedBeneficiary,
  grounds: readonly Ground[],
): Promise<Disbursement> {
  const id = uuidv7(now)
  const { ledger } = drive
  const { amount, category, channel, paidOn, evidence } = paid
  const { amount: tiyn, currency } = amount
  const accounts = fundAccounts(drive.id)
  const spentOn = category === collectingCosts ? accounts.costs : accounts.spent(category)
  const legs = [
    { account: spentOn, side: 'D', amount: tiyn },
    { account: sourceOf(paid), side: 'C', amount: tiyn },
  ] as const
  const posting = { ledger, id, kind: 'disbursement', fund: drive.id, currency, effectiveOn: paidOn, legs }
  await post(tx, posting, now)
  await keepDisbursement(tx, { ledger, id, collection: drive.id, paid, beneficiary, grounds })
  const { commitment } = beneficiary
  say({
    facts: {
      ...{ disbursement: id, amount: tiyn, currency, category, channel, paidOn },
      ...{ beneficiary: commitment, evidence, grounds },
    },
  })
  const available = toMoneyView(fund.available - tiyn, currency)
  return {
    ...{ disbursement: id, status: 'posted', amount: toMoneyView(tiyn, currency) },
    ...{ category, paidOn, available },
  }
}

function sourceOf({ channel, account }: Paid): AccountCode {
  if (channel === 'cash') return cash
  return account === undefined ? bank : bankAccount(account)
}

/** Keeps a payment that a second person has to approve; its money is reserved until it lapses. */
async function holdPayment(
  { limits }: BoundHouse,
  { tx, now, say, drive }: Booking,
  { actor }: By,
  fund: Fund,
  paid: Paid,
  beneficiary: SealedBeneficiary,
  grounds: readonly Ground[],
): Promise<PaymentHeld> {
  const id = uuidv7(now)
  const heldOn: Day = dayOf(now)
  const lapsesOn = addDays(heldOn, limits.heldPayment.days)
  const { amount, category } = paid
  const held = { ledger: drive.ledger, id, collection: drive.id, paid, beneficiary, grounds }
  await keepHeldPayment(tx, { ...held, heldOn, lapsesOn, proposedBy: actor.id }, now)
  const { commitment } = beneficiary
  const { amount: tiyn, currency } = amount
  say({ facts: { held: id, amount: tiyn, currency, category, beneficiary: commitment, grounds, lapsesOn } })
  return {
    ...{ disbursement: id, status: 'held', amount: toMoneyView(tiyn, currency), category },
    grounds: grounds.map((ground) => ({ ground, title: limits.payments[ground].title })),
    lapsesOn,
    available: toMoneyView(fund.available - tiyn, currency),
  }
}
