import { desc, eq, or } from 'drizzle-orm'
import { accreditationFactsOf } from '../accreditation/queries.js'
import type { House, Reader } from '../audit/house.js'
import { emergencyAsOf } from '../emergencies/queries.js'
import type { Day } from '../kernel/days.js'
import { parsePublicNumber } from '../kernel/ids.js'
import type { Facts } from '../law/facts.js'
import { fundTotals } from '../ledger/queries.js'
import { organizationById } from '../organizations/queries.js'
import { factsAsOf, type Surroundings } from './facts.js'
import { type History, loadHistory } from './histories.js'
import { accountPlace, type Collection, findById, findCollection } from './store.js'
import { collectionBoxes, collections } from './tables.js'

export type { Collection } from './store.js'

/** A drive by its number as people write it; undefined if there is none. */
export async function collectionByNumber(reader: Reader, number: string): Promise<Collection | undefined> {
  const written = parsePublicNumber(number, 'C')
  return written === undefined ? undefined : findCollection(reader, written)
}

export const collectionById = (reader: Reader, id: string): Promise<Collection | undefined> =>
  findById(reader, id)

/** The drives that name an account, newest first, whatever has become of them. */
export const collectionsByAccount = (house: House, iban: string): Promise<Collection[]> =>
  house.read
    .select()
    .from(collections)
    .where(eq(collections.accountLookup, house.sealer.lookup(iban, accountPlace)))
    .orderBy(desc(collections.id))

/** The drives of a private collector, newest first. */
export const collectionsOfPerson = (reader: Reader, personId: string): Promise<Collection[]> =>
  reader.select().from(collections).where(eq(collections.personId, personId)).orderBy(desc(collections.id))

/** The drives of an organization and those under its roof, newest first. */
export const collectionsOfOrganization = (reader: Reader, id: string): Promise<Collection[]> =>
  reader
    .select()
    .from(collections)
    .where(or(eq(collections.organizationId, id), eq(collections.hostId, id)))
    .orderBy(desc(collections.id))

/** A donation box by its number, with the drive that it belongs to. */
export async function boxByNumber(reader: Reader, number: string) {
  const written = parsePublicNumber(number, 'B')
  if (written === undefined) return undefined
  const [found] = await reader
    .select({ box: collectionBoxes, collection: collections })
    .from(collectionBoxes)
    .innerJoin(collections, eq(collections.id, collectionBoxes.collectionId))
    .where(eq(collectionBoxes.number, written))
  return found
}

/** Who collects in the eyes of the law: the host, where there is one. */
export async function collectorOf(reader: Reader, row: Collection): Promise<Facts['collector']> {
  const organizationId = row.hostId ?? row.organizationId
  if (organizationId === null) return { kind: 'individual', legalForm: null, accreditation: null }
  const organization = await organizationById(reader, organizationId)
  if (organization === undefined) throw new Error('a collection of no organization')
  const accreditation = await accreditationFactsOf(reader, organizationId)
  return {
    kind: 'organization',
    legalForm: organization.legalForm,
    accreditation: accreditation && { ...accreditation, suspensions: [...accreditation.suspensions] },
  }
}

/** What the rooms below know of a drive as of a day. */
async function surroundingsOf(reader: Reader, row: Collection, on: Day): Promise<Surroundings> {
  const emergency = row.emergencyId === null ? undefined : await emergencyAsOf(reader, row.emergencyId, on)
  const { raisedTiyn, costsTiyn } = await fundTotals(reader, row.ledger, row.id, on)
  return {
    collector: await collectorOf(reader, row),
    emergency: emergency === undefined ? null : daysOf(emergency),
    raisedTiyn,
    costsTiyn,
  }
}

export const daysOf = ({
  declaredOn,
  effectiveFrom,
  endsOn,
}: NonNullable<Facts['emergency']>): Facts['emergency'] => ({
  declaredOn,
  effectiveFrom,
  endsOn,
})

/** The facts of a drive as of any day, from the dated rows; `history` where it has been read already. */
export async function factsOf(reader: Reader, row: Collection, on: Day, history?: History): Promise<Facts> {
  const [past, around] = [
    history ?? (await loadHistory(reader, row.id)),
    await surroundingsOf(reader, row, on),
  ]
  return factsAsOf(row, past, around, on)
}
