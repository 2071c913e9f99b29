import { coversAll } from '../emergencies/decisions.js'
import type { BookedDrive } from '../giving/books.js'
import { collectionNotOpen, wrongCurrency } from '../giving/problems.js'
import { invalidRequest, notAllowed } from '../http/problems.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import { type Currency, toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import { aboveFund, leftOverIsBound, otherBooks } from './problems.js'

/** Who decides on a transfer, and by which article; none where the law in force names nobody, and the registrar decides. */
export interface Authority {
  readonly authority: 'registrar' | 'akimat'
  readonly article: string | null
}

const noSuchDrive: Text = {
  kk: 'Мұндай жинау жоқ, не бұл сол жинаудың өзі.',
  ru: 'Такого сбора нет, или это тот же самый сбор.',
  en: 'There is no such collection, or it is the same one.',
}

export const noOtherDrive = (): Refusal =>
  invalidRequest({ errors: [{ pointer: '/to', detail: noSuchDrive }] })

/** Whether money may go from one fund to another: within the same books, of what is free, as the drive has promised. */
export function decideTransfer(
  from: BookedDrive,
  to: BookedDrive,
  fund: { readonly currency: string; readonly available: bigint },
  { amount, currency }: { readonly amount: bigint; readonly currency: Currency },
): Refusal | undefined {
  if (from.status === 'planned' || from.status === 'refused') return collectionNotOpen(from.status)
  if (to.ledger !== from.ledger) return otherBooks({ errors: [{ pointer: '/to', detail: otherBooks.title }] })
  if (to.status !== 'open' && to.status !== 'closed') {
    const { errors, ...refusal } = collectionNotOpen(to.status)
    return { ...refusal, errors: errors?.map(({ detail }) => ({ pointer: '/to', detail })) }
  }
  const promised = from.spending?.leftOver
  if (promised === 'refund' || (promised === 'same-purpose' && to.category !== from.category))
    return leftOverIsBound({
      errors: [{ pointer: '/to', detail: leftOverIsBound.title }],
      more: { promised },
    })
  if (currency !== fund.currency)
    return wrongCurrency({ errors: [{ pointer: '/amount/currency', detail: wrongCurrency.title }] })
  if (amount <= fund.available) return undefined
  const errors = [{ pointer: '/amount/amount', detail: aboveFund.title }]
  return aboveFund({ errors, more: { available: toMoneyView(fund.available, currency) } })
}

/** Whether an official is the one to decide: the registrar, or the akimat whose code covers all that the drive is for. */
export const mayDecideTransfer = (
  actor: Actor,
  { authority }: Pick<Authority, 'authority'>,
  places: readonly string[],
): Refusal | undefined => {
  const isAkimat = hasRole(actor, 'akimat') && actor.region !== undefined && coversAll(actor.region, places)
  const may = authority === 'akimat' ? isAkimat : hasRole(actor, 'registrar')
  return may ? undefined : notAllowed()
}
