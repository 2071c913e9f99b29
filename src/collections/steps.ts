import type { Transaction } from '../audit/act.js'
import type { Day } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import type { Status } from './contract.js'
import { type Collection, insertStep } from './store.js'

/** Enters a new status into the dated history of a drive. */
export async function takeStep(
  tx: Transaction,
  { id }: Pick<Collection, 'id'>,
  { status, heldOn, reasons = null }: { status: Status; heldOn: Day; reasons?: string | null },
  actorId: string,
  now: Date,
): Promise<void> {
  const step = { id: uuidv7(now), collectionId: id, status, heldOn, reasons }
  await insertStep(tx, { ...step, recordedBy: actorId, recordedAt: now })
}
