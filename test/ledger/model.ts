/** The books of one drive, as plainly as they can be kept: what the ledger must agree with. Sums in tenge. */
export interface Model {
  readonly donations: { id: string; amount: number; refunded: number; reversed: boolean }[]
  readonly refunds: { id: string; donation: number; amount: number; reversed: boolean }[]
  readonly payments: { id: string; amount: number; reversed: boolean }[]
}

/** What somebody does; `which` counts among those that there were before the round. */
export type Step =
  | { readonly do: 'give'; readonly amount: number }
  | { readonly do: 'pay'; readonly amount: number }
  | { readonly do: 'refund'; readonly which: number; readonly amount: number }
  | { readonly do: 'reverse'; readonly what: keyof Model; readonly which: number }

export const newModel = (): Model => ({ donations: [], refunds: [], payments: [] })

const sum = (items: readonly { amount: number; reversed: boolean }[]): number =>
  items.filter(({ reversed }) => !reversed).reduce((total, { amount }) => total + amount, 0)

export const raised = (model: Model): number => sum(model.donations) - sum(model.refunds)
export const spent = (model: Model): number => sum(model.payments)
const available = (model: Model): number => raised(model) - spent(model)

const pick = <Item>(items: readonly Item[], which: number): Item | undefined =>
  items[which % (items.length || 1)]

export const picked = (model: Model, step: Step) =>
  step.do === 'refund'
    ? pick(model.donations, step.which)
    : step.do === 'reverse'
      ? pick<{ id: string }>(model[step.what], step.which)
      : undefined

/** Whether a step must succeed when it is taken alone. */
export function mayBeTaken(model: Model, step: Step): boolean {
  if (step.do === 'give') return true
  if (step.do === 'pay') return step.amount <= available(model)
  if (step.do === 'refund') {
    const donation = pick(model.donations, step.which)
    if (donation === undefined || donation.reversed) return false
    return step.amount <= Math.min(donation.amount - donation.refunded, available(model))
  }
  const item = pick(model[step.what], step.which)
  if (item === undefined || item.reversed) return false
  if (step.what !== 'donations') return true
  const donation = pick(model.donations, step.which)
  return donation?.refunded === 0 && donation.amount <= available(model)
}

/** Writes a step that was taken into the model; `at` is what it was taken on, `id` the transaction that it made. */
export function take(model: Model, step: Step, at: string | undefined, id: string): void {
  if (step.do === 'give') model.donations.push({ id, amount: step.amount, refunded: 0, reversed: false })
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
