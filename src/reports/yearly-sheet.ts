import type { House } from '../audit/house.js'
import { isBin } from '../kernel/identifiers.js'
import type { Legislation } from '../law/load.js'
import { decimal } from './chart.js'
import type { YearlySheet, YearlySheetQuery } from './contract.js'
import { type Cell, csvOf } from './csv.js'
import { sheetOf } from './decisions.js'
import { byHand, sectionNames } from './sheet-words.js'
import { collectionsOfLedger, currenciesOf, yearSums } from './yearly-sums.js'

/** The yearly sheet of a ledger, out of its entries alone: nothing of it is typed, and each figure says where its entries are. */
export async function yearlySheet(
  { read, law }: House,
  ledger: string,
  { year, currency }: YearlySheetQuery,
): Promise<YearlySheet> {
  const period = { from: `${year}-01-01`, to: `${year}-12-31` }
  const [sums, collections, known] = await Promise.all([
    yearSums(read, ledger, currency, period),
    collectionsOfLedger(read, ledger),
    currenciesOf(read, ledger),
  ])
  const funds = new Set(sums.map(({ fund }) => fund))
  return {
    ...{ ledger, year, ...period, currency },
    otherCurrencies: known.filter((other) => other !== currency),
    duties: isBin(ledger) ? dutiesOf(law, year) : [],
    byHand,
    collections: collections.filter(({ id }) => funds.has(id)).map(({ id: _, ...shown }) => shown),
    sections: sheetOf({ ledger, currency, ...period }, sums, collections).map(({ id, lines, total }) => ({
      ...{ id, title: sectionNames[id] },
      lines: lines.map((line) => ({ ...line, amount: String(line.amount) })),
      total: total === null ? null : String(total),
    })),
  }
}

/** What the law asks for beside the figures: the sheet itself, and word of money from abroad. */
const dutiesOf = ({ duties }: Legislation, year: number): YearlySheet['duties'] =>
  ['npo-yearly-data', 'money-from-abroad'].flatMap((id) => {
    const duty = duties.duties.find((known) => known.id === id)
    if (duty === undefined) throw new Error(`the law names no duty ${id}`)
    const { title, citation, note, values } = duty
    const due = values.monthAndDay === undefined ? null : `${year + 1}-${values.monthAndDay}`
    return { id, title, due, citation, ...(note !== undefined && { note }) }
  })

const columns = [
  ...['section', 'line', 'of', 'collection', 'title_kk', 'title_ru', 'title_en'],
  ...['amount', 'currency', 'counts', 'included', 'entries'],
]

/** The same as a file for a spreadsheet, a line a figure, each part with its sum behind it. */
export const yearlySheetFile = ({ sections, currency }: YearlySheet): AsyncIterable<string> =>
  csvOf(
    columns,
    sections.flatMap(({ id: section, title, lines, total }): Cell[][] => [
      ...lines.map((line): Cell[] => {
        const { kk, ru, en } = line.title
        const counts = line.side === 'debit' ? 'debits less credits' : 'credits less debits'
        return [
          ...[section, line.id, line.of, line.collection, kk, ru, en],
          ...[decimal(BigInt(line.amount)), currency, counts, line.included ? 'yes' : 'no', line.entries],
        ]
      }),
      ...(total === null
        ? []
        : [
            [
              ...[section, 'total', null, null, title.kk, title.ru, title.en],
              ...[decimal(BigInt(total)), currency, null, 'yes', null],
            ],
          ]),
    ]),
  )
