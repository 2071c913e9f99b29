import type { By, House } from '../audit/house.js'
import { citedDocuments } from '../documents/queries.js'
import { invalidRequest, notAllowed, notFound } from '../http/problems.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import { dayOf } from '../kernel/days.js'
import { toMoneyView } from '../kernel/money.js'
import { type PageQuery, toPage } from '../kernel/pages.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { fundAccounts, inKind, openAccounts } from '../ledger/posting.js'
import { driveForBooks } from './books.js'
import type { RecordedDonation } from './contract.js'
import { mayKeepBooks } from './decisions.js'
import { lookingAgain } from './donate.js'
import type { GiftInKind, NewGiftInKind } from './gift-contract.js'
import { decideGift } from './gift-decisions.js'
import { giftsOf, type KeptGift } from './gift-queries.js'
import type { PermitOf } from './permits.js'
import { quantityText } from './quantities.js'
import { lockDrive, recordOne } from './recording.js'
import { keepGift } from './store.js'

/** Records goods that were given: a donation with its receipt, in the books by its value and apart from all money. */
export async function receiveInKind(
  house: House,
  permitOf: PermitOf,
  by: By,
  number: string,
  { description, quantity, unit, basis, evidence, value, ...given }: NewGiftInKind,
): Promise<RecordedDonation | Refusal> {
  const found = await driveForBooks(house.read, number)
  if (found === undefined) return notFound()
  const { actor } = by
  if (!mayKeepBooks(actor, found)) return notAllowed()
  const command = { ...by, action: 'gift-in-kind.record', log: found.ledger, subject: `collection:${number}` }
  return lookingAgain(() =>
    house.door.act<RecordedDonation>(command, async ({ tx, now, say }) => {
      const locked = await lockDrive(tx, number)
      if (locked === undefined) return notFound()
      const { drive } = locked
      const permit = await permitOf(drive, dayOf(now))
      const donation = { ...given, amount: value, channel: 'in-kind' } as const
      const decided = decideGift(drive, permit, actor, donation, now)
      if (isRefusal(decided)) return decided
      const { cited, errors } = await citedDocuments(tx, actor, evidence, '/evidence')
      if (errors.length > 0) return invalidRequest({ errors })
      const hashes = cited.map(({ sha256 }) => sha256)
      const opened = await openAccounts(tx, drive.ledger, drive.currency, [
        inKind,
        fundAccounts(drive.id).inKind,
      ])
      const withGoods = { ...locked, drive: { ...drive, accounts: { ...drive.accounts, ...opened } } }
      const { day } = decided
      const recorded = await recordOne(tx, house, { locked: withGoods, permit, actor, donation, day }, now)
      const about = { ledger: drive.ledger, id: recorded.donation }
      await keepGift(tx, { ...about, description, quantity, unit, basis, evidence: hashes })
      const facts = { donation: recorded.donation, quantity, unit, value: value.amount }
      say({ variant: permit.variantHash, facts: { ...facts, basis, evidence: hashes } })
      return recorded
    }),
  )
}

/** What was given to a drive in kind, and what is left of it: for its own people and auditors. */
export async function giftPage(
  house: House,
  actor: Actor,
  number: string,
  { limit, after }: PageQuery,
): Promise<{ items: GiftInKind[]; next: string | null } | Refusal> {
  const drive = await driveForBooks(house.read, number)
  if (drive === undefined) return notFound()
  if (!mayKeepBooks(actor, drive) && !hasRole(actor, 'auditor')) return notAllowed()
  const page = { ...(after !== undefined && { after }), limit: limit + 1 }
  const rows = await giftsOf(house.read, drive, page, dayOf(house.clock()))
  return toPage(rows, limit, ({ id }) => id, viewOf)
}

function viewOf(gift: KeptGift): GiftInKind {
  const { id, description, unit, basis, evidence, receivedOn, reversed, currency } = gift
  return {
    ...{ id, description, unit, basis, evidence, receivedOn, reversed },
    ...{ quantity: quantityText(gift.quantity), left: quantityText(gift.left) },
    ...{ value: toMoneyView(gift.value, currency), leftValue: toMoneyView(gift.leftValue, currency) },
  }
}
