import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import { type Day, dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import { costOf, legsOfGain, pocketAccounts } from '../ledger/pockets.js'
import { type Leg, post, postReversal, transactionToReverse } from '../ledger/posting.js'
import type { NewReversal, ReversalView } from './contract.js'
import { type FreeMoney, lockFree } from './free-money.js'
import { decideReversal, type GivenDonation } from './payment-decisions.js'
import { alreadyReversed } from './problems.js'
import { donationOf } from './store.js'

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
  const { ledger, fund: drive } = known
  if (!mayDispose(by.actor, ledger)) return notAllowed()
  const command = {
    ...by,
    action: 'transaction.reverse',
    log: ledger,
    conflicts: { transactions_reversed_once: () => alreadyReversed() },
  }
  return house.door.act<ReversalView>(command, async ({ tx, now, say }) => {
    const currency = known.kind === 'donation' ? (known.foreign ?? tenge) : tenge
    const fund = drive === null ? undefined : await lockFree(tx, { ledger, id: drive }, now, { currency })
    const found = await transactionToReverse(tx, [ledger], transaction)
    if (found === undefined) return notFound()
    const donation = found.kind === 'donation' ? await donationOf(tx, ledger, transaction) : undefined
    const effectiveOn = input.effectiveOn ?? dayOf(now)
    const amount = donation === undefined ? await receivedBy(tx, ledger, transaction) : leavingWith(donation)
    const refusal = decideReversal(
      { kind: found.kind, reversed: found.reversed, effectiveOn: found.effective_on },
      { amount, currency, available: fund?.available ?? 0n },
      donation,
      effectiveOn,
      dayOf(now),
    )
    if (refusal !== undefined) return refusal
    if (fund !== undefined && donation !== undefined && !donation.held)
      await settleDifference(tx, ledger, fund, donation, effectiveOn, now)
    const id = uuidv7(now)
    await postReversal(tx, { ledger, id, reverses: transaction, effectiveOn }, now)
    say({ subject: `transaction:${transaction}`, reason: input.reason, facts: { reversal: id, effectiveOn } })
    return { reversal: id, reverses: transaction, effectiveOn }
  })
}

const leavingWith = ({ held, amount }: GivenDonation): bigint => (held ? 0n : amount)

/** What a conversion brought (tiyn), and its reversal takes away again; nothing of any other transaction. */
async function receivedBy(tx: Transaction, ledger: string, id: string): Promise<bigint> {
  const [row] = await tx.execute<{ received: string }>(
    sql`SELECT received::text FROM conversions WHERE ledger = ${ledger} AND id = ${id}`,
  )
  return BigInt(row?.received ?? 0)
}

/**
 * A gift in another currency leaves with the value it came with, although what is held is worth something else since others came
 * and went: the difference is a gain or a loss, posted before it leaves.
 */
async function settleDifference(
  tx: Transaction,
  ledger: string,
  { pocket }: FreeMoney,
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
