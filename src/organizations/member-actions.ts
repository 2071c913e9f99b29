import type { By, House, Reader } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import { personById, personByLogin } from '../identity/queries.js'
import { forget } from '../identity/standings.js'
import type { NewMember } from './contract.js'
import {
  acceptMember,
  endMembership,
  hasMembership,
  insertMember,
  isClaimants,
  membersOf,
  openInvitation,
} from './member-store.js'
import { belongsTo, ownRow } from './memberships.js'
import { alreadyMember, lastFirstPerson } from './problems.js'
import { subjectOf } from './queries.js'
import { lockBin } from './store.js'

/**
 * Invites somebody to act for the organization; it takes effect when she accepts, so that nobody can be drawn into a
 * forged claim, nor a registrar into a conflict of interest. Answers the same whether there is such a person or not.
 */
export function invite(house: House, by: By, bin: string, { login, personId, role }: NewMember) {
  const command = { ...by, action: 'organization.invite', subject: subjectOf(bin), log: 'internal' }
  return house.door.act(command, async ({ tx, now, say }) => {
    await lockBin(tx, bin)
    const organization = await ownRow(tx, by.actor.id, bin, 'first-person')
    if (organization === undefined) return notAllowed()
    const invited = await findPerson(tx, login, personId)
    if (invited !== undefined && !(await hasMembership(tx, organization.id, invited.id)))
      await insertMember(
        tx,
        { organizationId: organization.id, personId: invited.id, role, by: by.actor.id, accepted: false },
        now,
      )
    say({ facts: { organization: organization.id, role } })
    return { role }
  })
}

const findPerson = (reader: Reader, login?: string, personId?: string) =>
  login === undefined ? personById(reader, personId ?? '') : personByLogin(reader, login)

/** Takes up an invitation. Whoever belongs to a row of the same BIN leaves it first. */
export async function accept(house: House, by: By, invitationId: string) {
  const command = { ...by, action: 'organization.accept-invitation', log: 'internal' }
  const outcome = await house.door.act(command, async ({ tx, now, say }) => {
    const asked = await openInvitation(tx, invitationId, by.actor.id)
    if (asked === undefined) return notFound()
    await lockBin(tx, asked.bin)
    const invitation = await openInvitation(tx, invitationId, by.actor.id)
    if (invitation === undefined || invitation.status === 'rejected') return notFound()
    if (await belongsTo(tx, by.actor.id, invitation.bin)) return alreadyMember()
    await acceptMember(tx, invitationId, now)
    const { organizationId: id, role } = invitation.member
    say({ subject: subjectOf(invitation.bin), facts: { organization: id, role } })
    return { id, bin: invitation.bin, role }
  })
  forget(by.actor.id)
  return outcome
}

/** Turns an invitation down. */
export function decline(house: House, by: By, invitationId: string) {
  const command = { ...by, action: 'organization.decline-invitation', log: 'internal' }
  return house.door.act(command, async ({ tx, now, say }) => {
    const invitation = await openInvitation(tx, invitationId, by.actor.id)
    if (invitation === undefined) return notFound()
    const { organizationId, personId } = invitation.member
    await endMembership(tx, { organizationId, personId, by: by.actor.id }, now)
    say({ subject: subjectOf(invitation.bin), facts: { organization: organizationId } })
    return { personId }
  })
}

/** The first person ends a membership or an invitation, and everybody may end her own; the last first person stays. */
export async function endMember(house: House, by: By, bin: string, personId: string) {
  const wanted = by.actor.id === personId ? [] : (['first-person'] as const)
  const own = await ownRow(house.read, by.actor.id, bin, ...wanted)
  if (own === undefined) return notAllowed()
  // A row is sealed in one log only, and a claimant's membership began in the register with the claim.
  const log = (await isClaimants(house.read, own.id, personId)) ? 'register' : 'internal'
  const command = { ...by, action: 'organization.end-member', subject: subjectOf(bin), log }
  const outcome = await house.door.act(command, async ({ tx, now, say }) => {
    await lockBin(tx, bin)
    const organization = await ownRow(tx, by.actor.id, bin, ...wanted)
    if (organization?.id !== own.id) return notAllowed()
    const firstPersons = (await membersOf(tx, own.id)).filter((one) => one.role === 'first-person')
    if (firstPersons.length === 1 && firstPersons[0]?.personId === personId) return lastFirstPerson()
    await endMembership(tx, { organizationId: own.id, personId, by: by.actor.id }, now)
    say({ facts: { organization: own.id } })
    return { personId }
  })
  forget(personId)
  return outcome
}
