import { and, asc, eq, gt, ilike, like, or } from 'drizzle-orm'
import type { House, Reader } from '../audit/house.js'
import { compact, isBin, katoPrefix } from '../kernel/identifiers.js'
import { publicHistoryOf } from './histories.js'
import { accountsOf, type Organization, organizationOf } from './queries.js'
import { controllersOf } from './store.js'
import { countingOrganizations } from './tables.js'
import { viewOfStatus } from './views.js'

/** What an entry of the public register may be: a rejected claim says nothing about a BIN. */
export const registerStatus = ['claimed', 'confirmed', 'withdrawn'] as const

interface RegisterQuestion {
  readonly query?: string
  readonly region?: string
  readonly status?: (typeof registerStatus)[number]
  /** The BIN of the last entry that has been read. */
  readonly after?: string
  readonly limit: number
}

/** The public register, one entry a BIN, by BIN. */
export async function registerPage(reader: Reader, question: RegisterQuestion): Promise<Organization[]> {
  const { query, region, status, after, limit } = question
  const entry = reader
    .selectDistinctOn([countingOrganizations.bin])
    .from(countingOrganizations)
    .orderBy(asc(countingOrganizations.bin), asc(countingOrganizations.id))
    .as('entry')
  const named = query === undefined ? undefined : `%${query.replace(/[\\%_]/g, '\\$&')}%`
  const bin = binIn(query)
  const rows = await reader
    .select()
    .from(entry)
    .where(
      and(
        after === undefined ? undefined : gt(entry.bin, after),
        status && eq(entry.status, status),
        region === undefined ? undefined : like(entry.region, `${katoPrefix(region)}%`),
        bin === undefined ? undefined : eq(entry.bin, bin),
        bin !== undefined || named === undefined
          ? undefined
          : or(ilike(entry.nameKk, named), ilike(entry.nameRu, named), ilike(entry.nameEn, named)),
      ),
    )
    .orderBy(asc(entry.bin))
    .limit(limit)
  return rows.map((row) => organizationOf(row, true))
}

/** A BIN as people write it, or as org-id writes it: `KZ-BIN-240340000128`. */
function binIn(query: string | undefined): string | undefined {
  const digits = compact(query ?? '').replace(/^KZBIN/i, '')
  return isBin(digits) ? digits : undefined
}

/**
 * What everyone may know of an organization beyond its row. Accounts and the names of those who control it are shown for
 * a confirmed organization only: a claim is anybody's word.
 */
export async function publicParts({ read, sealer }: House, organization: Organization) {
  const isConfirmed = organization.status === 'confirmed'
  const [history, accounts, controllers] = await Promise.all([
    publicHistoryOf(read, organization),
    isConfirmed ? accountsOf(read, organization.id) : [],
    isConfirmed ? controllersOf(read, sealer, organization.id) : [],
  ])
  return {
    history: history.map(viewOfStatus),
    accounts: accounts
      .filter((account) => account.status === 'active')
      .map(({ iban, dedicatedTo, decidedAt, addedAt }) => ({
        iban,
        dedicatedTo: dedicatedTo ?? undefined,
        activeSince: (decidedAt ?? addedAt).toISOString(),
      })),
    controllers,
  }
}
