import { z } from 'zod'
import type { Day } from '../kernel/days.js'
import { fundAccounts } from '../ledger/posting.js'
import type { Collection } from './store.js'

const Address = z.string()

export const FigureEntries = z
  .object({
    raised: Address,
    spent: Address,
    costs: Address,
    heldForReturn: Address,
    transferredIn: Address,
    transferredOut: Address,
  })
  .meta({
    id: 'FigureEntries',
    description: 'Where exactly the entries are that sum to each figure, for those who may read the ledger',
  })
type FigureEntries = z.output<typeof FigureEntries>

/** The addresses for the figures of a day; `asOf` where they are those that were known at a moment. */
export function entriesOfFigures({ ledger, id }: Collection, on: Day, asOf?: Date): FigureEntries {
  const { raised, transferIn, transferOut } = fundAccounts(id)
  const known = { to: on, ...(asOf !== undefined && { asOf: asOf.toISOString() }) }
  const at = (filter: Record<string, string>) =>
    `/v1/ledgers/${ledger}/entries?${new URLSearchParams({ ...filter, ...known })}`
  return {
    raised: at({ account: raised.code }),
    spent: at({ fund: id, role: 'spent', origin: 'disbursement' }),
    costs: at({ fund: id, role: 'costs' }),
    heldForReturn: at({ fund: id, role: 'held' }),
    transferredIn: at({ account: transferIn.code }),
    transferredOut: at({ account: transferOut.code }),
  }
}
