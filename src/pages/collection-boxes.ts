import type { PurposeFigures } from '../collections/purpose-figures.js'
import { formatTenge } from '../kernel/money.js'
import type { Text } from '../kernel/texts.js'
import { type Html, html } from './html.js'
import type { Reader } from './reader.js'

const words = {
  title: { kk: 'Жәшіктерді ашу', ru: 'Вскрытия ящиков', en: 'Openings of donation boxes' },
  box: { kk: 'Жәшік', ru: 'Ящик', en: 'Box' },
  last: { kk: 'Соңғы рет', ru: 'Последнее', en: 'Last' },
  count: { kk: 'Саны', ru: 'Число', en: 'Number' },
  sum: { kk: 'Саналғаны', ru: 'Сосчитано', en: 'Counted' },
  broken: { kk: 'Мөрі бүлінген', ru: 'С нарушенной пломбой', en: 'With a broken seal' },
} as const satisfies Record<string, Text>

/** How often each box was opened, what was counted, and how often the seal was found broken. */
export const boxesPart = (reader: Reader, { each, brokenSeals }: PurposeFigures['boxes']): Html =>
  each.length === 0
    ? html``
    : html`<h3>${reader.say(words.title)}</h3><table class="money">
<thead><tr>${[words.box, words.last].map((word) => html`<th scope="col">${reader.say(word)}</th>`)}${[words.count, words.sum].map((word) => html`<th scope="col" class="figure">${reader.say(word)}</th>`)}</tr></thead>
<tbody>${each.map((box) => row(reader, box))}</tbody></table>
${brokenSeals > 0 && html`<p><span class="tag tag-doubt">${reader.say(words.broken)}: ${brokenSeals}</span></p>`}`

const row = ({ say, day, language }: Reader, box: PurposeFigures['boxes']['each'][number]): Html =>
  html`<tr><th scope="row"><span class="number">${box.box}</span>${box.brokenSeals > 0 && html` <span class="tag tag-doubt">${say(words.broken)}: ${box.brokenSeals}</span>`}</th>
<td><time datetime="${box.lastOpenedOn}">${day(box.lastOpenedOn)}</time></td><td class="figure">${box.count}</td><td class="figure">${formatTenge(BigInt(box.sum.amount), language)}</td></tr>`
