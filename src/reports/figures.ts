import { addDays, type Day } from '../kernel/days.js'
import type { Text } from '../kernel/texts.js'
import type { FundRole } from '../ledger/posting.js'
import { titleOf } from './sheet-words.js'

/** What stood on an account before a year, or what moved on it in one, of one kind and one sort of donor. */
export interface YearSum {
  readonly account: string
  readonly type: 'asset' | 'liability' | 'income' | 'expense'
  readonly fund: string | null
  readonly role: FundRole | null
  /** Null of what stood there before. */
  readonly origin: string | null
  readonly donor: string | null
  readonly abroad: boolean
  /** Debits less credits; minor units. */
  readonly opening: bigint
  readonly debit: bigint
  readonly credit: bigint
}

export interface SheetCollection {
  readonly id: string
  readonly number: string
  readonly category: string
  readonly purpose: Text
  readonly openedOn: Day | null
  readonly closedOn: Day | null
}

export interface Year {
  readonly ledger: string
  readonly currency: string
  readonly from: Day
  readonly to: Day
}

/** Which entries a figure is the sum of. The same words select the sums here and the entries at its address. */
export interface Filter {
  readonly period: 'before' | 'year' | 'until'
  readonly account?: string
  readonly fund?: string
  readonly role?: readonly FundRole[]
  readonly category?: string
  readonly side?: 'debit' | 'credit'
  readonly origin?: string
  readonly donor?: string
  readonly abroad?: true
}

export interface SheetLine {
  readonly id: string
  /** The category of spending or the account that it is of. */
  readonly of: string | null
  readonly title: Text
  /** The number of the collection whose fund it is of. */
  readonly collection: string | null
  readonly amount: bigint
  /** The amount is the entries of this side less those of the other. */
  readonly side: 'debit' | 'credit'
  /** Where exactly the entries are that sum to it. */
  readonly entries: string
  /** It is part of another line and not added up again. */
  readonly included: boolean
}

/** The values that rows have, each once, in order. */
export const distinct = (sums: readonly YearSum[], of: (row: YearSum) => string | null): string[] =>
  [...new Set(sums.map(of))].filter((value) => value !== null).sort()

/** What a fund spent it on; null of any other account. */
export function categoryOf({ account, fund }: Pick<YearSum, 'account' | 'fund'>): string | null {
  const start = `funds:${fund}:spent:`
  return account.startsWith(start) ? account.slice(start.length) : null
}

/** The category of an account of a fund, or the currency in which it lies. */
const partOf = ({ account, fund }: Pick<YearSum, 'account' | 'fund'>): string | null => {
  const [, currency] = account.split(`funds:${fund}:currency:`)
  return currency?.toUpperCase() ?? categoryOf({ account, fund })
}

export type Line = (id: string, filter: Filter, side: 'debit' | 'credit', included?: true) => SheetLine

/** Makes lines: the sum, and the address of what it is the sum of. */
export const lineOf =
  (year: Year, sums: readonly YearSum[], collections: readonly SheetCollection[]): Line =>
  (id, filter, side, included) => {
    const debits = sums
      .filter((row) => isIn(row, filter))
      .reduce((sum, row) => sum + amountIn(row, filter), 0n)
    const { account, fund, category } = filter
    const of = fund === undefined ? (account ?? category) : partOf({ account: account ?? '', fund })
    return {
      id,
      of: of ?? null,
      title: titleOf(id, of),
      collection: collections.find((each) => each.id === fund)?.number ?? null,
      amount: side === 'debit' ? debits : -debits,
      side,
      entries: addressOf(year, filter),
      included: included === true,
    }
  }

/** Debits less credits. */
function amountIn({ opening, debit, credit }: YearSum, { period, side }: Filter): bigint {
  if (period === 'before') return opening
  const moved = (side === 'credit' ? 0n : debit) - (side === 'debit' ? 0n : credit)
  return period === 'until' ? opening + moved : moved
}

const isIn = (row: YearSum, { account, fund, role, category, origin, donor, abroad }: Filter): boolean =>
  (account === undefined || row.account === account) &&
  (fund === undefined || row.fund === fund) &&
  (role === undefined || (row.role !== null && role.includes(row.role))) &&
  (category === undefined || categoryOf(row) === category) &&
  (origin === undefined || row.origin === origin) &&
  (donor === undefined || row.donor === donor) &&
  (abroad === undefined || row.abroad)

function addressOf(
  { ledger, currency, from, to }: Year,
  { period, role, abroad, ...filter }: Filter,
): string {
  const query = new URLSearchParams({ currency, ...filter })
  if (role !== undefined) query.set('role', role.join(','))
  if (abroad) query.set('abroad', 'true')
  if (period === 'year') query.set('from', from)
  query.set('to', period === 'before' ? addDays(from, -1) : to)
  return `/v1/ledgers/${ledger}/entries?${query}`
}
