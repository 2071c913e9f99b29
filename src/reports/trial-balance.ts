import { accountIn, accountName, type Chart, decimal } from './chart.js'
import { type Cell, csvOf } from './csv.js'
import type { PeriodSums } from './queries.js'

const columns = ['account_number', 'account', 'type', 'currency', 'opening', 'debit', 'credit', 'closing']

/** Opening + debits - credits = closing for each account (debits are positive), and a total of each currency, which foots. */
export function trialBalanceFile(chart: Chart, sums: readonly PeriodSums[]): AsyncIterable<string> {
  const own = sums.map((sum) => ({ ...sum, ...accountIn(chart, sum.account) }))
  const currencies = [...new Set(own.map(({ currency }) => currency))].sort()
  return csvOf(columns, [
    ...own.map((sum): Cell[] => [sum.number, accountName(sum), sum.type, sum.currency, ...figures([sum])]),
    ...currencies.map((currency): Cell[] => {
      const ofCurrency = own.filter((sum) => sum.currency === currency)
      return [null, 'total', null, currency, ...figures(ofCurrency)]
    }),
  ])
}

function figures(sums: readonly Omit<PeriodSums, 'account'>[]): string[] {
  const total = (of: 'opening' | 'debit' | 'credit') => sums.reduce((sum, row) => sum + row[of], 0n)
  const [opening, debit, credit] = [total('opening'), total('debit'), total('credit')]
  return [opening, debit, credit, opening + debit - credit].map(decimal)
}
