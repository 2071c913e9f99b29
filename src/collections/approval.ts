import type { Transaction } from '../audit/act.js'
import type { Day } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { insertApproval, updateCollection } from './store.js'

interface NewApproval {
  readonly collectionId: string
  readonly emergencyId: string
  readonly status: 'pending' | 'approved' | 'refused'
  /** How many officials have approved. */
  readonly approvers: number
  /** The day from which it holds. */
  readonly holdsFrom: Day
}

/** Writes what the akimat says of a drive into its dated history; called by the room that decides. */
export async function recordApproval(tx: Transaction, approval: NewApproval, now: Date): Promise<void> {
  await insertApproval(tx, { id: uuidv7(now), ...approval, recordedAt: now })
  await updateCollection(tx, approval.collectionId)
}
