import { eq, sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import { uuidv7 } from '../kernel/ids.js'
import { type ApplicationStatus, accreditationActs, accreditationApplications } from './tables.js'

/** Whatever decides about an organization's accreditation comes one after the other. */
export async function lockAccreditation(tx: Transaction, organizationId: string): Promise<void> {
  await tx.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`accreditation ${organizationId}`}, 0))`,
  )
}

export async function insertApplication(
  tx: Transaction,
  application: { organizationId: string; documents: string[]; voluntary: boolean; appliedBy: string },
  now: Date,
): Promise<string> {
  const id = uuidv7(now)
  await tx
    .insert(accreditationApplications)
    .values({ id, ...application, status: 'submitted', appliedAt: now })
  return id
}

/** Sets what has become of an application; a decision says who made it. */
export async function changeApplication(
  tx: Transaction,
  id: string,
  status: ApplicationStatus,
  decidedBy: string,
  now: Date,
): Promise<void> {
  const decided = status === 'granted' || status === 'refused' ? { decidedBy, decidedAt: now } : {}
  await tx
    .update(accreditationApplications)
    .set({ status, ...decided })
    .where(eq(accreditationApplications.id, id))
}

type NewAct = Omit<typeof accreditationActs.$inferInsert, 'id' | 'recordedAt' | 'documents' | 'voluntary'> & {
  readonly documents?: string[]
  readonly voluntary?: boolean
}

export async function insertAct(tx: Transaction, act: NewAct, now: Date): Promise<void> {
  const { documents = [], voluntary = false, ...rest } = act
  await tx
    .insert(accreditationActs)
    .values({ ...rest, id: uuidv7(now), recordedAt: now, documents, voluntary })
}
