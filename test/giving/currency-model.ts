/** The books of one drive in two currencies beside tenge, as plainly as they can be kept. Minor units. */
export interface CurrencyModel {
  readonly pockets: Record<Foreign, { amount: bigint; value: bigint }>
  raised: bigint
  spent: bigint
  exchange: bigint
  /** What was done, by its id, with how it is undone; undefined where that is another's affair. */
  readonly done: Done[]
}

export type Foreign = 'USD' | 'RUB'
export type Code = Foreign | 'KZT'

interface Done {
  readonly id: string
  readonly what: 'gift' | 'payment' | 'refund' | 'conversion'
  readonly currency: Code
  readonly amount: bigint
  /** Tiyn: of a gift, of a refund, of what left; and what a conversion brought. */
  readonly value: bigint
  readonly cost: bigint
  readonly of?: Done
  refunded: bigint
  refundedValue: bigint
  reversed: boolean
}

export type Step =
  | { readonly do: 'give' | 'pay'; readonly currency: Code; readonly amount: bigint }
  | { readonly do: 'convert'; readonly currency: Foreign; readonly amount: bigint; readonly off: number }
  | { readonly do: 'refund'; readonly which: number; readonly amount: bigint }
  | { readonly do: 'reverse'; readonly which: number }

/** Tenge for a unit, as a fraction. */
const rates: Record<Code, readonly [bigint, bigint]> = {
  KZT: [1n, 1n],
  USD: [45027n, 100n],
  RUB: [563n, 100n],
}

export const newModel = (): CurrencyModel => ({
  pockets: { USD: { amount: 0n, value: 0n }, RUB: { amount: 0n, value: 0n } },
  ...{ raised: 0n, spent: 0n, exchange: 0n, done: [] },
})

/** The whole number next to a fraction; of two that are equally near the even one. */
function nearest(dividend: bigint, divisor: bigint): bigint {
  const up = (2n * dividend + divisor) / (2n * divisor)
  const isTie = (2n * dividend + divisor) % (2n * divisor) === 0n
  return isTie && up % 2n === 1n ? up - 1n : up
}

/** What the bank gives: so many percent more or less than the rate says. */
export const receivedIn = ({ currency, amount, off }: Extract<Step, { do: 'convert' }>): bigint => {
  const [tenge, unit] = rates[currency]
  return nearest(amount * tenge * BigInt(100 + off), unit * 100n)
}

export const inCurrencies = ({ pockets }: CurrencyModel): bigint => pockets.USD.value + pockets.RUB.value
const tengeThere = (model: CurrencyModel): bigint =>
  model.raised + model.exchange - model.spent - inCurrencies(model)

/** What a sum that leaves takes of the value of its currency; undefined if so much is not there. */
function leave(model: CurrencyModel, currency: Code, amount: bigint): bigint | undefined {
  if (currency === 'KZT') return amount <= tengeThere(model) ? amount : undefined
  const pocket = model.pockets[currency]
  if (amount > pocket.amount) return undefined
  const cost = nearest(pocket.value * amount, pocket.amount)
  pocket.amount -= amount
  pocket.value -= cost
  return cost
}

function comeBack(model: CurrencyModel, currency: Code, amount: bigint, value: bigint): void {
  if (currency === 'KZT') return
  model.pockets[currency].amount += amount
  model.pockets[currency].value += value
}

export const picked = (model: CurrencyModel, step: Step): Done | undefined =>
  'which' in step ? model.done[step.which % (model.done.length || 1)] : undefined

/** Takes a step, and answers whether it could be taken; `id` names what was done. */
export function take(model: CurrencyModel, step: Step, id: string): boolean {
  const keep = (kept: Pick<Done, 'what' | 'currency' | 'amount' | 'value' | 'cost'> & { of?: Done }) => {
    model.done.push({ ...kept, id, refunded: 0n, refundedValue: 0n, reversed: false })
    return true
  }
  if (step.do === 'give') {
    const { currency, amount } = step
    const [tenge, unit] = rates[currency]
    const value = nearest(amount * tenge, unit)
    model.raised += value
    comeBack(model, currency, amount, value)
    return keep({ what: 'gift', currency, amount, value, cost: value })
  }
  if (step.do === 'pay' || step.do === 'convert') {
    const { currency, amount } = step
    const cost = leave(model, currency, amount)
    if (cost === undefined) return false
    if (step.do === 'convert') {
      const received = receivedIn(step)
      model.exchange += received - cost
      return keep({ what: 'conversion', currency, amount, value: received, cost })
    }
    model.spent += cost
    return keep({ what: 'payment', currency, amount, value: cost, cost })
  }
  const found = picked(model, step)
  if (found === undefined || found.reversed) return false
  return step.do === 'refund' ? refund(model, found, step.amount, keep) : reverse(model, found)
}

function refund(
  model: CurrencyModel,
  gift: Done,
  amount: bigint,
  keep: (kept: Pick<Done, 'what' | 'currency' | 'amount' | 'value' | 'cost'> & { of: Done }) => boolean,
): boolean {
  if (gift.what !== 'gift' || amount > gift.amount - gift.refunded) return false
  const value = nearest(gift.value * (gift.refunded + amount), gift.amount) - gift.refundedValue
  if (value <= 0n) return false
  const cost = leave(model, gift.currency, amount)
  if (cost === undefined) return false
  gift.refunded += amount
  gift.refundedValue += value
  model.raised -= value
  model.exchange += value - cost
  return keep({ what: 'refund', currency: gift.currency, amount, value, cost, of: gift })
}

function reverse(model: CurrencyModel, done: Done): boolean {
  const { what, currency, amount, value, cost, of } = done
  if (what === 'gift') {
    if (done.refunded > 0n) return false
    const left = leave(model, currency, amount)
    if (left === undefined) return false
    model.raised -= value
    model.exchange += value - left
  } else {
    if (what === 'conversion' && value > tengeThere(model)) return false
    comeBack(model, currency, amount, cost)
    if (what === 'payment') model.spent -= cost
    if (what === 'conversion') model.exchange -= value - cost
    if (what === 'refund' && of !== undefined) {
      model.raised += value
      model.exchange -= value - cost
      of.refunded -= amount
      of.refundedValue -= value
    }
  }
  done.reversed = true
  return true
}
