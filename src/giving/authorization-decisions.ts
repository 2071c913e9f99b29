import type { Actor } from '../kernel/actor.js'
import { type Day, dayOf } from '../kernel/days.js'
import { type Currency, toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import {
  authorizationLapsed,
  authorizationSettled,
  captureAbove,
  targetReached,
} from './authorization-problems.js'
import type { KeptAuthorization } from './authorization-store.js'
import type { NewDonation } from './contract.js'
import { type Drive, decideDonation, type Permit } from './decisions.js'
import { dayOutOfOrder } from './problems.js'

const beforeAuthorization: Text = {
  kk: 'Төлем мақұлданғанға дейін',
  ru: 'Раньше, чем платёж был авторизован',
  en: 'Before the payment was authorized',
}

/**
 * Whether a drive would take this money now. What is pending already counts against a target: a payment that would have to be
 * given back is not begun.
 */
export function decideAuthorization(
  drive: Drive,
  pendingIn: bigint,
  permit: Permit,
  actor: Actor,
  donation: NewDonation,
  now: Date,
): Refusal | { day: Day } {
  return withinTarget(
    decideDonation({ ...drive, raised: drive.raised + pendingIn }, permit, actor, donation, now),
  )
}

/**
 * Whether an authorized payment is taken now, in whole or in part. Drive, law and books are asked as for any donation: they may
 * have changed since it was authorized.
 */
export function decideCapture(
  authorization: KeptAuthorization,
  drive: Drive,
  permit: Permit,
  actor: Actor,
  donation: NewDonation,
  now: Date,
): Refusal | { day: Day } {
  const settled = alreadySettled(authorization)
  if (settled !== undefined) return settled
  const errors = [{ pointer: '/path/id', detail: authorizationLapsed.title }]
  if (dayOf(now) >= authorization.lapsesOn)
    return authorizationLapsed({ errors, more: { lapsesOn: authorization.lapsesOn } })
  const decided = withinTarget(decideDonation(drive, permit, actor, donation, now))
  if (isRefusal(decided)) return decided
  if (donation.amount.amount > authorization.amount) {
    const more = { authorized: toMoneyView(authorization.amount, drive.currency as Currency) }
    return captureAbove({ errors: [{ pointer: '/amount/amount', detail: captureAbove.title }], more })
  }
  if (decided.day < authorization.authorizedOn)
    return dayOutOfOrder({ errors: [{ pointer: '/receivedAt', detail: beforeAuthorization }] })
  return decided
}

/** Why an authorization can no longer be settled: it was, and how. */
export function alreadySettled({ settledOn, donation, reason }: KeptAuthorization): Refusal | undefined {
  if (settledOn === null) return undefined
  const errors = [{ pointer: '/path/id', detail: authorizationSettled.title }]
  const status = donation === null ? 'voided' : 'captured'
  return authorizationSettled({ errors, more: { authorizationStatus: status, settledOn, donation, reason } })
}

/** Money that has come in past a target is held for return; money that has not is better not taken. */
function withinTarget(decided: Refusal | { held: boolean; day: Day }): Refusal | { day: Day } {
  return !isRefusal(decided) && decided.held
    ? targetReached({ errors: [{ pointer: '/amount', detail: targetReached.title }] })
    : decided
}
