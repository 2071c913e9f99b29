import type { KeptGift } from '../giving/gift-queries.js'
import { dayOutOfOrder } from '../giving/problems.js'
import { quantityText, thousandths } from '../giving/quantities.js'
import type { Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import type { NewGivingOut } from './giving-out-contract.js'
import { alreadyReversed, moreThanGiven } from './problems.js'

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
