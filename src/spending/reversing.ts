import type { Transaction, Work } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { type FreeMoney, lockFree } from '../giving/free-money.js'
import { giftById } from '../giving/gift-queries.js'
import { notFound } from '../http/problems.js'
import { type Day, dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { broughtInCash, leastCash, lockCash } from '../ledger/cash.js'
import { boxes, cash, postReversal, transactionToReverse } from '../ledger/posting.js'
import type { NewReversal, ReversalView } from './contract.js'
import { receivedBy } from './conversions.js'
import { settleDifference } from './giving-back.js'
import { approverOf } from './held-store.js'
import { invoiceOf } from './invoice-store.js'
import { decideCash } from './payment-decisions.js'
import { alreadyReversed } from './problems.js'
import { decideReversal, decideTakingBack, decideWhoReverses } from './reversal-decisions.js'
import { countedInto, countsInPayout, lineStandingFor } from './reversal-store.js'
import { donationOf } from './store.js'

type Reversible = NonNullable<Awaited<ReturnType<typeof transactionToReverse>>>

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
  const approvedBy = await approverOf(house.read, ledger, transaction)
  const forbidden = decideWhoReverses(by.actor, ledger, ledgers, approvedBy)
  if (forbidden !== undefined) return forbidden
  const command = {
    ...by,
    action: 'transaction.reverse',
    log: ledger,
    conflicts: { transactions_reversed_once: () => alreadyReversed() },
  }
  return house.door.act<ReversalView>(command, (work) => reverseKnown(work, known, transaction, input))
}

/** The reversal itself: everything is asked again under the lock of the fund. */
async function reverseKnown(
  { tx, now, say }: Work,
  { ledger, kind, fund: fundId, foreign }: Reversible,
  transaction: string,
  { reason, effectiveOn: on }: NewReversal,
): Promise<ReversalView | Refusal> {
  const currency = kind === 'donation' ? (foreign ?? tenge) : tenge
  const fund =
    fundId === null ? undefined : await lockFree(tx, { ledger, id: fundId }, dayOf(now), null, currency)
  const found = await transactionToReverse(tx, [ledger], transaction)
  if (found === undefined) return notFound()
  const donation = found.kind === 'donation' ? await donationOf(tx, ledger, transaction) : undefined
  const goods = donation?.isInKind ? await giftById(tx, [ledger], transaction, dayOf(now)) : undefined
  const effectiveOn = on ?? dayOf(now)
  const refusal = decideReversal(
    {
      ...{ kind: found.kind, reversed: found.reversed, effectiveOn: found.effective_on },
      line: await lineStandingFor(tx, ledger, transaction),
      countsInPayout: await countsInPayout(tx, ledger, transaction),
      isPaid: (await invoiceOf(tx, [ledger], transaction))?.isPaid === true,
    },
    donation && { ...donation, available: fund?.available ?? 0n, isWhole: goods?.left === goods?.quantity },
    effectiveOn,
    dayOf(now),
  )
  if (refusal !== undefined) return refusal
  const isGone = await whatIsGone(tx, ledger, transaction, fund, effectiveOn)
  if (isGone !== undefined) return isGone
  if (donation !== undefined && !donation.held)
    await settleDifference(tx, ledger, fund?.pocket, donation, effectiveOn, now)
  const id = uuidv7(now)
  await postReversal(tx, { ledger, id, reverses: transaction, effectiveOn }, now)
  say({ subject: `transaction:${transaction}`, reason, facts: { reversal: id, effectiveOn } })
  return { reversal: id, reverses: transaction, effectiveOn }
}

/** What a transaction brought and a reversal would take away must still be there: the tenge of a conversion, cash, and what was counted from a box. */
async function whatIsGone(
  tx: Transaction,
  ledger: string,
  transaction: string,
  fund: FreeMoney | undefined,
  effectiveOn: Day,
): Promise<Refusal | undefined> {
  const received = (await receivedBy(tx, ledger, transaction)) + (await countedInto(tx, ledger, transaction))
  const isGone = fund && decideTakingBack(fund, received)
  if (isGone !== undefined) return isGone
  for (const account of [cash, boxes]) {
    const brought = await broughtInCash(tx, ledger, transaction, account)
    if (brought === 0n) continue
    await lockCash(tx, ledger)
    const held = await leastCash(tx, ledger, tenge, effectiveOn, account)
    const refusal = decideCash({ amount: brought, currency: tenge }, held, '/path/id')
    if (refusal !== undefined) return refusal
  }
  return undefined
}
