import { dayOutOfOrder } from '../giving/problems.js'
import { notAllowed } from '../http/problems.js'
import type { Actor, MemberRole } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import type { Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import { alreadySettled, anotherPersonNeeded, hasLapsed, paysHimself } from './problems.js'
import type { PaymentDecision } from './purpose-contract.js'

const signatories: readonly MemberRole[] = ['first-person', 'treasurer', 'second-signatory']

/** Of an organization's people, those whose word can be the second one. */
export const maySign = (actor: Actor, ledger: string): boolean =>
  actor.organizations.some(({ bin, role }) => bin === ledger && signatories.includes(role))

interface Held {
  readonly ledger: string
  readonly status: 'held' | 'approved' | 'refused'
  readonly proposedBy: string
  readonly paidOn: Day
  readonly lapsesOn: Day
  readonly decidedBy: string | null
  readonly decidedOn: Day | null
}

const outOfOrder: Text = {
  kk: 'Ұсынылған күн мен бүгінгі күннің арасында болуы керек',
  ru: 'Должен лежать между предложенным днём и сегодняшним',
  en: 'Must lie between the day that was proposed and today',
}

/**
 * Whether somebody may settle a held payment. It is approved by another person than proposed it, and never by whoever is
 * paid; anybody who may sign can refuse it, also who proposed it.
 */
export function decideHeld(
  actor: Actor,
  held: Held,
  { decision, paidOn }: PaymentDecision,
  { today, isPaid }: { readonly today: Day; readonly isPaid: boolean },
): Refusal | undefined {
  if (!maySign(actor, held.ledger)) return notAllowed()
  if (held.status !== 'held') {
    const errors = [{ pointer: '/path/id', detail: alreadySettled.title }]
    const { status, decidedBy, decidedOn } = held
    return alreadySettled({ errors, more: { paymentStatus: status, decidedBy, decidedOn } })
  }
  if (today >= held.lapsesOn) return hasLapsed()
  if (decision === 'refuse') return undefined
  if (held.proposedBy === actor.id) return anotherPersonNeeded()
  if (isPaid) return paysHimself()
  const isInOrder = paidOn === undefined || (paidOn >= held.paidOn && paidOn <= today)
  return isInOrder ? undefined : dayOutOfOrder({ errors: [{ pointer: '/paidOn', detail: outOfOrder }] })
}
