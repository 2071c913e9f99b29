import { randomBytes } from 'node:crypto'
import type { Transaction, Work } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { boxByNumber } from '../collections/queries.js'
import { citedDocuments } from '../documents/queries.js'
import { invalidRequest, notAllowed, notFound } from '../http/problems.js'
import { canonicalJson, saltedCommitment } from '../kernel/canonical-json.js'
import { type Day, dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge, toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { FieldSealer } from '../kernel/sealing.js'
import { boxes, fundAccounts, type Leg, post } from '../ledger/posting.js'
import { driveForBooks } from './books.js'
import type { BoxOpening, NewBoxOpening } from './box-contract.js'
import { decideOpening } from './box-decisions.js'
import { boxOpenedAlready, noSuchBox } from './box-problems.js'
import { keepOpening, openingsBefore } from './box-store.js'
import { type Drive, mayKeepBooks } from './decisions.js'
import type { PermitOf } from './permits.js'
import { lockDrive } from './recording.js'

/** Records the protocol by which a donation box was opened: its gifts come into the books, which nobody could count before. */
export async function openBox(
  house: House,
  permitOf: PermitOf,
  by: By,
  { number, box: boxNumber }: { readonly number: string; readonly box: string },
  input: NewBoxOpening,
): Promise<BoxOpening | Refusal> {
  const found = await driveForBooks(house.read, number)
  if (found === undefined) return notFound()
  if (!mayKeepBooks(by.actor, found)) return notAllowed()
  const conflicts = { box_is_opened_once: () => boxOpenedAlready() }
  const about = { action: 'box.open', log: found.ledger, subject: `collection:${number}`, conflicts }
  return house.door.act<BoxOpening>({ ...by, ...about }, async (work) => {
    const { tx, now } = work
    const locked = await lockDrive(tx, number)
    if (locked === undefined) return notFound()
    const { drive } = locked
    const box = await boxOf(tx, drive, boxNumber, input.openedAt)
    if (isRefusal(box)) return box
    const permit = await permitOf(drive, dayOf(now))
    const decided = decideOpening(drive, permit, by.actor, box, input, now)
    if (isRefusal(decided)) return decided
    const scan = input.document === undefined ? [] : [input.document]
    const { cited, errors } = await citedDocuments(tx, by.actor, scan, '')
    if (errors.length > 0)
      return invalidRequest({ errors: errors.map((error) => ({ ...error, pointer: '/document' })) })
    work.say({ variant: permit.variantHash })
    return record(house, work, drive, { box, by, ...decided, document: cited[0]?.sha256 ?? null }, input)
  })
}

interface Decided {
  readonly box: Exclude<Awaited<ReturnType<typeof boxOf>>, Refusal>
  readonly by: By
  readonly day: Day
  /** Tiyn, of what was counted. */
  readonly raised: bigint
  /** SHA-256 in hex. */
  readonly document: string | null
}

/** Posts what was counted, where there was anything, and keeps the protocol. */
async function record(
  house: House,
  { tx, now, say }: Work,
  { ledger, id: collection }: Drive,
  { box, by, day, raised, document }: Decided,
  input: NewBoxOpening,
): Promise<BoxOpening> {
  const id = uuidv7(now)
  const { openedAt, seal, newSeal, foreignNotes, place = box.place } = input
  const { amount } = input.counted
  if (amount > 0n) {
    const legs = legsOf(collection, amount, raised)
    const about = { ledger, id, kind: 'box-opening', fund: collection, currency: tenge }
    await post(tx, { ...about, effectiveOn: day, legs }, now)
  }
  const present = sealPresent(house.sealer, input.present)
  const kept = { ledger, id, collection, box: box.id, round: box.rounds, place, present, document }
  await keepOpening(tx, { ...kept, recordedBy: by.actor.id, input }, now)
  const held = amount - raised
  say({
    facts: {
      ...{ opening: id, box: box.number, openedAt, counted: amount, held, seal, newSeal, foreignNotes },
      ...{ present: present.commitment, document: document ?? undefined },
    },
  })
  return {
    ...{ opening: id, box: box.number, openedAt: openedAt.toISOString(), seal },
    ...{ counted: toMoneyView(amount), heldForReturn: toMoneyView(held) },
    transaction: amount > 0n ? id : null,
  }
}

/** A box of the drive with what its earlier protocols say. */
async function boxOf(tx: Transaction, drive: Drive, number: string, openedAt: Date) {
  const found = await boxByNumber(tx, number)
  if (found === undefined || found.collection.id !== drive.id) return noSuchBox()
  return { ...found.box, ...(await openingsBefore(tx, found.box.id, openedAt)) }
}

function legsOf(fund: string, counted: bigint, raised: bigint): Leg[] {
  const accounts = fundAccounts(fund)
  const legs: Leg[] = [
    { account: boxes, side: 'D', amount: counted },
    { account: accounts.raised, side: 'C', amount: raised },
    { account: accounts.held, side: 'C', amount: counted - raised },
  ]
  return legs.filter(({ amount }) => amount > 0n)
}

const presentPlace = 'box_openings.present_sealed'

/** Who was there: sealed, and committed to by the log with a salt. */
function sealPresent(sealer: FieldSealer, names: readonly string[]) {
  const salt = randomBytes(16)
  return {
    sealed: sealer.seal(canonicalJson({ salt: salt.toString('base64'), names }), presentPlace),
    commitment: saltedCommitment(salt, canonicalJson(names)),
  }
}

export const openPresent = (sealer: FieldSealer, sealed: Uint8Array): string[] =>
  (JSON.parse(sealer.open(sealed, presentPlace)) as { names: string[] }).names
