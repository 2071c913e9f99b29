import type { PurposeFigures } from '../collections/purpose-figures.js'
import { formatTenge } from '../kernel/money.js'
import type { Text } from '../kernel/texts.js'
import { type Html, html } from './html.js'
import type { Reader } from './reader.js'

const words = {
  title: {
    kk: 'Жинаулар арасындағы аударулар',
    ru: 'Переводы между сборами',
    en: 'Transfers between collections',
  },
  out: { kk: 'Мына жинауға:', ru: 'Сбору', en: 'To the collection' },
  in: { kk: 'Мына жинаудан:', ru: 'От сбора', en: 'From the collection' },
  byRegistrar: {
    kk: 'тіркеуші шешеді: қолданыстағы заң уәкілетті органды атамайды',
    ru: 'решает регистратор: действующий закон не называет органа',
    en: 'the registrar decides: the law in force names no authority',
  },
  byAkimat: { kk: 'әкімдік шешеді:', ru: 'решает акимат:', en: 'the akimat decides:' },
} as const satisfies Record<string, Text>

const statuses = {
  pending: { kk: 'шешім күтілуде', ru: 'ждёт решения', en: 'not decided yet' },
  approved: { kk: 'мақұлданды', ru: 'одобрен', en: 'approved' },
  refused: { kk: 'бас тартылды', ru: 'отклонён', en: 'refused' },
} as const satisfies Record<string, Text>

type Transfer = PurposeFigures['transfers'][number]

/** What went to or came from another collection, by whose decision and why. */
export const transfersList = (reader: Reader, transfers: readonly Transfer[]): Html =>
  transfers.length === 0
    ? html``
    : html`<h3>${reader.say(words.title)}</h3><ol class="timeline">${transfers.map((one) => item(reader, one))}</ol>`

function item({ say, day, language, to }: Reader, transfer: Transfer): Html {
  const { direction, other, amount, status, authority, article, askedOn, decidedOn } = transfer
  const on = decidedOn ?? askedOn
  return html`<li><time datetime="${on}">${day(on)}</time> ${say(words[direction])} <a href="${to(`/collections/${other}`)}" class="number">${other}</a>:
<b>${formatTenge(BigInt(amount.amount), language)}</b>, ${say(statuses[status])} (${authority === 'registrar' ? say(words.byRegistrar) : `${say(words.byAkimat)} ${article ?? ''}`})
<p>${transfer.reasons}</p>${transfer.decisionReasons !== null && html`<p>${transfer.decisionReasons}</p>`}</li>`
}
