import type { By, House } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import { type Actor, actorName, hasRole } from '../kernel/actor.js'
import { type Day, dayOf } from '../kernel/days.js'
import { toMoneyView } from '../kernel/money.js'
import { toPage } from '../kernel/pages.js'
import type { Refusal } from '../kernel/problems.js'
import type { Authorization, AuthorizationQuery, NewVoid } from './authorization-contract.js'
import { alreadySettled } from './authorization-decisions.js'
import { authorizationSettled } from './authorization-problems.js'
import {
  authorizationById,
  authorizationsOf,
  deleteLapsedDonors,
  type KeptAuthorization,
  settleAuthorization,
  takePendingDonor,
} from './authorization-store.js'
import { driveForBooks } from './books.js'
import { mayKeepBooks } from './decisions.js'
import { lockDrive } from './recording.js'

/** Gives an authorized payment up: nothing was taken, nothing is posted. The law has no say in it. */
export async function voidAuthorization(
  house: House,
  by: By,
  ledgers: readonly string[],
  id: string,
  { reason }: NewVoid,
): Promise<Authorization | Refusal> {
  const known = await authorizationById(house.read, ledgers, id)
  if (known === undefined) return notFound()
  const { ledger, number } = known
  const command = {
    ...{ ...by, action: 'donation.void', log: ledger, subject: `collection:${number}` },
    conflicts: { authorization_is_settled_once: () => authorizationSettled() },
  }
  return house.door.act<Authorization>(command, async ({ tx, now, say }) => {
    const locked = await lockDrive(tx, number)
    const pending = await authorizationById(tx, [ledger], id)
    if (locked === undefined || pending === undefined) return notFound()
    if (!mayKeepBooks(by.actor, locked.drive)) return notAllowed()
    const settled = alreadySettled(pending)
    if (settled !== undefined) return settled
    await takePendingDonor(tx, house.sealer, pending)
    const settledOn = dayOf(now)
    const settlement = { donation: null, settledOn, reason, settledBy: actorName(by.actor) }
    await settleAuthorization(tx, pending, settlement, now)
    say({ facts: { authorization: id, released: pending.amount, currency: pending.currency } })
    return authorizationView({ ...pending, settledOn, reason }, settledOn)
  })
}

/** Forgets who would have given what has lapsed: the payment can no longer be captured. */
export const forgetLapsedDonors = (house: House): Promise<void> =>
  house.door.actMany((tx, now) => deleteLapsedDonors(tx, dayOf(now)))

/** What was authorized for a drive and what became of it: for its own people, its payment systems and auditors. */
export async function authorizationPage(
  house: House,
  actor: Actor,
  number: string,
  { limit, ...filter }: AuthorizationQuery,
): Promise<{ items: Authorization[]; next: string | null } | Refusal> {
  const drive = await driveForBooks(house.read, number)
  if (drive === undefined) return notFound()
  if (!mayKeepBooks(actor, drive) && !hasRole(actor, 'auditor')) return notAllowed()
  const today = dayOf(house.clock())
  const rows = await authorizationsOf(house.read, drive.id, { ...filter, limit: limit + 1 }, today)
  return toPage(
    rows,
    limit,
    ({ id }) => id,
    (row) => authorizationView(row, today),
  )
}

export function authorizationView(kept: KeptAuthorization, today: Day): Authorization {
  const { id, amount, currency, channel, settlement, authorizedOn, lapsesOn, reference } = kept
  const { donation, captured, settledOn, reason } = kept
  return {
    ...{ id, status: statusOf(kept, today), amount: toMoneyView(amount, currency) },
    ...{ channel, settlement },
    ...{ authorizedOn, lapsesOn, reference, donation, settledOn, reason },
    captured: captured === null ? null : toMoneyView(captured, currency),
  }
}

function statusOf({ donation, settledOn, lapsesOn }: KeptAuthorization, today: Day): Authorization['status'] {
  if (donation !== null) return 'captured'
  if (settledOn !== null) return 'voided'
  return today >= lapsesOn ? 'lapsed' : 'pending'
}
