import type { Reader } from '../audit/house.js'
import type { MemberRole } from '../kernel/actor.js'
import { memberships, type Organization, organizationById } from './queries.js'

/** The row of a BIN to which this person belongs, in one of these roles where some are named; rejected ones apart. */
export async function ownRow(
  reader: Reader,
  personId: string,
  bin: string,
  ...wanted: readonly MemberRole[]
): Promise<Organization | undefined> {
  const own = (await memberships(reader, personId)).find(
    (one) => one.bin === bin && one.status !== 'rejected',
  )
  if (own === undefined || (wanted.length > 0 && !wanted.includes(own.role))) return undefined
  return organizationById(reader, own.organizationId)
}

/** Whether a person belongs to any row of a BIN, rejected ones apart. */
export async function belongsTo(reader: Reader, personId: string, bin: string): Promise<boolean> {
  return (await memberships(reader, personId)).some((one) => one.bin === bin && one.status !== 'rejected')
}
