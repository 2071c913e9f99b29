import type { Actor } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import { type Drive, decideDonation, type Given, type Permit } from './decisions.js'
import type { NewGivingOut } from './gift-contract.js'
import type { KeptGift } from './gift-store.js'
import { alreadyReversed, dayOutOfOrder, moreThanGiven } from './problems.js'
import { quantityText, thousandths } from './quantities.js'

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

const beforeGift: Text = {
  kk: 'Бұл зат берілгенге дейін',
  ru: 'Раньше, чем это было получено',
  en: 'Before it was given',
}
const worthNothing: Text = {
  kk: 'Мұндай бөліктің құны бір тиыннан аз: көбірек беріңіз',
  ru: 'Такая часть стоит меньше тиына: выдайте больше',
  en: 'A part so small is worth less than a tiyn: give out more',
}
const left = (gift: KeptGift): Text => {
  const text = `${quantityText(gift.left)} ${gift.unit}`
  return { kk: `Қалғаны: ${text}`, ru: `Осталось: ${text}`, en: `What is left: ${text}` }
}

/** What a part of a gift is worth (tiyn), if so much is left of it. The last part is worth all that is left, so parts add up. */
export function decideGivingOut(gift: KeptGift, { quantity, givenOn }: NewGivingOut): Refusal | bigint {
  if (gift.reversed)
    return alreadyReversed({ errors: [{ pointer: '/path/id', detail: alreadyReversed.title }] })
  if (givenOn < gift.receivedOn)
    return dayOutOfOrder({ errors: [{ pointer: '/givenOn', detail: beforeGift }] })
  const part = thousandths(quantity)
  const more = { left: quantityText(gift.left) }
  if (part > gift.left)
    return moreThanGiven({ detail: left(gift), errors: [{ pointer: '/quantity', detail: left(gift) }], more })
  const value = (gift.leftValue * part) / gift.left
  return value > 0n
    ? value
    : moreThanGiven({ errors: [{ pointer: '/quantity', detail: worthNothing }], more })
}
