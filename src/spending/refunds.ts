import type { By, House } from '../audit/house.js'
import { inLedgerOf } from '../giving/books.js'
import { lockFree } from '../giving/free-money.js'
import { belowOneTiyn } from '../giving/problems.js'
import { notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge, toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { bank, inTransit, type Leg, post } from '../ledger/posting.js'
import type { NewRefund, RefundView } from './contract.js'
import { legsBack } from './giving-back.js'
import { decideRefund, shareOfValue } from './payment-decisions.js'
import { donationOf, keepRefund } from './store.js'

/** Gives a donation back, whole or in part; never more than is left of it. */
export function refund(
  house: House,
  by: By,
  number: string,
  input: NewRefund,
): Promise<RefundView | Refusal> {
  return inLedgerOf(house, by, number, 'donation.refund', async ({ tx, now, say, drive }) => {
    const { amount, currency } = input.amount
    const fund = await lockFree(tx, drive, dayOf(now), null, currency)
    const donation = await donationOf(tx, drive.ledger, input.donation)
    if (donation === undefined || donation.collection !== drive.id) return notFound()
    const refusal = decideRefund(fund, donation, input, dayOf(now))
    if (refusal !== undefined) return refusal
    const id = uuidv7(now)
    const value = shareOfValue(donation, amount)
    if (value <= 0n) return belowOneTiyn()
    const legs: Leg[] = [
      ...legsBack(fund, drive.id, donation, { amount, value }),
      { account: donation.inTransit ? inTransit : bank, side: 'C', amount, currency },
    ]
    const about = { ledger: drive.ledger, id, kind: 'refund', fund: drive.id, currency: tenge }
    await post(tx, { ...about, effectiveOn: input.refundedOn, legs }, now)
    await keepRefund(tx, { ledger: drive.ledger, id, value, input })
    say({
      facts: { refund: id, donation: input.donation, amount, currency, refundedOn: input.refundedOn },
    })
    const left = donation.amount - donation.refunded - amount
    return {
      refund: id,
      donation: input.donation,
      amount: toMoneyView(amount, currency),
      leftOfDonation: toMoneyView(left, currency),
    }
  })
}
