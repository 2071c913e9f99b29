import { type Actor, hasRole, type MemberRole, type Role } from '../kernel/actor.js'
import type { Refusal } from '../kernel/problems.js'
import { roleHeld, rolesConflict, sessionOver } from './problems.js'

/** Who holds one of these decides cases. */
const decidingRoles: readonly Role[] = ['akimat', 'registrar']

/** Who grants roles decides no case: the two never meet in one person, so nobody can grant himself a decision. */
export function decideGrant(held: readonly Role[], wanted: Role): Refusal | undefined {
  if (held.includes(wanted)) return roleHeld()
  const opposed =
    wanted === 'administrator' ? decidingRoles : decidingRoles.includes(wanted) ? ['administrator'] : []
  return held.some((role) => opposed.includes(role)) ? rolesConflict() : undefined
}

/** The same rule for roles that another provider's token claims: an administrator's deciding roles do not count. */
export function withoutConflict(claimed: readonly Role[]): Role[] {
  const unique = [...new Set(claimed)]
  return unique.includes('administrator') ? unique.filter((role) => !decidingRoles.includes(role)) : unique
}

export interface SessionState {
  readonly expiresAt: Date
  readonly endedAt: Date | null
}

/**
 * Whether a refresh token gives the next one. A token that was used before is in two hands: the session is over, and that
 * is kept.
 */
export function decideRefresh(
  session: SessionState,
  tokenUsedAt: Date | null,
  now: Date,
): Refusal | undefined {
  if (session.endedAt !== null || session.expiresAt <= now) return sessionOver()
  return tokenUsedAt === null ? undefined : sessionOver({ kept: true })
}

const keyHolders: readonly MemberRole[] = ['first-person', 'treasurer']

/** What a key opens: an organization's ledger, for a row of the register; or a person's own, for none. */
export interface KeyPlace {
  readonly ledger: string
  readonly organizationId: string | null
}

/**
 * For which place somebody may hold keys under a BIN, or without one for her own collections; undefined if for none. The
 * row counts and not the BIN, which several people may have claimed.
 */
export function keyPlaceOf(actor: Actor, bin: string | undefined, ownLedger: string): KeyPlace | undefined {
  const places: KeyPlace[] =
    bin === undefined
      ? [{ ledger: ownLedger, organizationId: null }]
      : actor.organizations
          .filter((one) => one.bin === bin)
          .map(({ id }) => ({ ledger: bin, organizationId: id }))
  return places.find((place) => mayHoldKeys(actor, place, ownLedger))
}

/** Whether somebody may make and end the keys of a place: the first person, the treasurer, or a collector for her own. */
export function mayHoldKeys(actor: Actor, place: KeyPlace, ownLedger: string): boolean {
  if (place.organizationId === null) return place.ledger === ownLedger && hasRole(actor, 'collector')
  return actor.organizations.some(({ id, role }) => id === place.organizationId && keyHolders.includes(role))
}
