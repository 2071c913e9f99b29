import { and, asc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { MemberRole } from '../kernel/actor.js'
import {
  countingOrganizations,
  type OrganizationStatus,
  organizationAccounts,
  organizationMembers,
  organizations,
} from './tables.js'

/** A row of the register as other rooms see it. */
export interface Organization {
  /** What drives, people and accounts hang on; it is also the name of its ledger. */
  readonly id: string
  readonly bin: string
  readonly name: { readonly kk: string; readonly ru: string; readonly en?: string }
  readonly legalForm: (typeof organizations.$inferSelect)['legalForm']
  readonly region: string
  readonly status: OrganizationStatus
  readonly statusAt: Date
  readonly version: number
  readonly claimedAt: Date
  /** Whether this row may speak for its BIN at all: see `docs/decisions/claims.md`. */
  readonly counts: boolean
}

/** How the log names what an act is about. */
export const subjectOf = (bin: string): string => `organization:${bin}`

type Row = typeof organizations.$inferSelect

export function organizationOf(
  row: Omit<Row, 'emailSealed' | 'phoneSealed' | 'claimedBy'>,
  counts: boolean,
): Organization {
  const { id, bin, legalForm, region, status, statusAt, version, claimedAt } = row
  const name = { kk: row.nameKk, ru: row.nameRu, ...(row.nameEn !== null && { en: row.nameEn }) }
  return { id, bin, name, legalForm, region, status, statusAt, version, claimedAt, counts }
}

// Written out: drizzle leaves the table of a column out where a select has only one.
const counts = sql<boolean>`EXISTS (SELECT FROM counting_organizations AS c WHERE c.id = organizations.id)`

export const selectRows = (reader: Reader) =>
  reader.select({ row: organizations, counts }).from(organizations)

async function organizationsWhere(reader: Reader, condition: SQL): Promise<Organization[]> {
  const rows = await selectRows(reader).where(condition).orderBy(organizations.id)
  return rows.map((found) => organizationOf(found.row, found.counts))
}

export async function organizationById(reader: Reader, id: string): Promise<Organization | undefined> {
  return (await organizationsWhere(reader, eq(organizations.id, id)))[0]
}

/** Every row of a BIN, also those that do not count: oldest first. */
export const claimsOn = (reader: Reader, bin: string): Promise<Organization[]> =>
  organizationsWhere(reader, eq(organizations.bin, bin))

/**
 * The row that a stranger who names this BIN means: the confirmed one, else the one withdrawn last, else the oldest open
 * claim. Never to be shown as verified unless its status is `confirmed`.
 */
export async function countingOrganization(reader: Reader, bin: string): Promise<Organization | undefined> {
  const [row] = await reader
    .select()
    .from(countingOrganizations)
    .where(eq(countingOrganizations.bin, bin))
    .orderBy(asc(countingOrganizations.id))
    .limit(1)
  return row && organizationOf(row, true)
}

interface ActiveAccount {
  readonly organizationId: string
  readonly bin: string
  readonly iban: string
  readonly dedicatedTo?: string
  readonly activeSince: Date
}

/** Whose account this is; undefined unless the registrar has confirmed it and its organization, and neither has ended. */
export async function activeAccount(reader: Reader, iban: string): Promise<ActiveAccount | undefined> {
  const [found] = await reader
    .select({ account: organizationAccounts, bin: organizations.bin })
    .from(organizationAccounts)
    .innerJoin(organizations, eq(organizations.id, organizationAccounts.organizationId))
    .where(
      and(
        eq(organizationAccounts.iban, iban),
        eq(organizationAccounts.status, 'active'),
        eq(organizations.status, 'confirmed'),
      ),
    )
  if (found === undefined) return undefined
  const { organizationId, dedicatedTo, decidedAt, addedAt } = found.account
  return {
    organizationId,
    bin: found.bin,
    iban,
    activeSince: decidedAt ?? addedAt,
    ...(dedicatedTo !== null && { dedicatedTo }),
  }
}

export type OrganizationAccount = typeof organizationAccounts.$inferSelect

/** Every account an organization ever named, oldest first; only those with the status `active` count. */
export const accountsOf = (reader: Reader, organizationId: string): Promise<OrganizationAccount[]> =>
  reader
    .select()
    .from(organizationAccounts)
    .where(eq(organizationAccounts.organizationId, organizationId))
    .orderBy(asc(organizationAccounts.id))

interface Membership {
  readonly organizationId: string
  readonly bin: string
  readonly role: MemberRole
  readonly status: OrganizationStatus
  readonly counts: boolean
}

/** Every membership a person has accepted and not ended, also in rows that do not count for their BIN. */
export async function memberships(reader: Reader, personId: string): Promise<Membership[]> {
  const { organizationId, role } = organizationMembers
  return reader
    .select({ organizationId, bin: organizations.bin, role, status: organizations.status, counts })
    .from(organizationMembers)
    .innerJoin(organizations, eq(organizations.id, organizationId))
    .where(
      and(
        eq(organizationMembers.personId, personId),
        isNotNull(organizationMembers.acceptedAt),
        isNull(organizationMembers.endedAt),
      ),
    )
    .orderBy(asc(organizationMembers.id))
}

/**
 * For whom a person may act: at most one row of each BIN, and only one that counts for it. Two people with a claim each on
 * one BIN both appear with that BIN, for different rows: compare `id`, not `bin`, with what a drive hangs on.
 */
export async function membershipsOf(
  reader: Reader,
  personId: string,
): Promise<{ id: string; bin: string; role: MemberRole }[]> {
  const all = await memberships(reader, personId)
  return all
    .filter((one) => one.counts)
    .map(({ organizationId, bin, role }) => ({ id: organizationId, bin, role }))
}
