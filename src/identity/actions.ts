import type { By, House } from '../audit/house.js'
import { invalidRequest, notFound } from '../http/problems.js'
import { type Actor, actorName } from '../kernel/actor.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { fieldErrorsOf } from '../kernel/reasons.js'
import { NewPerson, type RoleGrant, type RolesHeld, type SignedUp, type StatedIdentity } from './contract.js'
import { hashPassword } from './passwords.js'
import { identityAlreadyStated, iinTaken, loginTaken } from './problems.js'
import { standingOf } from './queries.js'
import { forget } from './standings.js'
import {
  insertGrant,
  insertPerson,
  lockPerson,
  personRow,
  personRowByLogin,
  places,
  saveIdentity,
} from './store.js'

const internal = (action: string) => ({ action, log: 'internal' }) as const

export async function signUp(house: House, by: By, input: NewPerson, grants: readonly RoleGrant[] = []) {
  const { password, ...person } = input
  const passwordHash = await hashPassword(password)
  const conflicts = { people_login_unique: () => loginTaken() }
  const command = { ...by, ...internal('person.sign-up'), conflicts }
  const outcome = await house.door.act(command, async ({ tx, now, say }) => {
    const id = await insertPerson(tx, house.sealer, { ...person, passwordHash }, now)
    for (const grant of grants)
      await insertGrant(tx, { personId: id, ...grant, grantedBy: actorName(by.actor) }, now)
    say({ subject: `person:${id}`, facts: { roles: grants.map(({ role }) => role) } })
    return { id }
  })
  return isRefusal(outcome) ? outcome : ({ id: outcome.id, login: input.login } satisfies SignedUp)
}

/** The first administrator of an installation, made by who runs it (`npx adal create-administrator`). */
export async function createAdministrator(
  house: House,
  input: { readonly login: string; readonly password: string; readonly name: string },
): Promise<SignedUp | Refusal> {
  const person = NewPerson.safeParse({ language: 'ru', ...input })
  if (!person.success) return invalidRequest({ errors: fieldErrorsOf(person.error) })
  const actor: Actor = { kind: 'system', id: 'cli', roles: [], organizations: [] }
  return signUp(house, { actor }, person.data, [{ role: 'administrator' }])
}

/** States one's own IIN, once. Who has done so may collect. */
export async function stateIdentity(
  house: House,
  by: By,
  identity: StatedIdentity,
): Promise<RolesHeld | Refusal> {
  const personId = by.actor.id
  const conflicts = { people_iin_unique: () => iinTaken() }
  const command = { ...by, ...internal('person.state-identity'), conflicts }
  const outcome = await house.door.act(command, async ({ tx, now, say }) => {
    say({ subject: `person:${personId}` })
    const person = await lockPerson(tx, personId)
    if (person === undefined) return notFound()
    if (person.iinSealed !== null) return identityAlreadyStated()
    await saveIdentity(tx, house.sealer, personId, identity)
    const { roles } = await standingOf(tx, personId)
    if (!roles.includes('collector'))
      await insertGrant(tx, { personId, role: 'collector', grantedBy: actorName(by.actor) }, now)
    return { id: personId, ...(await standingOf(tx, personId)) } as RolesHeld
  })
  forget(personId)
  return outcome
}

/** Finds a person by login, with her name: a look at personal data, and so an entry of the internal log. */
export async function findPerson(house: House, { actor }: By, login: string) {
  const person = await personRowByLogin(house.read, login)
  if (person === undefined) return []
  const subject = `person:${person.id}`
  return house.door.act({ actor, ...internal('person.look'), subject }, async ({ tx, say }) => {
    say({ facts: { fields: ['name'] } })
    const name = house.sealer.open(person.nameSealed, places.name)
    return [{ id: person.id, login: person.login ?? '', name, ...(await standingOf(tx, person.id)) }]
  })
}

/** What a person stated about herself, for whoever must know it; every look is an entry of the internal log. */
export function lookAtIdentity(house: House, { actor }: By, personId: string, why: string) {
  const command = { actor, ...internal('person.look'), subject: `person:${personId}` }
  return house.door.act(command, async ({ tx, say }) => {
    say({ reason: why, facts: { fields: ['name', 'iin', 'full-name'] } })
    const person = await personRow(tx, personId)
    if (person === undefined) return notFound()
    const open = (sealed: Buffer | null, place: string) => sealed && house.sealer.open(sealed, place)
    return {
      name: house.sealer.open(person.nameSealed, places.name),
      iin: open(person.iinSealed, places.iin),
      fullName: open(person.fullNameSealed, places.fullName),
    }
  })
}
