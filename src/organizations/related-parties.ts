import { asc, inArray } from 'drizzle-orm'
import type { By, House, Reader } from '../audit/house.js'
import { notAllowed } from '../http/problems.js'
import { uuidv7 } from '../kernel/ids.js'
import type { FieldSealer } from '../kernel/sealing.js'
import type { NewRelatedParty } from './contract.js'
import { ownRow } from './memberships.js'
import { organizationById, subjectOf } from './queries.js'
import { type KnownParty, type Relation, relationAmong } from './relation-decisions.js'
import { controllerRows, places } from './store.js'
import { organizationRelatedParties as parties } from './tables.js'

const identifierPlace = 'organization_related_parties.identifier_sealed'
const namePlace = 'organization_related_parties.name_sealed'

const identifierOf = (party: NewRelatedParty): string | undefined =>
  party.kind === 'individual' ? party.iin : party.bin

/** The organization itself says who is related to those who control it. In the internal log: it speaks of people. */
export function declareRelatedParty(house: House, by: By, bin: string, input: NewRelatedParty) {
  const command = { ...by, action: 'organization.declare-related', subject: subjectOf(bin), log: 'internal' }
  return house.door.act(command, async ({ tx, now, say }) => {
    const organization = await ownRow(tx, by.actor.id, bin, 'first-person', 'treasurer')
    if (organization === undefined) return notAllowed()
    const { kind, relation, name } = input
    const identifier = identifierOf(input)
    const { sealer } = house
    const id = uuidv7(now)
    await tx.insert(parties).values({
      ...{ id, organizationId: organization.id, kind, relation, declaredBy: by.actor.id, declaredAt: now },
      identifierSealed: identifier === undefined ? null : sealer.seal(identifier, identifierPlace),
      identifierLookup: identifier === undefined ? null : sealer.lookup(identifier, identifierPlace),
      nameSealed: sealer.seal(name, namePlace),
    })
    say({ facts: { organization: organization.id, kind, relation } })
    return { id, relation }
  })
}

/** Somebody who is to be paid. */
export interface Payee {
  readonly kind: 'individual' | 'organization'
  /** IIN or BIN. */
  readonly identifier?: string
  readonly name: string
}

/** What a payee is to these organizations: one of them, one who controls them, or related to such a one; undefined if nothing. */
export async function relationTo(
  reader: Reader,
  sealer: FieldSealer,
  organizationIds: readonly string[],
  payee: Payee,
): Promise<Relation | undefined> {
  const known: KnownParty[] = []
  for (const id of organizationIds) {
    known.push(
      ...(await theOrganization(reader, id, payee)),
      ...(await controllers(reader, sealer, id, payee)),
    )
  }
  known.push(...(await declared(reader, sealer, organizationIds, payee)))
  return relationAmong(known, payee.name)
}

/** The lookup of a payee's number among numbers that were sealed for one place. */
const comparing = (sealer: FieldSealer, { identifier }: Payee, place: string) => {
  const lookup = identifier === undefined ? undefined : sealer.lookup(identifier, place)
  return (other: Buffer | null) =>
    lookup === undefined || other === null ? undefined : lookup.equals(Buffer.from(other))
}

async function theOrganization(reader: Reader, id: string, payee: Payee): Promise<KnownParty[]> {
  const organization = payee.kind === 'organization' ? await organizationById(reader, id) : undefined
  if (organization === undefined) return []
  const isSame = payee.identifier === undefined ? undefined : payee.identifier === organization.bin
  return Object.values(organization.name).map((name) => ({ isSame, name }))
}

async function controllers(
  reader: Reader,
  sealer: FieldSealer,
  id: string,
  payee: Payee,
): Promise<KnownParty[]> {
  if (payee.kind === 'organization') return []
  const isSame = comparing(sealer, payee, places.iin)
  return (await controllerRows(reader, id)).map(({ iinLookup, nameSealed }) => ({
    isSame: isSame(iinLookup),
    name: sealer.open(nameSealed, places.name),
  }))
}

async function declared(
  reader: Reader,
  sealer: FieldSealer,
  organizationIds: readonly string[],
  payee: Payee,
): Promise<KnownParty[]> {
  const isSame = comparing(sealer, payee, identifierPlace)
  const rows = await reader
    .select()
    .from(parties)
    .where(inArray(parties.organizationId, [...organizationIds]))
    .orderBy(asc(parties.id))
  return rows
    .filter(({ kind }) => kind === payee.kind)
    .map(({ identifierLookup, nameSealed }) => ({
      isSame: isSame(identifierLookup),
      name: sealer.open(nameSealed, namePlace),
    }))
}
