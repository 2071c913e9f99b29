import { accountIn, accountName, beancountName, type Chart, decimal, type LedgerAccount } from './chart.js'
import { csvOf } from './csv.js'
import type { JournalTransaction, Leg, Price } from './queries.js'

/** What every form of a journal is written from. */
export interface Journal {
  readonly ledger: string
  readonly chart: Chart
  /** By which gifts in other currencies were valued. */
  readonly prices: readonly Price[]
  /** The first day on which something took effect; undefined where nothing has. */
  readonly firstOn: string | undefined
  /** Opens the transactions anew, from the first. */
  readonly transactions: () => AsyncIterable<JournalTransaction>
}

export interface JournalForm {
  /** The name in the path. */
  readonly name: string
  readonly type: string
  /** The name of the file, in the kit and (after the ledger's) of a download. */
  readonly file: string
  readonly summary: string
  readonly write: (journal: Journal) => AsyncIterable<string>
}

/** What can be exported as a file of its own; the kit holds them all. */
export const journalForms: readonly JournalForm[] = [
  {
    name: 'hledger',
    type: 'text/plain; charset=utf-8',
    file: 'journal.hledger',
    summary: 'The journal of a ledger for hledger (and ledger); passes `hledger check --strict`',
    write: hledger,
  },
  {
    name: 'beancount',
    type: 'text/plain; charset=utf-8',
    file: 'journal.beancount',
    summary: 'The journal of a ledger for beancount; passes `bean-check`',
    write: beancount,
  },
  {
    name: 'csv',
    type: 'text/csv; charset=utf-8; header=present',
    file: 'journal.csv',
    summary: 'The journal of a ledger as CSV (RFC 4180), a line a leg',
    write: (journal) => csvOf(csvColumns, csvRows(journal)),
  },
]

/** Debits are positive, credits negative. */
const signed = ({ side, amount }: Leg): string => decimal(side === 'D' ? amount : -amount)

/** By what people find a transaction: the receipt of a donation, else its id. */
const codeOf = ({ receipt, id }: JournalTransaction): string => receipt ?? id

/** The facts that journals carry beside the amounts. */
function tagsOf(transaction: JournalTransaction, drives: ReadonlyMap<string, string>): [string, string][] {
  const { id, kind, fund, recordedAt, reverses } = transaction
  const tags: [string, string | null][] = [
    ['id', id],
    ['recorded', recordedAt],
    ['kind', kind],
    ['fund', fund && (drives.get(fund) ?? fund)],
    ['reverses', reverses],
  ]
  return tags.filter((tag): tag is [string, string] => tag[1] !== null)
}

/** The public number of each fund's drive. */
const drivesOf = (chart: Chart): ReadonlyMap<string, string> =>
  new Map([...chart.values()].flatMap(({ fund, drive }) => (fund && drive ? [[fund, drive]] : [])))

const currenciesOf = (chart: Chart): string[] =>
  [...new Set([...chart.values()].map(({ currency }) => currency))].sort()

/** Accounts by name, with their currencies: a journal knows one account where a ledger keeps one for each currency. */
function byName(chart: Chart, nameOf: (account: LedgerAccount) => string): Map<string, LedgerAccount[]> {
  const named = new Map<string, LedgerAccount[]>()
  for (const account of chart.values())
    named.set(nameOf(account), [...(named.get(nameOf(account)) ?? []), account])
  return named
}

const hledgerTypes = { asset: 'A', liability: 'L', income: 'R', expense: 'X' } as const

async function* hledger({ ledger, chart, prices, transactions }: Journal): AsyncGenerator<string> {
  yield `; Ledger ${ledger}. The date is the day on which it took effect, "recorded" when it was entered.\n`
  yield 'decimal-mark .\n'
  for (const currency of currenciesOf(chart)) yield `commodity 1000.00 ${currency}\n`
  for (const [name, [account]] of byName(chart, accountName))
    yield `account ${name}  ; type:${hledgerTypes[account?.type ?? 'asset']}\n`
  for (const { day, currency, tenge } of prices) yield `P ${day} ${currency} ${tenge} KZT\n`
  const drives = drivesOf(chart)
  for await (const transaction of transactions()) {
    const tags = tagsOf(transaction, drives).map(([name, value]) => `${name}:${value}`)
    const { effectiveOn, kind, legs } = transaction
    const head = `\n${effectiveOn} (${codeOf(transaction)}) ${kind}  ; ${tags.join(', ')}\n`
    const postings = legs.map((leg) => {
      const account = accountIn(chart, leg.account)
      return `    ${accountName(account)}  ${signed(leg)} ${account.currency}\n`
    })
    yield head + postings.join('')
  }
}

async function* beancount({ ledger, chart, prices, firstOn, transactions }: Journal): AsyncGenerator<string> {
  yield `; Ledger ${ledger}. The date is the day on which it took effect, "recorded" when it was entered.\n`
  yield `option "title" "${ledger}"\n`
  for (const currency of currenciesOf(chart)) yield `option "operating_currency" "${currency}"\n`
  for (const currency of currenciesOf(chart)) yield `1970-01-01 commodity ${currency}\n`
  for (const [name, accounts] of byName(chart, beancountName)) {
    const currencies = accounts.map(({ currency }) => currency).join(',')
    yield `${firstOn ?? '1970-01-01'} open ${name} ${currencies}\n  name: "${accounts.map(accountName)[0]}"\n`
  }
  for (const { day, currency, tenge } of prices) yield `${day} price ${currency} ${tenge} KZT\n`
  const drives = drivesOf(chart)
  for await (const transaction of transactions()) {
    const tags = [['code', codeOf(transaction)], ...tagsOf(transaction, drives)]
    const { effectiveOn, kind, legs } = transaction
    const head = `\n${effectiveOn} * "${kind}"\n`
    const facts = tags.map(([name, value]) => `  ${name}: "${value}"\n`)
    const postings = legs.map((leg) => {
      const account = accountIn(chart, leg.account)
      return `  ${beancountName(account)}  ${signed(leg)} ${account.currency}\n`
    })
    yield head + facts.join('') + postings.join('')
  }
}

const csvColumns = [
  ...['transaction', 'leg', 'kind', 'code', 'effective_on', 'recorded_at', 'fund', 'drive', 'reverses'],
  ...['account_number', 'account', 'type', 'side', 'amount', 'currency'],
]

async function* csvRows({ chart, transactions }: Journal) {
  const drives = drivesOf(chart)
  for await (const transaction of transactions()) {
    const { id, kind, effectiveOn, recordedAt, fund, reverses, legs } = transaction
    for (const { leg, account: number, side, amount } of legs) {
      const account = accountIn(chart, number)
      yield [
        ...[id, leg, kind, codeOf(transaction), effectiveOn, recordedAt],
        ...[fund, fund && (drives.get(fund) ?? null), reverses],
        ...[number, accountName(account), account.type],
        ...[side === 'D' ? 'debit' : 'credit', decimal(amount), account.currency],
      ]
    }
  }
}
