import { formatTenge } from '../kernel/money.js'
import type { Text } from '../kernel/texts.js'
import type { ShownCollection } from './collection.js'
import { type Html, html } from './html.js'
import type { Reader } from './reader.js'

const words = {
  title: { kk: 'Қайырымдылық жәшіктері', ru: 'Ящики для пожертвований', en: 'Donation boxes' },
  counting: {
    kk: 'Жәшік кемінде екі адамның көзінше ашылады: ақша саналып, хаттама жазылады.',
    ru: 'Ящик вскрывают в присутствии не менее двух человек: деньги считают и составляют протокол.',
    en: 'A box is opened with at least two people present: the money is counted, and a protocol written.',
  },
  box: { kk: 'Жәшік', ru: 'Ящик', en: 'Box' },
  openings: { kk: 'Ашылғаны', ru: 'Вскрытий', en: 'Openings' },
  last: { kk: 'соңғысы –', ru: 'последнее –', en: 'the last on' },
  sum: { kk: 'Саналғаны', ru: 'Сосчитано', en: 'Counted' },
  unopened: { kk: 'әлі ашылған жоқ', ru: 'ещё не вскрывали', en: 'not opened yet' },
  broken: { kk: 'Мөрі бүлінген', ru: 'Пломба нарушена', en: 'Seal broken' },
  doubt: {
    kk: 'Мөрі бүлінген жәшікте ақшаның бәрі сақталғанын ешкім айта алмайды.',
    ru: 'Если пломба нарушена, никто не может сказать, все ли деньги остались в ящике.',
    en: 'Where the seal was found broken, nobody can say whether all of the money was still there.',
  },
} as const satisfies Record<string, Text>

type Drive = Pick<ShownCollection, 'boxes' | 'purposeBound'>
type Box = Drive['boxes'][number]
type Opened = Drive['purposeBound']['boxes']['each'][number]

/** Where each box stands, what was counted in it, and how often its seal was found broken. */
export function boxesPart(reader: Reader, { boxes, purposeBound: { boxes: openings } }: Drive): Html {
  if (boxes.length === 0) return html``
  const { say } = reader
  const opened = new Map(openings.each.map((one) => [one.box, one]))
  return html`<h3>${say(words.title)}</h3><p class="quiet">${say(words.counting)}</p>
<table class="money">
<thead><tr><th scope="col">${say(words.box)}</th><th scope="col" class="figure">${say(words.sum)}</th></tr></thead>
<tbody>${boxes.map((box) => row(reader, box, opened.get(box.number)))}</tbody></table>
${openings.brokenSeals > 0 && html`<p>${say(words.doubt)}</p>`}`
}

const row = (reader: Reader, { place, number }: Box, opened: Opened | undefined): Html =>
  html`<tr><th scope="row">${place} <span class="number">${number}</span>${opened !== undefined && sealTag(reader, opened)}
<span class="small block">${opened === undefined ? reader.say(words.unopened) : openingsOf(reader, opened)}</span></th>
<td class="figure">${opened === undefined ? '–' : formatTenge(BigInt(opened.sum.amount), reader.language)}</td></tr>`

const openingsOf = ({ say, day }: Reader, { count, lastOpenedOn }: Opened): Html =>
  html`${say(words.openings)}: ${count}, ${say(words.last)} <time datetime="${lastOpenedOn}">${day(lastOpenedOn)}</time>`

/** How often is said where it was opened more than once. */
const sealTag = ({ say }: Reader, { brokenSeals, count }: Opened): Html | false =>
  brokenSeals > 0 &&
  html` <span class="tag tag-doubt">${say(words.broken)}${count > 1 && `: ${brokenSeals}`}</span>`
