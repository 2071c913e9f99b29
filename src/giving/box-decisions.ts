import type { Actor } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import type { NewBoxOpening } from './box-contract.js'
import { anotherSeal, boxOpenedAlready } from './box-problems.js'
import { type Drive, decideDonation, type Permit } from './decisions.js'
import { inOtherWords } from './gift-decisions.js'
import { dayOutOfOrder } from './problems.js'

/** A box of the drive, with what its earlier protocols say. */
export interface KnownBox {
  readonly setUpOn: Day
  /** With which it was closed at the last opening before this one. */
  readonly seal: string | null
  /** This opening is recorded, and not reversed. */
  readonly isRecorded: boolean
}

const beforeSetUp: Text = {
  kk: 'Жәшік қойылғанға дейін',
  ru: 'Раньше, чем ящик был установлен',
  en: 'Before the box was set up',
}

const places = {
  '/amount/amount': '/counted/amount',
  '/amount/currency': '/counted/currency',
  '/channel': '/path/number',
  '/receivedAt': '/openedAt',
}

/**
 * Whether a box may be opened into the fund of its drive, and how much of what was counted is raised (tiyn); the rest is past the
 * target. What lies in a box was given before it is opened: a closed drive still takes it, until it has reported.
 */
export function decideOpening(
  drive: Drive,
  permit: Permit,
  actor: Actor,
  box: KnownBox,
  { openedAt, counted, seal }: NewBoxOpening,
  now: Date,
): Refusal | { day: Day; raised: bigint } {
  const given = { amount: counted, channel: 'box', receivedAt: openedAt, donor: nobody } as const
  const asOpen = { ...drive, status: drive.status === 'closed' ? 'open' : drive.status }
  const decided = decideDonation(asOpen, permit, actor, given, now)
  if (isRefusal(decided)) return inOtherWords(decided, places)
  const { day } = decided
  if (day < box.setUpOn) return dayOutOfOrder({ errors: [{ pointer: '/openedAt', detail: beforeSetUp }] })
  if (box.isRecorded)
    return boxOpenedAlready({ errors: [{ pointer: '/openedAt', detail: boxOpenedAlready.title }] })
  if (seal.state === 'intact' && box.seal !== null && box.seal !== seal.number)
    return anotherSeal({ errors: [{ pointer: '/seal/number', detail: anotherSeal.title }] })
  return { day, raised: decided.held ? upTo(drive, counted.amount) : counted.amount }
}

const nobody = { kind: 'anonymous', visibility: 'hidden' } as const

/** A box holds many gifts: those that fit under the target are raised. */
const upTo = ({ target, raised }: Drive, counted: bigint): bigint => {
  const room = (target ?? raised) - raised
  return room <= 0n ? 0n : room < counted ? room : counted
}
