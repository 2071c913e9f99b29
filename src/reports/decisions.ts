import type { FundRole } from '../ledger/posting.js'
import {
  categoryOf,
  distinct,
  type Line,
  lineOf,
  type SheetCollection,
  type SheetLine,
  type Year,
  type YearSum,
} from './figures.js'
import type { SectionName } from './sheet-words.js'

export interface SheetSection {
  readonly id: SectionName
  readonly lines: readonly SheetLine[]
  /** The sum of the lines; null where they lead from an opening to a closing. */
  readonly total: bigint | null
}

const own: readonly FundRole[] = ['raised', 'spent', 'costs']

/** The yearly sheet of a ledger out of its sums: every kind of entry has a line, also one that is not foreseen here. */
export function sheetOf(
  year: Year,
  sums: readonly YearSum[],
  collections: readonly SheetCollection[],
): SheetSection[] {
  const line = lineOf(year, sums, collections)
  const originsOf = (role: FundRole, ...without: string[]) =>
    distinct(sums, (row) => (row.role === role ? row.origin : null)).filter(
      (origin) => !without.includes(origin),
    )
  const accountsOf = (...types: YearSum['type'][]) =>
    distinct(sums, (row) => (row.fund === null && types.includes(row.type) ? row.account : null))
  const gifts = { period: 'year', role: ['raised'], origin: 'donation' } as const
  const income = [
    ...(['individual', 'organization', 'anonymous'] as const).map((donor) =>
      line(donor, { ...gifts, donor }, 'credit'),
    ),
    line('abroad', { ...gifts, abroad: true }, 'credit', true),
    ...originsOf('raised', 'donation', 'refund', 'fund-transfer').map((origin) =>
      line(`raised ${origin}`, { period: 'year', role: ['raised'], origin }, 'credit'),
    ),
    ...originsOf('in-kind').map((origin) =>
      line(`in-kind ${origin}`, { period: 'year', role: ['in-kind'], origin }, 'credit'),
    ),
    ...accountsOf('income').map((account) => line('account', { period: 'year', account }, 'credit')),
  ]
  const spending = [
    ...distinct(sums, categoryOf).map((category) =>
      line('spent disbursement', { period: 'year', category }, 'debit'),
    ),
    ...originsOf('costs').map((origin) =>
      line(`costs ${origin}`, { period: 'year', role: ['costs'], origin }, 'debit'),
    ),
    ...originsOf('in-kind-out').map((origin) =>
      line(`in-kind-out ${origin}`, { period: 'year', role: ['in-kind-out'], origin }, 'debit'),
    ),
    ...accountsOf('expense').map((account) => line('account', { period: 'year', account }, 'debit')),
  ]
  const givenBack = (['raised', 'held'] as const).map((role) =>
    line(`${role} refund`, { period: 'year', role: [role], origin: 'refund' }, 'debit'),
  )
  // Each fund out of its own sums: there may be thousands of funds.
  const ofFunds = new Map<string, YearSum[]>(distinct(sums, ({ fund }) => fund).map((fund) => [fund, []]))
  for (const row of sums) if (row.fund !== null) ofFunds.get(row.fund)?.push(row)
  const funds = [...ofFunds].flatMap(([fund, rows]) => fundLines(rows, lineOf(year, rows, collections), fund))
  return [
    added('income', income),
    added('given-back', givenBack),
    added('spending', spending),
    { id: 'funds', lines: funds, total: null },
    {
      id: 'accounts',
      lines: accountsOf('asset', 'liability').flatMap((account) => accountLines(line, account)),
      total: null,
    },
  ]
}

const added = (id: SectionName, lines: readonly SheetLine[]): SheetSection => ({
  id,
  lines,
  total: lines.filter(({ included }) => !included).reduce((sum, { amount }) => sum + amount, 0n),
})

/** From what a fund held to what it holds, by all that was posted to it; then what waits beside it to be given back. */
function fundLines(sums: readonly YearSum[], line: Line, fund: string): SheetLine[] {
  // By the account, which has one role: no entry can be in two lines, or in none.
  const moved = (role: FundRole) =>
    distinct(sums, (row) =>
      row.fund === fund && row.role === role && row.origin !== null ? `${row.account} ${row.origin}` : null,
    )
      .map((key) => key.split(' ') as [string, string])
      .map(([account, origin]) =>
        line(`${role} ${origin}`, { period: 'year', fund, account, origin }, 'credit'),
      )
  const held = line('held', { period: 'until', fund, role: ['held'] }, 'credit')
  const goods = line('in-kind', { period: 'until', fund, role: ['in-kind', 'in-kind-out'] }, 'credit')
  return [
    line('opening', { period: 'before', fund, role: own }, 'credit'),
    ...own.flatMap(moved),
    line('closing', { period: 'until', fund, role: own }, 'credit'),
    ...[held, goods].filter(({ amount }) => amount !== 0n),
  ]
}

const accountLines = (line: Line, account: string): SheetLine[] => [
  line('opening', { period: 'before', account }, 'debit'),
  line('in', { period: 'year', account, side: 'debit' }, 'debit'),
  line('out', { period: 'year', account, side: 'credit' }, 'debit'),
  line('closing', { period: 'until', account }, 'debit'),
]
