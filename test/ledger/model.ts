/** The books of one drive, as plainly as they can be kept: what the ledger must agree with. Sums in tenge. */
export interface Model {
  readonly donations: { id: string; amount: number; refunded: number; reversed: boolean }[]
  readonly refunds: { id: string; donation: number; amount: number; reversed: boolean }[]
  readonly payments: { id: string; amount: number; reversed: boolean }[]
  /** What was owed first. */
  readonly invoices: { id: string; amount: number; reversed: boolean; paid: boolean }[]
  /** What boxes held when they were opened. */
  readonly openings: { id: string; amount: number; reversed: boolean }[]
  readonly authorizations: { id: string; amount: number; settled: boolean }[]
  /** Ten of each, worth so much apiece. */
  readonly goods: { id: string; amount: number; left: number }[]
  /** To the drive beside it. */
  readonly transfers: { id: string; amount: number }[]
}

/** What somebody does; `which` counts among those that there were before the round. */
export type Step =
  | { readonly do: 'give'; readonly amount: number }
  | { readonly do: 'pay'; readonly amount: number }
  | { readonly do: 'owe'; readonly amount: number }
  | { readonly do: 'pay-invoice'; readonly which: number }
  | { readonly do: 'open-box'; readonly amount: number }
  | { readonly do: 'refund'; readonly which: number; readonly amount: number }
  | { readonly do: 'reverse'; readonly what: Reversible; readonly which: number }
  | { readonly do: 'authorize'; readonly amount: number }
  | { readonly do: 'capture'; readonly which: number; readonly amount: number }
  | { readonly do: 'void'; readonly which: number }
  | { readonly do: 'transfer'; readonly amount: number }
  | { readonly do: 'give-goods'; readonly amount: number }
  | { readonly do: 'give-out'; readonly which: number; readonly pieces: number }

type Reversible = 'donations' | 'refunds' | 'payments' | 'invoices' | 'openings'

export const newModel = (): Model => ({
  ...{ donations: [], refunds: [], payments: [], invoices: [], openings: [] },
  ...{ authorizations: [], transfers: [], goods: [] },
})

const sum = (items: readonly { amount: number; reversed: boolean }[]): number =>
  items.filter(({ reversed }) => !reversed).reduce((total, { amount }) => total + amount, 0)

export const raised = (model: Model): number => sum(model.donations) - sum(model.refunds) + counted(model)
export const counted = (model: Model): number => sum(model.openings)
export const spent = (model: Model): number => sum(model.payments) + sum(model.invoices)
export const owed = (model: Model): number => sum(model.invoices.filter(({ paid }) => !paid))
export const moved = (model: Model): number =>
  model.transfers.reduce((total, { amount }) => total + amount, 0)
export const pending = (model: Model): number =>
  model.authorizations.filter(({ settled }) => !settled).reduce((total, { amount }) => total + amount, 0)
export const goodsGiven = (model: Model): number =>
  model.goods.reduce((total, { amount }) => total + 10 * amount, 0)
export const goodsLeft = (model: Model): number =>
  model.goods.reduce((total, { amount, left }) => total + left * amount, 0)
export const available = (model: Model): number => raised(model) - spent(model) - moved(model)

const pick = <Item>(items: readonly Item[], which: number): Item | undefined =>
  items[which % (items.length || 1)]

export function picked(model: Model, step: Step): { id: string } | undefined {
  if (step.do === 'refund') return pick(model.donations, step.which)
  if (step.do === 'pay-invoice') return pick(model.invoices, step.which)
  if (step.do === 'reverse') return pick<{ id: string }>(model[step.what], step.which)
  if (step.do === 'capture' || step.do === 'void') return pick(model.authorizations, step.which)
  if (step.do === 'give-out') return pick(model.goods, step.which)
  return undefined
}

/** Whether a step must succeed when it is taken alone. */
export function mayBeTaken(model: Model, step: Step): boolean {
  if (step.do === 'give' || step.do === 'authorize') return true
  if (step.do === 'give-goods' || step.do === 'open-box') return true
  if (step.do === 'give-out') return step.pieces <= (pick(model.goods, step.which)?.left ?? 0)
  if (step.do === 'pay' || step.do === 'transfer' || step.do === 'owe') return step.amount <= available(model)
  if (step.do === 'capture' || step.do === 'void') {
    const authorization = pick(model.authorizations, step.which)
    if (authorization === undefined || authorization.settled) return false
    return step.do === 'void' || step.amount <= authorization.amount
  }
  if (step.do === 'pay-invoice') {
    const invoice = pick(model.invoices, step.which)
    return invoice !== undefined && !invoice.reversed && !invoice.paid
  }
  if (step.do === 'refund') {
    const donation = pick(model.donations, step.which)
    if (donation === undefined || donation.reversed) return false
    return step.amount <= Math.min(donation.amount - donation.refunded, available(model))
  }
  const item = pick(model[step.what], step.which)
  if (item === undefined || item.reversed) return false
  if (step.what === 'invoices') return !pick(model.invoices, step.which)?.paid
  if (step.what === 'openings') return (pick(model.openings, step.which)?.amount ?? 0) <= available(model)
  if (step.what !== 'donations') return true
  const donation = pick(model.donations, step.which)
  return donation?.refunded === 0 && donation.amount <= available(model)
}

/** Writes a step that was taken into the model; `at` is what it was taken on, `id` the transaction that it made. */
export function take(model: Model, step: Step, at: string | undefined, id: string): void {
  if (step.do === 'give' || step.do === 'capture')
    model.donations.push({ id, amount: step.amount, refunded: 0, reversed: false })
  if (step.do === 'capture' || step.do === 'void')
    model.authorizations.find((one) => one.id === at)!.settled = true
  if (step.do === 'authorize') model.authorizations.push({ id, amount: step.amount, settled: false })
  if (step.do === 'give-goods') model.goods.push({ id, amount: step.amount, left: 10 })
  if (step.do === 'give-out') model.goods.find((one) => one.id === at)!.left -= step.pieces
  if (step.do === 'transfer') model.transfers.push({ id, amount: step.amount })
  if (step.do === 'owe') model.invoices.push({ id, amount: step.amount, reversed: false, paid: false })
  if (step.do === 'pay-invoice') model.invoices.find((one) => one.id === at)!.paid = true
  if (step.do === 'open-box') model.openings.push({ id, amount: step.amount, reversed: false })
  if (step.do === 'pay') model.payments.push({ id, amount: step.amount, reversed: false })
  if (step.do === 'refund') {
    const donation = model.donations.findIndex((one) => one.id === at)
    model.donations[donation]!.refunded += step.amount
    model.refunds.push({ id, donation, amount: step.amount, reversed: false })
  }
  if (step.do === 'reverse') {
    const items: { id: string; reversed: boolean }[] = model[step.what]
    items.find((one) => one.id === at)!.reversed = true
    const back = model.refunds.find((one) => one.id === at)
    if (back !== undefined) model.donations[back.donation]!.refunded -= back.amount
  }
}
