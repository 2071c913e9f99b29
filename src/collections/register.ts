import { eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { House, Reader } from '../audit/house.js'
import { nameOf } from '../identity/names.js'
import { type Day, dayOf } from '../kernel/days.js'
import { parsePublicNumber } from '../kernel/ids.js'
import { toMoneyView } from '../kernel/money.js'
import { fundTotals } from '../ledger/queries.js'
import { organizationById } from '../organizations/queries.js'
import { registerPage } from '../organizations/register.js'
import type { CollectionSummary } from './answers.js'
import type { CollectionQuery } from './contract.js'
import { type Collection, listCollections } from './store.js'
import { collections } from './tables.js'

type Summary = z.output<typeof CollectionSummary>

/** The public register, the latest registration first. */
export async function collectionPage(house: House, query: CollectionQuery) {
  const { query: words, emergency, status, limit, after } = query
  const rows = await listCollections(
    house.read,
    limit + 1,
    after,
    words === undefined ? undefined : await speaksOf(house.read, words),
    emergency === undefined ? undefined : eq(collections.emergencyId, emergency),
    status === undefined ? undefined : eq(collections.status, status),
  )
  const today = dayOf(house.clock())
  const shown = rows.slice(0, limit)
  const items: Summary[] = []
  for (const row of shown) items.push(await summaryOf(house, row, today))
  return { items, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}

/** The number, the collecting organization or the host by BIN or words of the name, or words of the purpose. */
async function speaksOf(reader: Reader, words: string): Promise<SQL | undefined> {
  const number = parsePublicNumber(words, 'C')
  const named = await registerPage(reader, { query: words, limit: mostNamed })
  const ids = named.map(({ id }) => id)
  const purpose = sql`concat_ws(' ', ${collections.purpose} ->> 'kk', ${collections.purpose} ->> 'ru', ${collections.purpose} ->> 'en')`
  return or(
    number === undefined ? undefined : eq(collections.number, number),
    inArray(collections.organizationId, ids),
    inArray(collections.hostId, ids),
    ilike(purpose, `%${words.replace(/[\\%_]/g, '\\$&')}%`),
  )
}

/** Words that fit more organizations than this say nothing about one of them. */
const mostNamed = 200

export async function summaryOf(house: House, row: Collection, on: Day): Promise<Summary> {
  const { raisedTiyn } = await fundTotals(house.read, row.ledger, row.id, on)
  return {
    number: row.number,
    status: row.status,
    cancelledForBreach: row.cancelledForBreach,
    collector: await collectorView(house, row),
    purpose: { ...row.purpose, category: row.category },
    region: row.region,
    channels: row.channels,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    emergency: row.emergencyId,
    target: moneyOrNull(row.targetTiyn),
    announced: moneyOrNull(row.announcedTiyn),
    raised: toMoneyView(raisedTiyn),
  }
}

export const moneyOrNull = (tiyn: bigint | null) => (tiyn === null ? null : toMoneyView(tiyn))

/** Who collects, as everybody may see it: a private person only by the name that she has consented to show. */
async function collectorView(house: House, row: Collection): Promise<Summary['collector']> {
  const host = await namedOrganization(house.read, row.hostId)
  const organization = await namedOrganization(house.read, row.organizationId)
  const name = row.personId !== null && row.consent ? await nameOf(house, row.personId) : undefined
  return {
    kind: row.personId === null ? 'organization' : 'individual',
    ...(organization && { organization }),
    ...(name !== undefined && { name }),
    ...(host && {
      host: { ...host, accepted: row.hostAcceptedOn !== null, feePercent: row.hostFeePercent },
    }),
  }
}

async function namedOrganization(reader: Reader, id: string | null) {
  const organization = id === null ? undefined : await organizationById(reader, id)
  if (organization === undefined) return undefined
  const { bin, name, status } = organization
  return { bin, name, confirmed: status === 'confirmed' }
}
