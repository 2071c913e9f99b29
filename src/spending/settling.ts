import type { By } from '../audit/house.js'
import { type Booking, driveForBooks } from '../giving/books.js'
import { type FreeMoney, lockFree } from '../giving/free-money.js'
import type { BoundHouse } from '../giving/limits.js'
import { notFound } from '../http/problems.js'
import { personByIin } from '../identity/queries.js'
import { dayOf } from '../kernel/days.js'
import { toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { openBeneficiary } from './beneficiaries.js'
import { decideHeld } from './held-decisions.js'
import { type HeldPayment, heldPayment, settleHeldPayment } from './held-store.js'
import { decidePayment, payOut } from './paying.js'
import type { PaymentDecided, PaymentDecision } from './purpose-contract.js'

/** A second person approves a held payment, which pays it, or refuses it. Everything is asked again under the lock of the fund. */
export async function decideHeldPayment(
  house: BoundHouse,
  by: By,
  ledgers: readonly string[],
  id: string,
  input: PaymentDecision,
): Promise<PaymentDecided | Refusal> {
  const known = await heldPayment(house.read, ledgers, id)
  if (known === undefined) return notFound()
  const { ledger, number } = known
  const command = { ...by, action: 'disbursement.decide', log: ledger, subject: `collection:${number}` }
  return house.door.act<PaymentDecided>(command, async (work) => {
    const { tx, now } = work
    const drive = await driveForBooks(tx, number, 'lock')
    if (drive === undefined) return notFound()
    const fund = await lockFree(tx, drive, dayOf(now), id, known.amount.currency)
    const held = await heldPayment(tx, [ledger], id)
    if (held === undefined) return notFound()
    const isPaid = await pays(house, held, by.actor.id)
    const refusal = decideHeld(by.actor, held, input, { today: dayOf(now), isPaid })
    if (refusal !== undefined) return refusal
    return settle(house, { ...work, drive }, by, fund, held, input)
  })
}

async function settle(
  house: BoundHouse,
  booking: Booking,
  { actor }: By,
  fund: FreeMoney,
  held: HeldPayment,
  { decision, reasons, paidOn = dayOf(booking.now) }: PaymentDecision,
): Promise<PaymentDecided | Refusal> {
  const { tx, now, say } = booking
  const decided = { decidedBy: actor.id, decidedOn: dayOf(now), reasons }
  const { id } = held
  if (decision === 'refuse') {
    await settleHeldPayment(tx, held, { ...decided, status: 'refused', disbursement: null })
    say({ reason: reasons, facts: { held: id, decision } })
    const available = toMoneyView(fund.available, held.amount.currency)
    return { id, status: 'refused', disbursement: null, available }
  }
  const { amount, category, channel, account, evidence, purpose, goods, dueOn } = held
  const about = {
    ...(purpose !== null && { purpose }),
    ...(account !== null && { account }),
    ...(goods !== null && { goods }),
    ...(dueOn !== null && { dueOn }),
  }
  const paid = { amount, category, channel, evidence, paidOn, ...about }
  const beneficiary = openBeneficiary(house.sealer, held.sealed)
  const step = await decidePayment(house, booking, fund, beneficiary, paid, 'approved')
  if (isRefusal(step)) return step
  const { disbursement, available } = await payOut(booking, fund, paid, held, step.grounds)
  await settleHeldPayment(tx, held, { ...decided, status: 'approved', disbursement })
  const { commitment } = held
  const sums = { amount: amount.amount, currency: amount.currency, category, channel }
  say({
    reason: reasons,
    facts: {
      ...{ held: id, decision, disbursement, ...sums, paidOn },
      ...{ beneficiary: commitment, evidence, grounds: step.grounds, goods: goods ?? undefined },
      dueOn: dueOn ?? undefined,
    },
  })
  return { id, status: 'approved', disbursement, available }
}

/** Whether a person is the one who is to be paid, as far as an IIN tells. */
async function pays(house: BoundHouse, held: HeldPayment, personId: string): Promise<boolean> {
  const beneficiary = openBeneficiary(house.sealer, held.sealed)
  if (beneficiary.kind !== 'individual' || beneficiary.iin === undefined) return false
  return (await personByIin(house, beneficiary.iin))?.id === personId
}
