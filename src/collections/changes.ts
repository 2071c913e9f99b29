import type { Work } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { notAllowed, notFound, versionChanged } from '../http/problems.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import { parsePublicNumber } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import { isTheirs } from './decisions.js'
import { boxAlreadyListed } from './problems.js'
import { type Collection, lockCollection } from './store.js'

export interface Change extends Work {
  readonly actor: Actor
  /** The drive, locked until the change is made. */
  readonly row: Collection
  /** Its own people act, not the registrar. */
  readonly theirs: boolean
}

/** One act about one drive by its own people, or by the registrar where that is said. */
export function changeDrive<T>(
  house: House,
  by: By,
  action: string,
  number: string,
  work: (change: Change) => Promise<T | Refusal>,
  others?: 'also by the registrar',
): Promise<T | Refusal> {
  const written = parsePublicNumber(number, 'C')
  if (written === undefined) return Promise.resolve(notFound())
  const conflicts = { box_serial_once: () => boxAlreadyListed() }
  const command = { ...by, action, log: 'register', subject: `collection:${written}`, conflicts }
  return house.door.act(command, async (doing): Promise<T | Refusal> => {
    const row = await lockCollection(doing.tx, written)
    if (row === undefined) return notFound()
    const { actor } = by
    const theirs = isTheirs(actor, row)
    if (!theirs && !(others && hasRole(actor, 'registrar'))) return notAllowed()
    if (by.ifVersion !== undefined && by.ifVersion !== row.version) return versionChanged()
    return work({ ...doing, actor, row, theirs })
  })
}
