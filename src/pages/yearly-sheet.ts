import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { type Currency, formatMoney } from '../kernel/money.js'
import type { Text } from '../kernel/texts.js'
import { LedgerParams } from '../ledger/contract.js'
import { type OwnLedgers, requireReader } from '../ledger/routes.js'
import { countingOrganization } from '../organizations/queries.js'
import { type YearlySheet, YearlySheetQuery } from '../reports/contract.js'
import { yearlySheet } from '../reports/yearly-sheet.js'
import { type Html, html } from './html.js'
import { confidenceNames } from './labels.js'
import { demoNote } from './layout.js'
import { type Reader, readerOf } from './reader.js'

const words = {
  title: { kk: 'Жылдық мәлімет', ru: 'Сведения за год', en: 'The yearly sheet' },
  ledger: { kk: 'Есеп кітабы', ru: 'Книга', en: 'Ledger' },
  figure: { kk: 'Көрсеткіш', ru: 'Показатель', en: 'Figure' },
  collection: { kk: 'Жинау', ru: 'Сбор', en: 'Collection' },
  sum: { kk: 'Сома', ru: 'Сумма', en: 'Sum' },
  total: { kk: 'Барлығы', ru: 'Итого', en: 'Total' },
  collections: { kk: 'Жинаулар', ru: 'Сборы', en: 'Collections' },
  law: { kk: 'Заң не талап етеді', ru: 'Чего требует закон', en: 'What the law asks for' },
  due: { kk: 'Мерзімі', ru: 'Срок', en: 'Due' },
  model: {
    kk: 'Бұл парақ есеп кітабынан жасалған және ресми нысан емес. Әр сома өз жазбаларына апарады.',
    ru: 'Этот лист составлен по книге и не является официальной формой. Каждая сумма ведёт к своим записям.',
    en: 'This sheet is made from the ledger and is no official form. Every sum leads to its entries.',
  },
} as const satisfies Record<string, Text>

/** The file stands alone: it is opened from a disk and printed, so it says where its links lead. */
const styles = `body{font:11pt/1.4 sans-serif;max-width:50em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%}
caption{font-weight:bold;text-align:left;padding:1em 0 .3em}th,td{border-bottom:1px solid #999;padding:.2em .4em;text-align:left}
th.sum,td.sum{text-align:right;white-space:nowrap}tr.included{font-style:italic}tfoot{font-weight:bold}a{color:inherit}
@media print{body{margin:0}tr{break-inside:avoid}}`

/** The yearly sheet as a page of its own, in the language of its reader. */
function sheetPage(reader: Reader, sheet: YearlySheet, holder: string | undefined, base: string): string {
  const { say, language } = reader
  const title = `${say(words.title)}: ${sheet.year}`
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><base href="${base}"><title>${title}</title><style>${{ html: styles }}</style></head>
<body>${reader.demo && html`<p>${say(demoNote)}</p>`}<h1>${title}</h1>
<p>${holder !== undefined && html`<b>${holder}</b>, `}${say(words.ledger)} ${sheet.ledger}, ${sheet.currency}</p>
${sheet.sections.map((section) => sectionTable(reader, sheet, section))}
<h2>${say(words.collections)}</h2>
<ul>${sheet.collections.map(({ number, purpose }) => html`<li>${number}: ${say(purpose)}</li>`)}</ul>
<p>${say(sheet.byHand)}</p>
${sheet.duties.length > 0 && html`<h2>${say(words.law)}</h2><ul>${sheet.duties.map((duty) => dutyItem(reader, duty))}</ul>`}
<p><small>${say(words.model)}</small></p></body></html>
`.html
}

function sectionTable(
  { say, language }: Reader,
  { currency }: YearlySheet,
  { title, lines, total }: YearlySheet['sections'][number],
): Html {
  const money = (amount: string) => formatMoney(BigInt(amount), currency as Currency, language)
  const byCollection = lines.some(({ collection }) => collection !== null)
  return html`<table><caption>${say(title)}</caption>
<thead><tr><th>${say(words.figure)}</th>${byCollection && html`<th>${say(words.collection)}</th>`}<th class="sum">${say(words.sum)}</th></tr></thead>
<tbody>${lines.map(
    (line) =>
      html`<tr${line.included && html` class="included"`}><td>${say(line.title)}</td>${byCollection && html`<td>${line.collection}</td>`}<td class="sum"><a href="${line.entries}">${money(line.amount)}</a></td></tr>`,
  )}</tbody>
${total !== null && html`<tfoot><tr><td colspan="${byCollection ? 2 : 1}">${say(words.total)}</td><td class="sum">${money(total)}</td></tr></tfoot>`}</table>`
}

function dutyItem({ say, day }: Reader, { title, due, citation }: YearlySheet['duties'][number]): Html {
  const { act, article, url, confidence } = citation
  const source = article === undefined ? act : `${act}, ${article}`
  return html`<li>${say(title)}. ${due !== null && `${say(words.due)}: ${day(due)}. `}${
    url === undefined ? source : html`<a href="${url}" rel="noreferrer">${source}</a>`
  } (${say(confidenceNames[confidence])})</li>`
}

const baseOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}/`

/** The sheet to be saved and printed: a ledger is no public page, so who asks has signed in. */
export const yearlySheetPages =
  (house: House, ownLedgers: OwnLedgers, demo = false): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/ledgers/:ledger/yearly-sheet.html',
      {
        ...{ config: { access: 'signed-in' }, exposeHeadRoute: false },
        schema: {
          ...{
            tags: ['ledger'],
            summary: 'The yearly sheet as a page to print, in the language of the reader',
          },
          ...{ params: LedgerParams, querystring: YearlySheetQuery, produces: ['text/html'] },
        },
      },
      async (request, reply) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        const sheet = await yearlySheet(house, ledger, request.query)
        const reader = readerOf(request, demo)
        const organization = await countingOrganization(house.read, ledger)
        return reply
          .type('text/html; charset=utf-8')
          .headers({
            'Content-Language': reader.language,
            Vary: 'Accept-Language',
            'Cache-Control': 'no-store',
          })
          .header('Content-Disposition', `attachment; filename="${ledger}-${sheet.year}.html"`)
          .send(sheetPage(reader, sheet, organization && reader.name(organization.name), baseOf(request)))
      },
    )
  }
