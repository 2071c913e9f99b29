import { collectingCosts, type Spending } from '../collections/spending.js'
import type { Ground, Limits } from '../giving/limits.js'
import type { Refusal } from '../kernel/problems.js'
import { againstPurpose, noSecondPerson, wayOut } from './problems.js'

/** What was paid to the same beneficiary within the days that count together, by one person alone. Sums in tiyn. */
export interface Earlier {
  readonly all: bigint
  readonly cash: bigint
}

/** A payment as the limits ask about it. Sums in tiyn. */
export interface Payment {
  readonly amount: bigint
  readonly category: string
  readonly channel: 'transfer' | 'cash' | 'in-kind'
  /** The beneficiary's IIN or BIN is known. */
  readonly identified: boolean
  /** To those who control the organization or are related to them, as a number says or as only a name suggests. */
  readonly relation?: 'confirmed' | 'by-name'
  readonly earlier: Earlier
}

/** What the money is bound to. Sums in tiyn. */
export interface BoundFund {
  readonly raised: bigint
  /** With those that are held. */
  readonly costs: bigint
  /** Of the drive's own purpose, which it may always be spent on. */
  readonly category: string
  readonly spending: Spending | null
}

/** Whether a second person has approved, may still do so, or does not exist: a private collector is alone. */
export type SecondPerson = 'approved' | 'awaited' | 'nobody'

export interface Step {
  readonly step: 'pay' | 'hold'
  readonly grounds: readonly Ground[]
}

const tiynOf = (tenge: number): bigint => BigInt(tenge) * 100n

/** Where nothing was declared, anything but an asset is within the purpose. */
function isWithinPurpose(category: string, fund: BoundFund, limits: Limits): boolean {
  if (category === fund.category || category === collectingCosts) return true
  if (fund.spending !== null) return fund.spending.categories.includes(category)
  return !limits.payments['outside-purpose'].assets.includes(category)
}

/** Whether costs of so much in all (tiyn) exceed the declared share of what was raised. */
function isAboveCap(costs: bigint, { raised, spending }: BoundFund): boolean {
  const percent = spending?.costCapPercent
  return percent !== undefined && costs * 100n > raised * BigInt(percent)
}

/** Each limit that a payment meets, and the field that is to blame. */
const meets: Readonly<
  Record<Ground, { pointer: string; when: (paid: Payment, fund: BoundFund, limits: Limits) => boolean }>
> = {
  'related-party': { pointer: '/beneficiary', when: ({ relation }) => relation === 'confirmed' },
  'related-name': { pointer: '/beneficiary', when: ({ relation }) => relation === 'by-name' },
  'outside-purpose': {
    pointer: '/category',
    when: ({ category }, fund, limits) => !isWithinPurpose(category, fund, limits),
  },
  'costs-above-cap': {
    pointer: '/amount/amount',
    when: ({ amount, category }, fund) =>
      category === collectingCosts && isAboveCap(fund.costs + amount, fund),
  },
  cash: {
    pointer: '/channel',
    when: ({ channel, amount, earlier }, _, { payments }) =>
      channel === 'cash' && amount + earlier.cash > tiynOf(payments.cash.aboveKzt),
  },
  'not-identified': {
    pointer: '/beneficiary',
    when: ({ identified, amount, earlier }, _, { payments }) =>
      !identified && amount + earlier.all > tiynOf(payments['not-identified'].aboveKzt),
  },
  'second-person': {
    pointer: '/amount/amount',
    when: ({ amount, earlier }, _, { payments }) =>
      amount + earlier.all > tiynOf(payments['second-person'].aboveKzt),
  },
}

export const grounds = Object.keys(meets) as readonly Ground[]

/**
 * Whether the purpose of the money and its limits let a payment pass, hold it for a second person, or refuse it. Asked
 * again when the second person has approved: then only what is refused by itself still stands against it.
 */
export function decidePurpose(
  payment: Payment,
  fund: BoundFund,
  limits: Limits,
  second: SecondPerson,
): Step | Refusal {
  const met = grounds.filter((ground) => meets[ground].when(payment, fund, limits))
  const refused = met.filter((ground) => limits.payments[ground].outcome === 'refused')
  const alone = second === 'nobody' && met.length > 0
  if (refused.length > 0 || alone) {
    const against = refused.length > 0 ? refused : met
    const errors = against.map((ground) => ({
      pointer: meets[ground].pointer,
      detail: limits.payments[ground].title,
    }))
    const more = { grounds: against }
    return refused.length > 0
      ? againstPurpose({ detail: errors[0]?.detail, errors, more })
      : noSecondPerson({ detail: wayOut, errors, more })
  }
  return { step: met.length === 0 || second === 'approved' ? 'pay' : 'hold', grounds: met }
}
