import type { Actor, MemberRole } from '../kernel/actor.js'
import { addDays, type Day } from '../kernel/days.js'
import { isBin } from '../kernel/identifiers.js'
import type { Refusal } from '../kernel/problems.js'
import { monthNotOver, periodSealed, sealedUntil } from './problems.js'

const disposers: readonly MemberRole[] = ['first-person', 'treasurer']

/**
 * Whether somebody may give the money of a ledger away: of an organization's people those who also register its drives, and a
 * person where the ledger is among her own.
 */
export const mayDispose = (actor: Actor, ledger: string, own: readonly string[] = []): boolean => {
  const membership = actor.organizations.find(({ bin }) => bin === ledger)
  // The books of an organization, also those of a host, are its own people's alone.
  return membership === undefined
    ? !isBin(ledger) && own.includes(ledger)
    : disposers.includes(membership.role)
}

/** The last day of a month, `2026-03`. */
export function lastDayOf(month: string): Day {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return addDays(
    number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`,
    -1,
  )
}

/** A month is sealed when it is over, once, and after those before it. */
export function decideSeal(through: Day, sealedThrough: Day | null, today: Day): Refusal | undefined {
  if (through >= today) return monthNotOver({ errors: [{ pointer: '/month', detail: monthNotOver.title }] })
  if (sealedThrough !== null && through <= sealedThrough)
    return periodSealed({ errors: [{ pointer: '/month', detail: sealedUntil(sealedThrough) }] })
  return undefined
}
