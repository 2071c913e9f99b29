import type { Adal, Session } from './app.js'

interface Row {
  readonly account: string
  readonly currency: string
  readonly debit: string
  readonly credit: string
}

const fundPattern = /^funds:[0-9a-f-]{36}/

/** Tiyn as tenge, the way an accountant writes them. */
function written(tiyn: string): string {
  const tenge = (BigInt(tiyn) / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ' ')
  const cents = BigInt(tiyn) % 100n
  return cents === 0n ? tenge : `${tenge}.${String(cents).padStart(2, '0')}`
}

/** The trial balance of a ledger as a table of text: in whole units of each currency, funds numbered in their order, and the sums below a line. */
export async function ledgerTable(
  adal: Adal,
  as: Session | undefined,
  ledger: string,
  query = '',
): Promise<string> {
  const path = `/v1/ledgers/${ledger}/trial-balance${query}`
  const { status, body } = await adal.call('GET', path, { ...(as && { as }) })
  if (status !== 200) throw new Error(`trial balance: ${JSON.stringify(body)}`)
  const accounts = body.accounts as Row[]
  const funds = [...new Set(accounts.flatMap(({ account }) => fundPattern.exec(account)?.[0] ?? []))]
  const rows = accounts.map(({ account, currency, debit, credit }) => [
    account.replace(fundPattern, (fund) => `fund ${funds.indexOf(fund) + 1}`) +
      (currency === 'KZT' ? '' : ` ${currency}`),
    written(debit),
    written(credit),
  ])
  const sums = body.totals.map(({ currency, debit, credit }: Row) => [
    currency,
    written(debit),
    written(credit),
  ])
  return drawn([['account', 'debit', 'credit'], ...rows], sums)
}

interface Entry {
  readonly effectiveOn: string
  readonly kind: string
  readonly account: string
  readonly side: 'debit' | 'credit'
  readonly amount: string
}

/** The entries at an address as a table of text, with the sums of both sides below a line. */
export async function entriesTable(adal: Adal, as: Session, path: string): Promise<string> {
  const { status, body } = await adal.call('GET', path, { as })
  if (status !== 200) throw new Error(`entries: ${JSON.stringify(body)}`)
  const entries = body.items as Entry[]
  const on = (side: Entry['side']) => (entry: Entry) => (entry.side === side ? written(entry.amount) : '')
  const sum = (side: Entry['side']) =>
    written(
      String(entries.reduce((all, entry) => all + (entry.side === side ? BigInt(entry.amount) : 0n), 0n)),
    )
  const rows = entries.map((entry) => {
    const { effectiveOn, kind, account } = entry
    return [effectiveOn, kind, account.replace(fundPattern, 'fund'), on('debit')(entry), on('credit')(entry)]
  })
  const heads = ['day', 'kind', 'account', 'debit', 'credit']
  return drawn([heads, ...rows], [['', '', '', sum('debit'), sum('credit')]])
}

/** Names to the left, the two figures to the right, as wide as they need; the sums below a line. */
function drawn(rows: readonly string[][], sums: readonly string[][]): string {
  const all = [...rows, ...sums]
  const columns = rows[0]?.length ?? 0
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i < columns - 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  const rule = '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2))
  return [...rows.map(line), rule, ...sums.map(line)].join('\n')
}

/** A table written in a test, without the indentation that it has there. */
export function table(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const indent = Math.min(...lines.map((line) => /^ */.exec(line)?.[0].length ?? 0))
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n')
}
