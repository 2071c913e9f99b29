import type { Transaction } from '../audit/act.js'
import type { FreeMoney } from '../giving/free-money.js'
import type { Day } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge } from '../kernel/money.js'
import { costOf, legsOfGain, legsOut, type Pocket, pocketAccounts } from '../ledger/pockets.js'
import { fundAccounts, type Leg, post } from '../ledger/posting.js'
import type { GivenDonation } from './payment-decisions.js'

/**
 * What a refund takes from the fund: less is raised by the value that it came with, and what has become of a rate since then is
 * a gain or a loss. What was held for return was never part of the fund.
 */
export function legsBack(
  { pocket, currency }: FreeMoney,
  fund: string,
  { held }: Pick<GivenDonation, 'held'>,
  { amount, value }: { readonly amount: bigint; readonly value: bigint },
): Leg[] {
  const accounts = fundAccounts(fund)
  if (held) {
    const account = pocket === undefined ? accounts.held : pocketAccounts(pocket).held
    return [{ account, side: 'D', amount, currency }]
  }
  const raised: Leg = { account: accounts.raised, side: 'D', amount: value }
  if (pocket === undefined) return [raised]
  const cost = costOf(pocket, amount)
  return [...legsOut(pocket, amount, cost), raised, ...legsOfGain(fund, value - cost)]
}

/**
 * A gift in another currency leaves with the value it came with, although what is held is worth something else since others came
 * and went: the difference is a gain or a loss, posted before it leaves.
 */
export async function settleDifference(
  tx: Transaction,
  ledger: string,
  pocket: Pocket | undefined,
  { amount, value }: GivenDonation,
  effectiveOn: Day,
  now: Date,
): Promise<void> {
  const gain = pocket === undefined ? 0n : value - costOf(pocket, amount)
  if (pocket === undefined || gain === 0n) return
  const account = pocketAccounts(pocket).value
  const leg: Leg = gain > 0n ? { account, side: 'D', amount: gain } : { account, side: 'C', amount: -gain }
  const legs = [leg, ...legsOfGain(pocket.fund, gain)]
  const about = { ledger, id: uuidv7(now), kind: 'exchange-difference', fund: pocket.fund, currency: tenge }
  await post(tx, { ...about, effectiveOn, legs }, now)
}
