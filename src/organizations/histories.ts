import { and, desc, eq, gt, inArray, or, sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { type Organization, organizationOf, selectRows } from './queries.js'
import { organizationStatuses, organizations } from './tables.js'

type StatusChange = typeof organizationStatuses.$inferSelect

/** What became of a row of the register and why, newest first. */
export const statusHistoryOf = (reader: Reader, organizationId: string): Promise<StatusChange[]> =>
  reader
    .select()
    .from(organizationStatuses)
    .where(eq(organizationStatuses.organizationId, organizationId))
    .orderBy(desc(organizationStatuses.id))

/** What the public may know of a BIN: its own row's history, and every confirmation and withdrawal that came before it. */
export async function publicHistoryOf(reader: Reader, { id, bin }: Organization): Promise<StatusChange[]> {
  const found = await reader
    .select({ change: organizationStatuses })
    .from(organizationStatuses)
    .innerJoin(organizations, eq(organizations.id, organizationStatuses.organizationId))
    .where(
      and(
        eq(organizations.bin, bin),
        or(eq(organizations.id, id), inArray(organizationStatuses.status, ['confirmed', 'withdrawn'])),
      ),
    )
    .orderBy(desc(organizationStatuses.id))
  return found.map(({ change }) => change)
}

/** Open claims, and confirmed organizations with an account to decide: oldest first. */
export async function waitingOrganizations(
  reader: Reader,
  limit: number,
  after?: string,
): Promise<Organization[]> {
  const toConfirm = and(eq(organizations.status, 'confirmed'), hasPendingAccount)
  const rows = await selectRows(reader)
    .where(
      and(
        after === undefined ? undefined : gt(organizations.id, after),
        or(eq(organizations.status, 'claimed'), toConfirm),
      ),
    )
    .orderBy(organizations.id)
    .limit(limit)
  return rows.map((found) => organizationOf(found.row, found.counts))
}

const hasPendingAccount = sql`EXISTS (SELECT FROM organization_accounts AS a
  WHERE a.organization_id = organizations.id AND a.status = 'pending')`
