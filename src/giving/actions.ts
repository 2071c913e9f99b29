import { randomBytes } from 'node:crypto'
import type { Work } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { citedDocuments } from '../documents/queries.js'
import { invalidRequest, notAllowed, notFound } from '../http/problems.js'
import { canonicalJson, sha256 } from '../kernel/canonical-json.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import { bank, fundAccounts, lockFund, post, postReversal, transactionToReverse } from '../ledger/posting.js'
import type {
  Disbursement,
  NewDisbursement,
  NewRefund,
  NewReversal,
  RefundView,
  ReversalView,
} from './contract.js'
import { mayKeepBooks } from './decisions.js'
import { decideDisbursement, decideRefund, decideReversal } from './payment-decisions.js'
import { alreadyReversed } from './problems.js'
import { type BookedDrive, donationOf, driveForBooks, keepDisbursement, keepRefund } from './store.js'

const collectingCosts = 'collecting-costs'

/** Pays a beneficiary out of the fund of a drive, for a category. */
export function disburse(
  house: House,
  by: By,
  number: string,
  input: NewDisbursement,
): Promise<Disbursement | Refusal> {
  return inLedgerOf(house, by, number, 'disbursement.pay', async ({ tx, now, say, drive }) => {
    const fund = await lockFund(tx, drive.ledger, drive.id)
    const refusal = decideDisbursement(drive, fund, input, dayOf(now))
    if (refusal !== undefined) return refusal
    const { cited, errors } = await citedDocuments(tx, by.actor, input.evidence, '/evidence')
    if (errors.length > 0) return invalidRequest({ errors })
    const evidence = cited.map(({ sha256 }) => sha256)
    const id = uuidv7(now)
    const { amount, category, paidOn } = input
    const accounts = fundAccounts(drive.id)
    const spentOn = category === collectingCosts ? accounts.costs : accounts.spent(category)
    await post(
      tx,
      {
        ledger: drive.ledger,
        id,
        kind: 'disbursement',
        fund: drive.id,
        currency: amount.currency,
        effectiveOn: paidOn,
        legs: [
          { account: spentOn, side: 'D', amount: amount.amount },
          { account: bank, side: 'C', amount: amount.amount },
        ],
      },
      now,
    )
    const beneficiary = sealBeneficiary(house, input)
    await keepDisbursement(tx, {
      ledger: drive.ledger,
      id,
      collection: drive.id,
      input,
      evidence,
      ...beneficiary,
    })
    const facts = {
      disbursement: id,
      amount: amount.amount,
      currency: amount.currency,
      category,
      paidOn,
      beneficiary: beneficiary.commitment,
    }
    say({ facts: { ...facts, evidence } })
    const currency = amount.currency
    return {
      disbursement: id,
      amount: toMoneyView(amount.amount, currency),
      category,
      paidOn,
      available: toMoneyView(fund.available - amount.amount, currency),
    }
  })
}

/** Gives a donation back, whole or in part; never more than is left of it. */
export function refund(
  house: House,
  by: By,
  number: string,
  input: NewRefund,
): Promise<RefundView | Refusal> {
  return inLedgerOf(house, by, number, 'donation.refund', async ({ tx, now, say, drive }) => {
    const fund = await lockFund(tx, drive.ledger, drive.id)
    const donation = await donationOf(tx, drive.ledger, input.donation)
    if (donation === undefined || donation.collection !== drive.id) return notFound()
    const refusal = decideRefund(fund, donation, input, dayOf(now))
    if (refusal !== undefined) return refusal
    const id = uuidv7(now)
    const { amount, currency } = input.amount
    const accounts = fundAccounts(drive.id)
    await post(
      tx,
      {
        ledger: drive.ledger,
        id,
        kind: 'refund',
        fund: drive.id,
        currency,
        effectiveOn: input.refundedOn,
        legs: [
          { account: donation.held ? accounts.held : accounts.raised, side: 'D', amount },
          { account: bank, side: 'C', amount },
        ],
      },
      now,
    )
    await keepRefund(tx, { ledger: drive.ledger, id, input })
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
  if (!mayDispose(by.actor, ledger)) return notAllowed()
  const command = {
    ...by,
    action: 'transaction.reverse',
    log: ledger,
    conflicts: { transactions_reversed_once: () => alreadyReversed() },
  }
  return house.door.act<ReversalView>(command, async ({ tx, now, say }) => {
    const fund = known.fund === null ? undefined : await lockFund(tx, ledger, known.fund)
    const found = await transactionToReverse(tx, [ledger], transaction)
    if (found === undefined) return notFound()
    const donation = found.kind === 'donation' ? await donationOf(tx, ledger, transaction) : undefined
    const effectiveOn = input.effectiveOn ?? dayOf(now)
    const refusal = decideReversal(
      { kind: found.kind, reversed: found.reversed, effectiveOn: found.effective_on },
      donation && { ...donation, available: fund?.available ?? 0n },
      effectiveOn,
      dayOf(now),
    )
    if (refusal !== undefined) return refusal
    const id = uuidv7(now)
    await postReversal(tx, { ledger, id, reverses: transaction, effectiveOn }, now)
    say({ subject: `transaction:${transaction}`, reason: input.reason, facts: { reversal: id, effectiveOn } })
    return { reversal: id, reverses: transaction, effectiveOn }
  })
}

/** An action on the money of one drive, in the log of its ledger, by those who keep its books. */
async function inLedgerOf<T>(
  house: House,
  by: By,
  number: string,
  action: string,
  work: (inside: Work & { readonly drive: BookedDrive }) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const found = await driveForBooks(house.read, number)
  if (found === undefined) return notFound()
  if (!mayKeepBooks(by.actor, found) || !mayDispose(by.actor, found.ledger)) return notAllowed()
  const command = { ...by, action, log: found.ledger, subject: `collection:${number}` }
  return house.door.act<T>(command, async (inside) => {
    const drive = await driveForBooks(inside.tx, number, 'lock')
    return drive === undefined ? notFound() : work({ ...inside, drive })
  })
}

function sealBeneficiary(house: House, { beneficiary }: NewDisbursement) {
  const plain = canonicalJson(beneficiary)
  const identifier = beneficiary.kind === 'individual' ? beneficiary.iin : beneficiary.bin
  const context = 'disbursements.beneficiary_sealed'
  const salt = randomBytes(16)
  return {
    sealed: house.sealer.seal(canonicalJson({ salt: salt.toString('base64'), beneficiary }), context),
    lookup: identifier === undefined ? undefined : house.sealer.lookup(identifier, context),
    commitment: sha256(Buffer.concat([salt, Buffer.from(plain)])).toString('base64'),
  }
}
