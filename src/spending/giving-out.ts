import type { By } from '../audit/house.js'
import { citedDocuments } from '../documents/queries.js'
import { inLedgerOf } from '../giving/books.js'
import { lockFree } from '../giving/free-money.js'
import { inOtherWords } from '../giving/gift-decisions.js'
import { giftById } from '../giving/gift-queries.js'
import type { BoundHouse } from '../giving/limits.js'
import { quantityText, thousandths } from '../giving/quantities.js'
import { invalidRequest, notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { Disbursement } from './contract.js'
import { disbursePart } from './disbursing.js'
import type { NewGivingOut } from './giving-out-contract.js'
import { decideGivingOut } from './giving-out-decisions.js'
import type { PaymentHeld } from './purpose-contract.js'

/** Gives a part of a gift in kind to a beneficiary, under the same limits as a payment of its value; no money moves. */
export async function giveOut(
  house: BoundHouse,
  by: By,
  ledgers: readonly string[],
  id: string,
  input: NewGivingOut,
): Promise<Disbursement | PaymentHeld | Refusal> {
  const known = await giftById(house.read, ledgers, id, dayOf(house.clock()))
  if (known === undefined) return notFound()
  const { ledger, number, currency } = known
  const { beneficiary, category, givenOn, purpose } = input
  const quantity = quantityText(thousandths(input.quantity))
  return inLedgerOf<Disbursement | PaymentHeld>(
    house,
    by,
    number,
    'gift-in-kind.give-out',
    async (booking) => {
      const { tx, now, drive } = booking
      const fund = await lockFree(tx, drive, dayOf(now))
      const gift = await giftById(tx, [ledger], id, dayOf(now))
      if (gift === undefined) return notFound()
      const value = decideGivingOut(gift, input)
      if (isRefusal(value)) return value
      const { cited, errors } = await citedDocuments(tx, by.actor, input.evidence, '/evidence')
      if (errors.length > 0) return invalidRequest({ errors })
      const evidence = cited.map(({ sha256 }) => sha256)
      const paid = { amount: { amount: value, currency }, category, purpose, evidence, paidOn: givenOn }
      const goods = { channel: 'in-kind', goods: { gift: id, quantity } } as const
      const outcome = await disbursePart(house, booking, by, fund, { ...paid, ...goods }, beneficiary)
      const places = { '/paidOn': '/givenOn', '/amount/amount': '/quantity' }
      return isRefusal(outcome) ? inOtherWords(outcome, places) : outcome
    },
  )
}
