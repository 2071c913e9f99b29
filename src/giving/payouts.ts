import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { notAllowed } from '../http/problems.js'
import { type Day, dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import { bank, fundAccounts, inTransit, type Leg, paymentFees, post } from '../ledger/posting.js'
import { borneByFund, shareFee } from './fee-shares.js'
import { lockFree } from './free-money.js'
import type { NewPayout, Payout } from './payout-contract.js'
import { decidePayout } from './payout-decisions.js'
import { fundsInTransit, keepPayout, transitByFund } from './payout-store.js'

/**
 * A payment system pays out what it took, less its fee: the net comes to the bank account, and the fee is shared over the funds
 * to the tiyn. Entered by who disposes of the ledger's money, or by a payment system with its key.
 */
export async function payOutTransit(
  house: House,
  by: By,
  ledger: string,
  input: NewPayout,
): Promise<Payout | Refusal> {
  if (by.actor.kind !== 'api-key' && !mayDispose(by.actor, ledger)) return notAllowed()
  const command = { ...by, action: 'payout.record', log: ledger, subject: `ledger:${ledger}` }
  return house.door.act<Payout>(command, async ({ tx, now, say }) => {
    const funds = await lockedFunds(tx, ledger, input.donations, dayOf(now))
    const ids = funds.map(({ id }) => id)
    const transit = await transitByFund(tx, ledger, input.donations, ids)
    const refusal = decidePayout(input, transit, dayOf(now))
    if (refusal !== undefined) return refusal
    const id = uuidv7(now)
    const { gross, fee, paidOutOn, reference = null } = input
    const shares = sharesOf(funds, transit.byFund, fee.amount)
    const legs = legsOf(shares, gross.amount - fee.amount, gross.amount, oneAccountOf(funds))
    const about = { ledger, id, kind: 'payout', currency: gross.currency, effectiveOn: paidOutOn }
    await post(tx, { ...about, legs }, now)
    await keepPayout(tx, { ledger, id, input, funds: ids })
    const net = gross.amount - fee.amount
    const facts = { gross: gross.amount, fee: fee.amount, net, paidOutOn, donations: transit.count }
    say({ facts: { payout: id, ...facts } })
    return {
      ...{ payout: id, paidOutOn, reference, donations: transit.count },
      ...{ gross: toMoneyView(gross.amount), fee: toMoneyView(fee.amount), net: toMoneyView(net) },
      shares: shares.map((share) => ({
        ...{ collection: share.number, gross: toMoneyView(share.gross), fee: toMoneyView(share.fee) },
        ...{ byFund: toMoneyView(share.byFund), byCollector: toMoneyView(share.fee - share.byFund) },
      })),
    }
  })
}

/** Locks the funds of the donations in the order of their ids, as the batches of donations do. */
async function lockedFunds(tx: Transaction, ledger: string, donations: NewPayout['donations'], today: Day) {
  const locked = []
  for (const { id, number, spending, bank: account } of await fundsInTransit(tx, ledger, donations)) {
    const { available, raised, costs, reservedCosts } = await lockFree(tx, { ledger, id }, today)
    const bearer = { available, raised, costs: costs + reservedCosts }
    locked.push({ id, number, account, ...bearer, costCapPercent: spending?.costCapPercent })
  }
  return locked
}

type Locked = Awaited<ReturnType<typeof lockedFunds>>

interface Share {
  readonly id: string
  readonly number: string
  readonly gross: bigint
  readonly fee: bigint
  readonly byFund: bigint
}

function sharesOf(funds: Locked, grosses: ReadonlyMap<string, bigint>, fee: bigint): Share[] {
  const fees = shareFee(fee, grosses)
  return funds.flatMap((fund) => {
    const gross = grosses.get(fund.id)
    // All of its donations were given back while it was waited for the lock.
    if (gross === undefined) return []
    const share = fees.get(fund.id) ?? 0n
    return [{ id: fund.id, number: fund.number, gross, fee: share, byFund: borneByFund(share, fund) }]
  })
}

/** A fund whose account all of them share; a payout for drives on several accounts comes to `assets:bank`, and is moved from there. */
const oneAccountOf = ([first, ...others]: Locked): string | undefined =>
  others.every(({ account }) => account === first?.account) ? first?.id : undefined

function legsOf(shares: readonly Share[], net: bigint, gross: bigint, bankOf: string | undefined): Leg[] {
  const byCollector = shares.reduce((sum, { fee, byFund }) => sum + fee - byFund, 0n)
  const legs: Leg[] = [
    { account: bank, side: 'D', amount: net, ...(bankOf && { bankOf }) },
    ...shares.map(({ id, byFund }): Leg => ({ account: fundAccounts(id).fees, side: 'D', amount: byFund })),
    { account: paymentFees, side: 'D', amount: byCollector },
    { account: inTransit, side: 'C', amount: gross },
  ]
  return legs.filter(({ amount }) => amount > 0n)
}
