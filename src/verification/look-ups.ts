import { sql } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import {
  boxByNumber,
  type Collection,
  collectionByNumber,
  collectionsByAccount,
  collectionsOfPerson,
} from '../collections/queries.js'
import { type OpenedBox, openedBox } from '../giving/box-figures.js'
import { receiptByNumber } from '../giving/receipts.js'
import { personByIin } from '../identity/queries.js'
import { statedByConfirmed } from '../organizations/phones.js'
import {
  claimsOn,
  countingOrganization,
  type Organization,
  organizationById,
} from '../organizations/queries.js'
import type { Known, KnownAccount } from './known.js'
import { knownDrive, knownOrganization } from './standings.js'
import type { Subject } from './subjects.js'

/** What is known of a subject, and what of it may be shown beside the verdict. */
export interface Found {
  readonly known: Known
  readonly organization?: Organization
  readonly collection?: Collection
  readonly box?: OpenedBox & { readonly place: string }
}

const unknown = (reason: Extract<Known, { kind: 'nothing' }>['reason']): Found => ({
  known: { kind: 'nothing', reason },
})

/** Looks one subject up where it may be found. */
export function lookUp(house: House, { kind, value }: Subject): Promise<Found> {
  switch (kind) {
    case 'bin':
      return byBin(house, value)
    case 'iban':
      return byIban(house, value)
    case 'iin':
      return byIin(house, value)
    case 'phone':
      return byPhone(house, value)
    case 'collection':
      return byDrive(house, value)
    case 'box':
      return byBox(house, value)
    case 'receipt':
      return byReceipt(house, value)
    case 'misspelt':
      return Promise.resolve(unknown('misspelt'))
  }
}

async function byBin(house: House, bin: string): Promise<Found> {
  const organization =
    (await countingOrganization(house.read, bin)) ?? (await claimsOn(house.read, bin)).at(-1)
  if (organization === undefined) return unknown('bin-unknown')
  return {
    known: { kind: 'organization', organization: await knownOrganization(house, organization) },
    organization,
  }
}

async function byPhone(house: House, phone: string): Promise<Found> {
  return { known: { kind: 'phone', ofConfirmed: await statedByConfirmed(house, phone) } }
}

/** Nobody learns of a person who has not agreed to be shown: she is as unknown as anybody else. */
async function byIin(house: House, iin: string): Promise<Found> {
  const person = await personByIin(house, iin)
  const rows = person === undefined ? [] : await collectionsOfPerson(house.read, person.id)
  return byPerson(house, 'collector', rows, 'person-unknown')
}

async function byIban(house: House, iban: string): Promise<Found> {
  const rows = await house.read.execute<{ status: KnownAccount['standing']; organization: string }>(sql`
    SELECT status, organization_id AS organization FROM organization_accounts WHERE iban = ${iban} ORDER BY status, id DESC LIMIT 20`)
  const accounts: (KnownAccount & { row: Organization })[] = []
  for (const { status, organization } of rows) {
    const row = await organizationById(house.read, organization)
    if (row !== undefined)
      accounts.push({ standing: status, organization: await knownOrganization(house, row), row })
  }
  if (accounts.length === 0)
    return byPerson(house, 'personal-account', await collectionsByAccount(house, iban), 'iban-unknown')
  const active = accounts.find(({ standing, row }) => standing === 'active' && row.status === 'confirmed')
  return { known: { kind: 'account', accounts }, ...(active && { organization: active.row }) }
}

async function byPerson(
  house: House,
  kind: 'collector' | 'personal-account',
  rows: readonly Collection[],
  otherwise: 'person-unknown' | 'iban-unknown',
): Promise<Found> {
  const shown = rows.filter((row) => row.personId !== null && row.consent).slice(0, 20)
  const drives = await Promise.all(shown.map((row) => knownDrive(house, row)))
  const [first] = shown
  return first === undefined ? unknown(otherwise) : { known: { kind, drives }, collection: first }
}

async function byDrive(house: House, number: string): Promise<Found> {
  const row = await collectionByNumber(house.read, number)
  if (row === undefined) return unknown('number-unknown')
  return {
    known: { kind: 'collection', drive: await knownDrive(house, row) },
    ...(await shownOf(house, row)),
  }
}

async function byBox(house: House, number: string): Promise<Found> {
  const found = await boxByNumber(house.read, number)
  if (found === undefined) return unknown('number-unknown')
  const { box, collection } = found
  const opened = await openedBox(house.read, box.id)
  return {
    known: { kind: 'box', sealBroken: opened.sealBroken, drive: await knownDrive(house, collection) },
    ...(await shownOf(house, collection)),
    box: { ...opened, place: box.place },
  }
}

async function byReceipt(house: House, number: string): Promise<Found> {
  const receipt = await receiptByNumber(house, number)
  const row = receipt && (await collectionByNumber(house.read, receipt.collection))
  if (receipt === undefined || row === undefined) return unknown('number-unknown')
  const isReturned = receipt.refunded.amount === receipt.amount.amount
  const money = isReturned ? 'returned' : receipt.heldForReturn ? 'held' : 'kept'
  return {
    known: { kind: 'receipt', money, drive: await knownDrive(house, row) },
    ...(await shownOf(house, row)),
  }
}

async function shownOf(
  house: House,
  collection: Collection,
): Promise<Pick<Found, 'organization' | 'collection'>> {
  const id = collection.organizationId ?? collection.hostId
  const organization = id === null ? undefined : await organizationById(house.read, id)
  return { collection, ...(organization && { organization }) }
}
