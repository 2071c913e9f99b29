import type { By, House } from '../audit/house.js'
import { notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge, toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { costOf, legsOfGain, legsOut, pocketAccounts } from '../ledger/pockets.js'
import { bank, fundAccounts, type Leg, post } from '../ledger/posting.js'
import { inLedgerOf } from './books.js'
import type { NewRefund, RefundView } from './contract.js'
import { type FreeMoney, lockFree } from './free-money.js'
import { decideRefund, shareOfValue } from './payment-decisions.js'
import { belowOneTiyn } from './problems.js'
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
    const fund = await lockFree(tx, drive, now, { currency })
    const donation = await donationOf(tx, drive.ledger, input.donation)
    if (donation === undefined || donation.collection !== drive.id) return notFound()
    const refusal = decideRefund(fund, donation, input, dayOf(now))
    if (refusal !== undefined) return refusal
    const id = uuidv7(now)
    const value = shareOfValue(donation, amount)
    if (value === 0n) return belowOneTiyn()
    const legs = [
      ...(donation.held ? legsOfHeld(fund, drive.id, amount) : legsOfGiven(fund, drive.id, amount, value)),
      { account: bank, side: 'C', amount, currency } as const,
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

/** What was held for return was never part of the fund. */
function legsOfHeld({ pocket, currency }: FreeMoney, fund: string, amount: bigint): Leg[] {
  const account = pocket === undefined ? fundAccounts(fund).held : pocketAccounts(pocket).held
  return [{ account, side: 'D', amount, currency }]
}

/** Less is raised by the value that it came with; what has become of the rate since then is a gain or a loss. */
function legsOfGiven({ pocket }: FreeMoney, fund: string, amount: bigint, value: bigint): Leg[] {
  const raised: Leg = { account: fundAccounts(fund).raised, side: 'D', amount: value }
  if (pocket === undefined) return [raised]
  const cost = costOf(pocket, amount)
  return [...legsOut(pocket, amount, cost), raised, ...legsOfGain(fund, value - cost)]
}
