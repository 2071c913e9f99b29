import type { By, House } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge, toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import { bank, inTransit, type Leg, post, postReversal, transactionToReverse } from '../ledger/posting.js'
import { inLedgerOf } from './books.js'
import type { NewRefund, NewReversal, RefundView, ReversalView } from './contract.js'
import { receivedBy } from './conversions.js'
import { giftById } from './gift-store.js'
import { legsBack, settleDifference } from './giving-back.js'
import { lockFree } from './held-store.js'
import { decideRefund, decideReversal, decideTakingBack, shareOfValue } from './payment-decisions.js'
import { countsInPayout } from './payout-store.js'
import { alreadyReversed, belowOneTiyn } from './problems.js'
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

/** Reverses a transaction by another one with the sides exchanged; once. Nothing is ever edited. */
export async function reverse(
  house: House,
  by: By,
  ledgers: readonly string[],
  transaction: string,
  input: NewReversal,
): Promise<ReversalView | Refusal> {
  const known = await transactionToReverse(house.read, ledgers, transaction)
  if (known === undefined) return notFound()
  const { ledger } = known
  if (!mayDispose(by.actor, ledger, ledgers)) return notAllowed()
  const command = {
    ...by,
    action: 'transaction.reverse',
    log: ledger,
    conflicts: { transactions_reversed_once: () => alreadyReversed() },
  }
  return house.door.act<ReversalView>(command, async ({ tx, now, say }) => {
    const currency = known.kind === 'donation' ? (known.foreign ?? tenge) : tenge
    const books = { ledger, id: known.fund ?? '' }
    const fund = known.fund === null ? undefined : await lockFree(tx, books, dayOf(now), null, currency)
    const found = await transactionToReverse(tx, [ledger], transaction)
    if (found === undefined) return notFound()
    const donation = found.kind === 'donation' ? await donationOf(tx, ledger, transaction) : undefined
    const goods = donation?.isInKind ? await giftById(tx, [ledger], transaction, dayOf(now)) : undefined
    const effectiveOn = input.effectiveOn ?? dayOf(now)
    const refusal = decideReversal(
      {
        ...{ kind: found.kind, reversed: found.reversed, effectiveOn: found.effective_on },
        countsInPayout: await countsInPayout(tx, ledger, transaction),
      },
      donation && { ...donation, available: fund?.available ?? 0n, isWhole: goods?.left === goods?.quantity },
      effectiveOn,
      dayOf(now),
    )
    if (refusal !== undefined) return refusal
    const isGone = fund && decideTakingBack(fund, await receivedBy(tx, ledger, transaction))
    if (isGone !== undefined) return isGone
    if (donation !== undefined && !donation.held)
      await settleDifference(tx, ledger, fund?.pocket, donation, effectiveOn, now)
    const id = uuidv7(now)
    await postReversal(tx, { ledger, id, reverses: transaction, effectiveOn }, now)
    say({ subject: `transaction:${transaction}`, reason: input.reason, facts: { reversal: id, effectiveOn } })
    return { reversal: id, reverses: transaction, effectiveOn }
  })
}
