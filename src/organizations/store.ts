import { asc, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { uuidv7 } from '../kernel/ids.js'
import type { FieldSealer } from '../kernel/sealing.js'
import { insertAccount } from './account-store.js'
import type { NewOrganization } from './contract.js'
import { insertMember } from './member-store.js'
import { lookupOfPhone } from './phones.js'
import {
  type OrganizationStatus,
  organizationControllers,
  organizationStatuses,
  organizations,
} from './tables.js'

export const places = {
  email: 'organizations.email_sealed',
  phone: 'organizations.phone_sealed',
  iin: 'organization_controllers.iin_sealed',
  name: 'organization_controllers.name_sealed',
} as const

/** Whatever decides about a BIN comes one after the other, also where no row of it exists yet that could be locked. */
export async function lockBin(tx: Transaction, bin: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`organization ${bin}`}, 0))`)
}

export async function insertClaim(
  tx: Transaction,
  sealer: FieldSealer,
  claim: NewOrganization,
  personId: string,
  now: Date,
): Promise<string> {
  const id = uuidv7(now)
  const { bin, name, legalForm, region, contact } = claim
  await tx.insert(organizations).values({
    id,
    bin,
    nameKk: name.kk,
    nameRu: name.ru,
    nameEn: name.en ?? null,
    legalForm,
    region,
    emailSealed: sealer.seal(contact.email, places.email),
    phoneSealed: sealer.seal(contact.phone, places.phone),
    phoneLookup: lookupOfPhone(sealer, contact.phone),
    status: 'claimed',
    statusAt: now,
    claimedBy: personId,
    claimedAt: now,
  })
  await noteStatus(tx, id, 'claimed', null, personId, now)
  await tx.insert(organizationControllers).values(
    claim.controllers.map(({ iin, fullName, role }) => ({
      id: uuidv7(now),
      organizationId: id,
      iinSealed: sealer.seal(iin, places.iin),
      iinLookup: sealer.lookup(iin, places.iin),
      nameSealed: sealer.seal(fullName, places.name),
      role,
    })),
  )
  for (const account of claim.accounts) await insertAccount(tx, id, account, personId, now)
  await insertMember(
    tx,
    { organizationId: id, personId, role: 'first-person', by: personId, accepted: true },
    now,
  )
  return id
}

const noteStatus = (
  tx: Transaction,
  organizationId: string,
  status: OrganizationStatus,
  reasons: string | null,
  decidedBy: string,
  now: Date,
) =>
  tx
    .insert(organizationStatuses)
    .values({ id: uuidv7(now), organizationId, status, reasons, decidedAt: now, decidedBy })

export async function changeStatus(
  tx: Transaction,
  organizationId: string,
  status: OrganizationStatus,
  reasons: string,
  decidedBy: string,
  now: Date,
): Promise<void> {
  await tx
    .update(organizations)
    .set({ status, statusAt: now, version: sql`${organizations.version} + 1` })
    .where(eq(organizations.id, organizationId))
  await noteStatus(tx, organizationId, status, reasons, decidedBy, now)
}

/** The registrar's look at a claim is out of date as soon as its accounts are others. */
export async function raiseVersion(tx: Transaction, organizationId: string): Promise<void> {
  await tx
    .update(organizations)
    .set({ version: sql`${organizations.version} + 1` })
    .where(eq(organizations.id, organizationId))
}

/** Who controls an organization, as far as the register shows it: no IIN. */
export async function controllersOf(reader: Reader, sealer: FieldSealer, organizationId: string) {
  const rows = await controllerRows(reader, organizationId)
  return rows.map(({ nameSealed, role }) => ({ fullName: sealer.open(nameSealed, places.name), role }))
}

export const controllerRows = (reader: Reader, organizationId: string) =>
  reader
    .select()
    .from(organizationControllers)
    .where(eq(organizationControllers.organizationId, organizationId))
    .orderBy(asc(organizationControllers.id))

/** What a claim holds of people, opened: for the registrar's eyes. */
export async function personalData(reader: Reader, sealer: FieldSealer, organizationId: string) {
  const [row] = await reader.select().from(organizations).where(eq(organizations.id, organizationId))
  if (row === undefined) throw new Error('no such organization')
  const controllers = await controllerRows(reader, organizationId)
  return {
    controllers: controllers.map(({ iinSealed, nameSealed, role }) => ({
      iin: sealer.open(iinSealed, places.iin),
      fullName: sealer.open(nameSealed, places.name),
      role,
    })),
    contact: {
      email: sealer.open(row.emailSealed, places.email),
      phone: sealer.open(row.phoneSealed, places.phone),
    },
  }
}
