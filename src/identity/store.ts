import { randomBytes } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import type { Role } from '../kernel/actor.js'
import { uuidv7 } from '../kernel/ids.js'
import type { FieldSealer } from '../kernel/sealing.js'
import type { Language } from '../kernel/texts.js'
import { people, roleGrants } from './tables.js'

/** The places for which personal fields are sealed. */
export const places = {
  name: 'people.name',
  iin: 'people.iin',
  fullName: 'people.full_name',
  outside: 'people.outside',
} as const

interface PersonToKeep {
  readonly name: string
  readonly language: Language
  readonly login?: string
  readonly passwordHash?: string
  readonly outsideLookup?: Buffer
}

export async function insertPerson(
  tx: Transaction,
  sealer: FieldSealer,
  person: PersonToKeep,
  now: Date,
): Promise<string> {
  const { name, ...plain } = person
  const id = uuidv7(now)
  const ledgerId = `p-${randomBytes(10).toString('hex')}`
  await tx
    .insert(people)
    .values({ id, ...plain, ledgerId, nameSealed: sealer.seal(name, places.name), createdAt: now })
  return id
}

/** The whole row, with its sealed fields. */
export async function personRow(reader: Reader, id: string) {
  const [person] = await reader.select().from(people).where(eq(people.id, id))
  return person
}

/** The whole row, with the hash of the password. */
export async function personRowByLogin(reader: Reader, login: string) {
  const [person] = await reader
    .select()
    .from(people)
    .where(eq(sql`lower(${people.login})`, login.toLowerCase()))
  return person
}

/** Locks a person while something is decided about her. */
export async function lockPerson(tx: Transaction, id: string) {
  const [person] = await tx.select().from(people).where(eq(people.id, id)).for('update')
  return person
}

export async function saveIdentity(
  tx: Transaction,
  sealer: FieldSealer,
  id: string,
  { iin, fullName }: { iin: string; fullName?: string },
): Promise<void> {
  await tx
    .update(people)
    .set({
      iinSealed: sealer.seal(iin, places.iin),
      iinLookup: sealer.lookup(iin, places.iin),
      fullNameSealed: fullName === undefined ? null : sealer.seal(fullName, places.fullName),
    })
    .where(eq(people.id, id))
}

export interface Grant {
  readonly personId: string
  readonly role: Role
  readonly region?: string
  readonly grantedBy: string
}

export async function insertGrant(tx: Transaction, grant: Grant, now: Date): Promise<void> {
  await tx.insert(roleGrants).values({ id: uuidv7(now), ...grant, grantedAt: now })
}

/** True if the role was held until now. */
export async function endGrant(
  tx: Transaction,
  personId: string,
  role: Role,
  endedBy: string,
  now: Date,
): Promise<boolean> {
  const ended = await tx
    .update(roleGrants)
    .set({ endedAt: now, endedBy })
    .where(and(eq(roleGrants.personId, personId), eq(roleGrants.role, role), isNull(roleGrants.endedAt)))
    .returning({ id: roleGrants.id })
  return ended.length > 0
}
