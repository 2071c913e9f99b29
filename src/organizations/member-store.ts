import { and, asc, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import type { MemberRole } from '../kernel/actor.js'
import { uuidv7 } from '../kernel/ids.js'
import { organizationMembers, organizations } from './tables.js'

const unanswered = and(isNull(organizationMembers.acceptedAt), isNull(organizationMembers.endedAt))

interface MemberToBe {
  readonly organizationId: string
  readonly personId: string
  readonly role: MemberRole
  readonly by: string
  readonly accepted: boolean
}

export async function insertMember(tx: Transaction, member: MemberToBe, now: Date): Promise<string> {
  const id = uuidv7(now)
  const { organizationId, personId, role, by, accepted } = member
  await tx.insert(organizationMembers).values({
    id,
    organizationId,
    personId,
    role,
    invitedAt: now,
    invitedBy: by,
    acceptedAt: accepted ? now : null,
  })
  return id
}

/** The members of an organization who have accepted. */
export const membersOf = (reader: Reader, organizationId: string) =>
  reader
    .select()
    .from(organizationMembers)
    .where(
      and(
        eq(organizationMembers.organizationId, organizationId),
        isNotNull(organizationMembers.acceptedAt),
        isNull(organizationMembers.endedAt),
      ),
    )
    .orderBy(asc(organizationMembers.id))

const openMembership = (organizationId: string, personId: string) =>
  and(
    eq(organizationMembers.organizationId, organizationId),
    eq(organizationMembers.personId, personId),
    isNull(organizationMembers.endedAt),
  )

/** Whether a person has a membership or an invitation here. */
export async function hasMembership(
  reader: Reader,
  organizationId: string,
  personId: string,
): Promise<boolean> {
  return (await reader.$count(organizationMembers, openMembership(organizationId, personId))) > 0
}

/** Whether a person has the membership here that came with the claim: nobody invited her. */
export async function isClaimants(
  reader: Reader,
  organizationId: string,
  personId: string,
): Promise<boolean> {
  const uninvited = and(
    openMembership(organizationId, personId),
    eq(organizationMembers.invitedBy, organizationMembers.personId),
  )
  return (await reader.$count(organizationMembers, uninvited)) > 0
}

/** A person's invitation that is neither accepted nor ended. */
export async function openInvitation(reader: Reader, id: string, personId: string) {
  const [found] = await reader
    .select({ member: organizationMembers, bin: organizations.bin, status: organizations.status })
    .from(organizationMembers)
    .innerJoin(organizations, eq(organizations.id, organizationMembers.organizationId))
    .where(and(eq(organizationMembers.id, id), eq(organizationMembers.personId, personId), unanswered))
  return found
}

export const openInvitationsOf = (reader: Reader, personId: string) =>
  reader
    .select({ member: organizationMembers, organization: organizations })
    .from(organizationMembers)
    .innerJoin(organizations, eq(organizations.id, organizationMembers.organizationId))
    .where(and(eq(organizationMembers.personId, personId), ne(organizations.status, 'rejected'), unanswered))
    .orderBy(asc(organizationMembers.id))

export async function acceptMember(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.update(organizationMembers).set({ acceptedAt: now }).where(eq(organizationMembers.id, id))
}

/** Ends what a person has in an organization, membership or invitation; nothing happens if there is none. */
export async function endMembership(
  tx: Transaction,
  member: { organizationId: string; personId: string; by: string },
  now: Date,
): Promise<void> {
  const { organizationId, personId, by } = member
  await tx
    .update(organizationMembers)
    .set({ endedAt: now, endedBy: by })
    .where(openMembership(organizationId, personId))
}
