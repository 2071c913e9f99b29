import type { Work } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import type { Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import { mayKeepBooks } from './decisions.js'
import { type BookedDrive, driveForBooks } from './store.js'

/** An act inside the books of a drive, which is locked meanwhile. */
export interface Booking extends Work {
  readonly drive: BookedDrive
}

/** An action on the money of one drive, in the log of its ledger, by those who keep its books. */
export async function inLedgerOf<T>(
  house: House,
  by: By,
  number: string,
  action: string,
  work: (inside: Booking) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const found = await driveForBooks(house.read, number)
  if (found === undefined) return notFound()
  if (!mayKeepBooks(by.actor, found) || !mayDispose(by.actor, found.ledger, [found.ledger]))
    return notAllowed()
  const command = { ...by, action, log: found.ledger, subject: `collection:${number}` }
  return house.door.act<T>(command, async (inside) => {
    const drive = await driveForBooks(inside.tx, number, 'lock')
    return drive === undefined ? notFound() : work({ ...inside, drive })
  })
}
