import type { By, House } from '../audit/house.js'
import { notFound } from '../http/problems.js'
import { actorName } from '../kernel/actor.js'
import type { RoleEnd, RoleGrant, RolesHeld } from './contract.js'
import { decideGrant } from './decisions.js'
import { roleNotHeld } from './problems.js'
import { standingOf } from './queries.js'
import { forget } from './standings.js'
import { endGrant, insertGrant, lockPerson } from './store.js'

export async function grantRole(house: House, by: By, personId: string, { role, region }: RoleGrant) {
  const outcome = await house.door.act(
    { ...by, action: 'role.grant', log: 'internal' },
    async ({ tx, now, say }) => {
      say({ subject: `person:${personId}`, facts: { role, region } })
      if ((await lockPerson(tx, personId)) === undefined) return notFound()
      const { roles } = await standingOf(tx, personId)
      const refusal = decideGrant(roles, role)
      if (refusal) return refusal
      await insertGrant(tx, { personId, role, region, grantedBy: actorName(by.actor) }, now)
      return { id: personId, ...(await standingOf(tx, personId)) } as RolesHeld
    },
  )
  forget(personId)
  return outcome
}

export async function endRole(house: House, by: By, personId: string, { role }: RoleEnd) {
  const outcome = await house.door.act(
    { ...by, action: 'role.end', log: 'internal' },
    async ({ tx, now, say }) => {
      say({ subject: `person:${personId}`, facts: { role } })
      if ((await lockPerson(tx, personId)) === undefined) return notFound()
      if (!(await endGrant(tx, personId, role, actorName(by.actor), now))) return roleNotHeld()
      return { id: personId, ...(await standingOf(tx, personId)) } as RolesHeld
    },
  )
  forget(personId)
  return outcome
}
