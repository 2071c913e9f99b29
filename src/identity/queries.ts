import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { House, Reader } from '../audit/house.js'
import type { Actor, Role } from '../kernel/actor.js'
import type { Myself } from './contract.js'
import type { KeyPlace } from './decisions.js'
import { personRow, places } from './store.js'
import { apiKeys, people, roleGrants, sessions } from './tables.js'

export interface Standing {
  readonly roles: readonly Role[]
  /** The KATO code to which an akimat official is bound. */
  readonly region?: string
}

/** For whom a person may act; organizations stand above identity, so this is handed in. */
export type MembershipsOf = (personId: string) => Promise<Actor['organizations']>

/** What a person may do now: the roles granted, and `charity` for whoever acts for an organization. */
export async function standingWith(reader: Reader, personId: string, membershipsOf: MembershipsOf) {
  const [granted, organizations] = await Promise.all([standingOf(reader, personId), membershipsOf(personId)])
  const isCharity = organizations.length > 0 && !granted.roles.includes('charity')
  return {
    ...granted,
    roles: isCharity ? [...granted.roles, 'charity' as const] : granted.roles,
    organizations,
  }
}

/** The roles that were granted to a person and have not ended. */
export async function standingOf(reader: Reader, personId: string): Promise<Standing> {
  const grants = await reader
    .select({ role: roleGrants.role, region: roleGrants.region })
    .from(roleGrants)
    .where(and(eq(roleGrants.personId, personId), isNull(roleGrants.endedAt)))
    .orderBy(roleGrants.grantedAt, roleGrants.id)
  const region = grants.find((grant) => grant.region !== null)?.region
  return { roles: grants.map(({ role }) => role), ...(region && { region }) }
}

/** What other rooms may know of a person: nothing sealed, nothing secret. */
const known = {
  id: people.id,
  login: people.login,
  language: people.language,
  ledgerId: people.ledgerId,
  iinLookup: people.iinLookup,
}

export async function personById(reader: Reader, id: string) {
  const [person] = await reader.select(known).from(people).where(eq(people.id, id))
  return person
}

export async function personByLogin(reader: Reader, login: string) {
  const [person] = await reader
    .select(known)
    .from(people)
    .where(eq(sql`lower(${people.login})`, login.toLowerCase()))
  return person
}

/** Whether anybody has signed up. */
export async function hasPeople(reader: Reader): Promise<boolean> {
  return (await reader.select({ id: people.id }).from(people).limit(1)).length > 0
}

/** What somebody sees of herself. */
export async function myself(
  { read, sealer }: House,
  { id, roles, region, organizations }: Actor,
): Promise<Myself> {
  const person = await personRow(read, id)
  if (person === undefined) throw new Error('the actor is no person')
  return {
    id,
    ...(person.login !== null && { login: person.login }),
    name: sealer.open(person.nameSealed, places.name),
    language: person.language,
    roles: [...roles],
    ...(region !== undefined && { region }),
    organizations: [...organizations],
    hasIin: person.iinSealed !== null,
  }
}

/** The person who stated this IIN as her own, with her opaque ledger. */
export async function personByIin(
  { read, sealer }: House,
  iin: string,
): Promise<{ id: string; ledger: string } | undefined> {
  const [person] = await read
    .select({ id: people.id, ledger: people.ledgerId })
    .from(people)
    .where(eq(people.iinLookup, sealer.lookup(iin, places.iin)))
  return person
}

/** Who signed up through an OpenID provider. */
export async function personFromOutside(reader: Reader, outsideLookup: Buffer): Promise<string | undefined> {
  const [person] = await reader
    .select({ id: people.id })
    .from(people)
    .where(eq(people.outsideLookup, outsideLookup))
  return person?.id
}

/** The opaque id of a person's own ledger, e.g. `p-0f…`; throws if there is no such person. */
export async function ledgerOf(reader: Reader, personId: string): Promise<string> {
  const [person] = await reader
    .select({ ledger: people.ledgerId })
    .from(people)
    .where(eq(people.id, personId))
  if (person === undefined) throw new Error('no such person')
  return person.ledger
}

/** Whose ledger it is; undefined for an organization's or an unknown one. */
export async function personOfLedger(reader: Reader, ledger: string): Promise<string | undefined> {
  const [person] = await reader.select({ id: people.id }).from(people).where(eq(people.ledgerId, ledger))
  return person?.id
}

export async function isSessionLive(reader: Reader, sessionId: string, now: Date): Promise<boolean> {
  const live = await reader
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt), gt(sessions.expiresAt, now)))
  return live.length > 0
}

/** An API key that has not ended. */
export async function apiKeyById(reader: Reader, id: string) {
  const [key] = await reader
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.endedAt)))
  return key
}

/** The keys of a place that have not ended, oldest first; never their secrets. */
export async function apiKeysOf(reader: Reader, { ledger, organizationId }: KeyPlace) {
  const ofPlace =
    organizationId === null ? isNull(apiKeys.organizationId) : eq(apiKeys.organizationId, organizationId)
  const keys = await reader
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.ledger, ledger), ofPlace, isNull(apiKeys.endedAt)))
    .orderBy(apiKeys.id)
  return keys.map(({ id, name, createdAt }) => ({ id, ledger, name, createdAt: createdAt.toISOString() }))
}
