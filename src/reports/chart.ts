/** An account of a ledger, with the public number of the drive whose fund it belongs to. */
export interface LedgerAccount {
  readonly number: number
  /** As the ledger calls it, e.g. `funds:<uuid>:raised`. */
  readonly code: string
  readonly type: 'asset' | 'liability' | 'income' | 'expense'
  readonly fund: string | null
  /** The fund of the drive, where what it has in another currency is a fund of its own. */
  readonly beside: string | null
  readonly drive: string | null
  readonly role: string | null
  readonly currency: string
}

export type Chart = ReadonlyMap<number, LedgerAccount>

export const chartOf = (accounts: readonly LedgerAccount[]): Chart =>
  new Map(accounts.map((account) => [account.number, account]))

/** The account of a leg. Throws if the chart has none: the ledger refuses such a leg. */
export function accountIn(chart: Chart, number: number): LedgerAccount {
  const account = chart.get(number)
  if (account === undefined) throw new Error(`no account ${number}`)
  return account
}

/** The name that people read: the drive's public number stands for the fund, e.g. `funds:C-7KQ4-M2XA-9T3C:raised`. */
export const accountName = ({ code, fund, beside, drive }: LedgerAccount): string =>
  fund === null || drive === null ? code : code.replace(beside ?? fund, drive)

const roots = { asset: 'Assets', liability: 'Liabilities', income: 'Income', expense: 'Expenses' } as const

/**
 * The name that beancount takes: its root by the account's type, then each part of the name that people read with a
 * capital, `assets` itself left out: `Assets:Bank`, `Income:Funds:C-7KQ4-M2XA-9T3C:Raised`, `Expenses:Funds:…:Spent:Housing`.
 */
export function beancountName(account: LedgerAccount): string {
  const root = roots[account.type]
  const parts = accountName(account).split(':').map(capitalized)
  return [root, ...(parts[0] === root ? parts.slice(1) : parts)].join(':')
}

const capitalized = (part: string): string =>
  (part.slice(0, 1).toUpperCase() + part.slice(1)).replace(/[^A-Za-z0-9-]/g, '-')

/** Minor units as a decimal number with two places, e.g. `-1500.00`. */
export function decimal(minorUnits: bigint): string {
  const digits = (minorUnits < 0n ? -minorUnits : minorUnits).toString().padStart(3, '0')
  return `${minorUnits < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
