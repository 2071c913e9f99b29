import type { Actor } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { type Drive, decideDonation, type Given, type Permit } from './decisions.js'

/** What a drive says to a gift in kind: the same as to money, but that no declared sum is reached by it. */
export function decideGift(
  drive: Drive,
  permit: Permit,
  actor: Actor,
  gift: Given,
  now: Date,
): Refusal | { day: Day } {
  const decided = decideDonation({ ...drive, target: null }, permit, actor, gift, now)
  // The channel is the path itself.
  const places = {
    '/amount/amount': '/value/amount',
    '/amount/currency': '/value/currency',
    '/channel': '/path/number',
  }
  return isRefusal(decided) ? inOtherWords(decided, places) : decided
}

/** A refusal whose pointers speak of money, with those of the request that spoke of goods. */
export const inOtherWords = (refusal: Refusal, places: Readonly<Record<string, string>>): Refusal =>
  refusal.errors === undefined
    ? refusal
    : {
        ...refusal,
        errors: refusal.errors.map((error) => ({
          ...error,
          pointer: places[error.pointer] ?? error.pointer,
        })),
      }
