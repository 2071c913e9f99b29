import { dayOutOfOrder, wrongCurrency } from '../giving/problems.js'
import type { Day } from '../kernel/days.js'
import { toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import type { NewOwnTransfer } from './own-transfer-contract.js'
import { aboveAccount, notOwnAccount, sameAccount } from './problems.js'

const inFuture: Text = { kk: 'Болашақта', ru: 'В будущем', en: 'In the future' }

/** Between two different accounts that the register has confirmed as the organization's own; no more than lies there on that day. */
export function decideOwnTransfer(
  { from, to, amount, movedOn }: NewOwnTransfer,
  own: { readonly from: boolean; readonly to: boolean },
  balance: bigint,
  today: Day,
): Refusal | undefined {
  if (amount.currency !== 'KZT')
    return wrongCurrency({ errors: [{ pointer: '/amount/currency', detail: wrongCurrency.title }] })
  if (from === to) return sameAccount({ errors: [{ pointer: '/to', detail: sameAccount.title }] })
  const others = (['from', 'to'] as const).filter((end) => !own[end])
  if (others.length > 0)
    return notOwnAccount({
      errors: others.map((end) => ({ pointer: `/${end}`, detail: notOwnAccount.title })),
    })
  if (movedOn > today) return dayOutOfOrder({ errors: [{ pointer: '/movedOn', detail: inFuture }] })
  if (amount.amount <= balance) return undefined
  const errors = [{ pointer: '/amount/amount', detail: aboveAccount.title }]
  return aboveAccount({ errors, more: { balance: toMoneyView(balance) } })
}
