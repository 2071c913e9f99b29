import { notAllowed } from '../http/problems.js'
import { type Actor, actsFor } from '../kernel/actor.js'
import { type Day, dayOf } from '../kernel/days.js'
import { largestAmount } from '../kernel/money.js'
import type { FieldError, Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import { inTransit } from '../ledger/posting.js'
import { periodSealed, sealedUntil } from '../ledger/problems.js'
import type { NewDonation } from './contract.js'
import { notForTransit, transitNotOpened } from './payout-problems.js'
import {
  channelNotOfCollection,
  collectionNotOpen,
  dayOutOfOrder,
  moreThanHeld,
  wrongCurrency,
} from './problems.js'

/** What the law in force says of taking money now. */
export interface Permit {
  /** Why no money may be taken: the gate of an emergency. */
  readonly refusal?: Refusal
  /** No donation may be taken past the declared sum. */
  readonly stopsAtTarget: boolean
  readonly variantHash: string
}

/** What is given: money, or goods by their value. */
export interface Given extends Omit<NewDonation, 'channel'> {
  readonly channel: NewDonation['channel'] | 'in-kind'
}

/** A drive as the batch locked it. Sums in tiyn. */
export interface Drive {
  readonly id: string
  readonly number: string
  readonly ledger: string
  readonly status: string
  readonly version: number
  readonly personId: string | null
  /** Null only of a drive that was never open. */
  readonly openedOn: Day | null
  readonly channels: readonly string[]
  readonly target: bigint | null
  readonly raised: bigint
  readonly held: bigint
  readonly currency: string
  readonly accounts: Readonly<Record<string, number>>
  /** The last day of the books that is sealed. */
  readonly sealedThrough: Day | null
}

/** Their own people, or the payment system that holds a key of the ledger. */
export const mayKeepBooks = (actor: Actor, drive: Pick<Drive, 'ledger' | 'personId'>): boolean =>
  actor.kind === 'api-key'
    ? actor.ledger === drive.ledger
    : actsFor(actor, drive.ledger) || (drive.personId !== null && drive.personId === actor.id)

const tooEarly: FieldError = {
  pointer: '/receivedAt',
  detail: {
    kk: 'Жинау ашылғанға дейін',
    ru: 'Раньше, чем сбор был открыт',
    en: 'Before the collection was opened',
  },
}
const inFuture: FieldError = {
  pointer: '/receivedAt',
  detail: { kk: 'Болашақта', ru: 'В будущем', en: 'In the future' },
}
/** What a payment system takes and holds. */
const transitChannels: readonly string[] = ['card', 'qr']

// A payment system's clock may run a little ahead of ours.
const toleranceMilliseconds = 5 * 60_000

/** Whether a drive takes this donation now, and whether it is held for return because the target is reached. */
export function decideDonation(
  drive: Drive,
  permit: Permit,
  actor: Actor,
  donation: Given,
  now: Date,
): Refusal | { held: boolean; day: Day } {
  if (!mayKeepBooks(actor, drive)) return notAllowed()
  if (drive.status !== 'open') return collectionNotOpen(drive.status)
  if (permit.refusal !== undefined) return permit.refusal
  if (donation.amount.currency !== drive.currency)
    return wrongCurrency({ errors: [{ pointer: '/amount/currency', detail: wrongCurrency.title }] })
  if (!drive.channels.includes(donation.channel))
    return channelNotOfCollection({ errors: [{ pointer: '/channel', detail: channelNotOfCollection.title }] })
  if (donation.settlement !== undefined) {
    const errors = (detail: Text) => ({ errors: [{ pointer: '/settlement', detail }] })
    if (!transitChannels.includes(donation.channel)) return notForTransit(errors(notForTransit.title))
    if (drive.accounts[inTransit.code] === undefined) return transitNotOpened(errors(transitNotOpened.title))
  }
  const day = dayOf(donation.receivedAt)
  if (donation.receivedAt.getTime() > now.getTime() + toleranceMilliseconds)
    return dayOutOfOrder({ errors: [inFuture] })
  if (drive.openedOn === null || day < drive.openedOn) return dayOutOfOrder({ errors: [tooEarly] })
  if (drive.sealedThrough !== null && day <= drive.sealedThrough)
    return periodSealed({ errors: [{ pointer: '/receivedAt', detail: sealedUntil(drive.sealedThrough) }] })
  if (drive.raised + drive.held + donation.amount.amount > largestAmount)
    return moreThanHeld({ errors: [{ pointer: '/amount/amount', detail: moreThanHeld.title }] })
  const passes = drive.target !== null && drive.raised + donation.amount.amount > drive.target
  return { held: permit.stopsAtTarget && passes, day }
}
