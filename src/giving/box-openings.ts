import { randomBytes } from 'node:crypto'
import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { boxByNumber } from '../collections/queries.js'
import { citedDocuments } from '../documents/queries.js'
import { invalidRequest, notAllowed, notFound } from '../http/problems.js'
import { canonicalJson, sha256 } from '../kernel/canonical-json.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { tenge, toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { FieldSealer } from '../kernel/sealing.js'
import { boxes, fundAccounts, type Leg, post } from '../ledger/posting.js'
import type { BoxOpening, NewBoxOpening } from './box-contract.js'
import { decideOpening } from './box-decisions.js'
import { boxOpenedAlready } from './box-problems.js'
import { keepOpening, openingsBefore } from './box-store.js'
import { type Drive, mayKeepBooks } from './decisions.js'
import type { PermitOf } from './permits.js'
import { lockDrive } from './recording.js'
import { driveForBooks } from './store.js'

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
  const { actor } = by
  if (!mayKeepBooks(actor, found)) return notAllowed()
  const conflicts = { box_is_opened_once: () => boxOpenedAlready() }
  const about = { action: 'box.open', log: found.ledger, subject: `collection:${number}`, conflicts }
  return house.door.act<BoxOpening>({ ...by, ...about }, async ({ tx, now, say }) => {
    const locked = await lockDrive(tx, number)
    if (locked === undefined) return notFound()
    const { drive } = locked
    const permit = await permitOf(drive, dayOf(now))
    const box = await boxOf(tx, drive, boxNumber, input.openedAt)
    const decided = decideOpening(drive, permit, actor, box, input, now)
    if (isRefusal(decided) || box === undefined) return isRefusal(decided) ? decided : notFound()
    const scan = input.document === undefined ? [] : [input.document]
    const { cited, errors } = await citedDocuments(tx, actor, scan, '')
    if (errors.length > 0)
      return invalidRequest({ errors: errors.map((error) => ({ ...error, pointer: '/document' })) })
    const { ledger, id: collection } = drive
    const { raised, day } = decided
    const { amount } = input.counted
    const id = uuidv7(now)
    const kept = { ledger, id, collection, box: box.id, round: box.rounds, recordedBy: actor.id, input }
    const present = sealPresent(house.sealer, input.present)
    const document = cited[0]?.sha256 ?? null
    if (amount > 0n) {
      const legs = legsOf(collection, amount, raised)
      await post(
        tx,
        { ledger, id, kind: 'box-opening', fund: collection, currency: tenge, effectiveOn: day, legs },
        now,
      )
    }
    await keepOpening(tx, { ...kept, present, document, place: input.place ?? box.place }, now)
    const { seal, newSeal, foreignNotes } = input
    const heldForReturn = amount - raised
    say({
      variant: permit.variantHash,
      facts: {
        ...{
          opening: id,
          box: box.number,
          openedAt: input.openedAt,
          counted: amount,
          held: heldForReturn,
          seal,
          newSeal,
        },
        ...{ present: present.commitment, foreignNotes, document: document ?? undefined },
      },
    })
    return {
      ...{ opening: id, box: box.number, openedAt: input.openedAt.toISOString(), seal },
      ...{ counted: toMoneyView(amount), heldForReturn: toMoneyView(heldForReturn) },
      transaction: amount > 0n ? id : null,
    }
  })
}

/** A box of the drive with what its earlier protocols say; undefined if the drive has no such box. */
async function boxOf(tx: Transaction, drive: Drive, number: string, openedAt: Date) {
  const found = await boxByNumber(tx, number)
  if (found === undefined || found.collection.id !== drive.id) return undefined
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
    commitment: sha256(Buffer.concat([salt, Buffer.from(canonicalJson(names))])).toString('base64'),
  }
}

export const openPresent = (sealer: FieldSealer, sealed: Uint8Array): string[] =>
  (JSON.parse(sealer.open(sealed, presentPlace)) as { names: string[] }).names
