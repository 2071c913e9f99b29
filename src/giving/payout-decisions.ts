import type { Day } from '../kernel/days.js'
import { toMoneyView } from '../kernel/money.js'
import type { FieldError, Refusal } from '../kernel/problems.js'
import type { ByFund } from './fee-shares.js'
import type { NewPayout } from './payout-contract.js'
import { feeAboveGross, notInTransit, payoutDoesNotFoot } from './payout-problems.js'
import { dayOutOfOrder, wrongCurrency } from './problems.js'

/** What was chosen of the donations in transit, under the locks of their funds. */
export interface InTransit {
  readonly byFund: ByFund
  /** The day of the last of them; null where there is none. */
  readonly lastOn: Day | null
  /** Of a list: the places of those that are not in transit. */
  readonly missing: readonly number[]
}

const future: FieldError = {
  pointer: '/paidOutOn',
  detail: { kk: 'Болашақта', ru: 'В будущем', en: 'In the future' },
}
const beforeDonations: FieldError = {
  pointer: '/paidOutOn',
  detail: {
    kk: 'Ішіндегі соңғы қайырмалдықтан бұрын',
    ru: 'Раньше последнего из этих пожертвований',
    en: 'Before the last of its donations',
  },
}

/** A payout is in tenge, of donations that are in transit, and is their sum to the tiyn. */
export function decidePayout(
  { gross, fee, paidOutOn }: NewPayout,
  { byFund, lastOn, missing }: InTransit,
  today: Day,
): Refusal | undefined {
  for (const [name, { currency }] of Object.entries({ gross, fee }))
    if (currency !== 'KZT')
      return wrongCurrency({ errors: [{ pointer: `/${name}/currency`, detail: wrongCurrency.title }] })
  if (fee.amount > gross.amount)
    return feeAboveGross({ errors: [{ pointer: '/fee/amount', detail: feeAboveGross.title }] })
  if (paidOutOn > today) return dayOutOfOrder({ errors: [future] })
  if (missing.length > 0)
    return notInTransit({
      errors: missing.map((i) => ({ pointer: `/donations/${i}`, detail: notInTransit.title })),
    })
  if (lastOn !== null && paidOutOn < lastOn) return dayOutOfOrder({ errors: [beforeDonations] })
  const sum = [...byFund.values()].reduce((all, part) => all + part, 0n)
  if (sum === gross.amount) return undefined
  const errors = [{ pointer: '/gross/amount', detail: payoutDoesNotFoot.title }]
  return payoutDoesNotFoot({ errors, more: { inTransit: toMoneyView(sum) } })
}
