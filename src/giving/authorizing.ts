import type { By } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import { actorName } from '../kernel/actor.js'
import { addDays, dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { type Currency, toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { pendingOfFund } from '../ledger/pending.js'
import type {
  Authorization,
  NewAuthorization,
  NewCapture,
  RecordedCapture,
} from './authorization-contract.js'
import { decideAuthorization, decideCapture } from './authorization-decisions.js'
import { authorizationLapsed, authorizationSettled } from './authorization-problems.js'
import {
  authorizationById,
  keepAuthorization,
  settleAuthorization,
  takePendingDonor,
} from './authorization-store.js'
import { authorizationView } from './authorizations.js'
import { driveForBooks } from './books.js'
import { mayKeepBooks } from './decisions.js'
import { lookingAgain } from './donate.js'
import type { BoundHouse } from './limits.js'
import type { PermitOf } from './permits.js'
import { lockDrive, recordOne } from './recording.js'

/** Keeps a payment that a payment system has authorized: seen as pending, in no balance until it is captured. */
export async function authorize(
  house: BoundHouse,
  permitOf: PermitOf,
  by: By,
  number: string,
  input: NewAuthorization,
): Promise<Authorization | Refusal> {
  const found = await driveForBooks(house.read, number)
  if (found === undefined) return notFound()
  if (!mayKeepBooks(by.actor, found)) return notAllowed()
  const subject = `collection:${number}`
  const command = { ...by, action: 'donation.authorize', log: found.ledger, subject }
  return house.door.act<Authorization>(command, async ({ tx, now, say }) => {
    const locked = await lockDrive(tx, number)
    if (locked === undefined) return notFound()
    const { drive } = locked
    const today = dayOf(now)
    const permit = await permitOf(drive, today)
    const { inTiyn } = await pendingOfFund(tx, drive.ledger, drive.id, today)
    const decided = decideAuthorization(drive, inTiyn, permit, by.actor, input, now)
    if (isRefusal(decided)) return decided
    const lapsesOn = addDays(decided.day, house.limits.authorization.days)
    const errors = [{ pointer: '/receivedAt', detail: authorizationLapsed.title }]
    if (today >= lapsesOn) return authorizationLapsed({ errors, more: { lapsesOn } })
    const { amount, currency } = input.amount
    const authorization = {
      ...{ ledger: drive.ledger, id: uuidv7(now), amount, currency, channel: input.channel, lapsesOn },
      ...{
        authorizedOn: decided.day,
        reference: input.reference ?? null,
        settlement: input.settlement ?? null,
      },
    }
    const { variantHash } = permit
    const about = { collection: drive.id, donor: input.donor, authorizedBy: actorName(by.actor), variantHash }
    await keepAuthorization(tx, house.sealer, { ...authorization, ...about }, now)
    const facts = { authorization: authorization.id, amount, currency, channel: input.channel, lapsesOn }
    say({ variant: variantHash, facts })
    const open = { number, donation: null, captured: null, settledOn: null, reason: null }
    return authorizationView({ ...authorization, ...open }, today)
  })
}

/** Takes an authorized payment, in whole or in part: from here on it is a donation like any other. What is left is released. */
export async function capture(
  house: BoundHouse,
  permitOf: PermitOf,
  by: By,
  ledgers: readonly string[],
  id: string,
  input: NewCapture,
): Promise<RecordedCapture | Refusal> {
  const known = await authorizationById(house.read, ledgers, id)
  if (known === undefined) return notFound()
  const { ledger, number } = known
  const command = {
    ...{ ...by, action: 'donation.capture', log: ledger, subject: `collection:${number}` },
    conflicts: { authorization_is_settled_once: () => authorizationSettled() },
  }
  const { actor } = by
  return lookingAgain(() =>
    house.door.act<RecordedCapture>(command, async ({ tx, now, say }) => {
      const locked = await lockDrive(tx, number)
      const pending = await authorizationById(tx, [ledger], id)
      if (locked === undefined || pending === undefined) return notFound()
      const permit = await permitOf(locked.drive, dayOf(now))
      const { receivedAt, amount = { amount: pending.amount, currency: pending.currency } } = input
      const { channel, reference, settlement } = pending
      const donor = await takePendingDonor(tx, house.sealer, pending)
      const optional = { reference: reference ?? undefined, settlement: settlement ?? undefined }
      const donation = { amount, channel, receivedAt, donor, ...optional }
      const decided = decideCapture(pending, locked.drive, permit, actor, donation, now)
      if (isRefusal(decided)) return decided
      const { day } = decided
      const recorded = await recordOne(tx, house, { locked, permit, actor, donation, day }, now)
      const settled = {
        donation: recorded.donation,
        settledOn: day,
        reason: null,
        settledBy: actorName(actor),
      }
      await settleAuthorization(tx, pending, settled, now)
      const facts = { authorization: id, donation: recorded.donation, amount: amount.amount }
      say({ variant: permit.variantHash, facts: { ...facts, currency: amount.currency, day } })
      return {
        ...{ ...recorded, authorization: id, amount: toMoneyView(amount.amount, amount.currency) },
        released: toMoneyView(pending.amount - amount.amount, amount.currency as Currency),
      }
    }),
  )
}
