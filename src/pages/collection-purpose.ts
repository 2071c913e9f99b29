import { categoryName } from '../collections/category-names.js'
import type { PurposeFigures } from '../collections/purpose-figures.js'
import { formatTenge } from '../kernel/money.js'
import type { Text } from '../kernel/texts.js'
import type { ShownCollection } from './collection.js'
import { boxesPart } from './collection-boxes.js'
import { transfersList } from './collection-transfers.js'
import { type Html, html } from './html.js'
import type { Reader } from './reader.js'

const words = {
  title: {
    kk: 'Ақша мақсатқа сай жұмсала ма?',
    ru: 'Идут ли деньги на цель?',
    en: 'Does the money keep to its purpose?',
  },
  declared: { kk: 'Мынаған жұмсалады', ru: 'Расходуется на', en: 'May be spent on' },
  undeclared: {
    kk: 'Жинаушы ақшаның неге жұмсалатынын түр-түрімен жариялаған жоқ.',
    ru: 'На что именно пойдут деньги, сборщик не объявил.',
    en: 'The collector has not declared what kinds of things the money may be spent on.',
  },
  cap: { kk: 'Жинау шығындарының шегі', ru: 'Предел расходов на сбор', en: 'Cap on the costs of collecting' },
  costs: { kk: 'Жинау шығындары', ru: 'Расходы на сбор', en: 'Costs of collecting' },
  fee: {
    kk: 'Оның ішінде қамқоршы ұйымға',
    ru: 'Из них принимающей организации',
    en: 'Of them for the host',
  },
  paymentFees: {
    kk: 'Оның ішінде төлем жүйелерінің комиссиясы',
    ru: 'Из них комиссия платёжных систем',
    en: 'Of them fees of payment systems',
  },
  leftOver: { kk: 'Қалған ақша', ru: 'Остаток', en: 'What is left over' },
  limits: {
    kk: 'Шектерді Adal қойған; заң емес. Екінші адам мақұлдаған төлемдер де осында саналады.',
    ru: 'Пределы установил Adal, это не закон. Считаются и выплаты, которые одобрил второй человек.',
    en: 'The limits are Adal’s defaults and no law. Payments that a second person has approved are counted too.',
  },
  what: { kk: 'Төлемдер', ru: 'Выплаты', en: 'Payments' },
  count: { kk: 'Саны', ru: 'Число', en: 'Number' },
  sum: { kk: 'Сома', ru: 'Сумма', en: 'Sum' },
  unspent: {
    kk: 'Жабылғаннан бері жұмсалмаған',
    ru: 'Не израсходовано с закрытия',
    en: 'Unspent since the closing',
  },
  days: { kk: 'күн', ru: 'дн.', en: 'days' },
  overdue: { kk: 'шектен ұзақ', ru: 'дольше предела', en: 'longer than the limit' },
} as const satisfies Record<string, Text>

const leftOvers = {
  refund: { kk: 'донорларға қайтарылады', ru: 'возвращается донорам', en: 'is given back to the donors' },
  transfer: {
    kk: 'уәкілетті органның шешімімен басқа жинауға аударылады',
    ru: 'переводится другому сбору по решению уполномоченного органа',
    en: 'goes to another collection by decision of an authority',
  },
  'same-purpose': {
    kk: 'кейін сол мақсатқа жұмсалады',
    ru: 'расходуется позже на ту же цель',
    en: 'is spent on the same purpose later',
  },
} as const satisfies Record<string, Text>

const counted = {
  relatedParties: { kk: 'Байланысты тұлғаларға', ru: 'Связанным лицам', en: 'To related parties' },
  namedLikeRelated: {
    kk: 'Аты байланысты тұлғаға ұқсас алушыға',
    ru: 'Получателю с именем связанного лица',
    en: 'To somebody named like a related party',
  },
  outsidePurpose: { kk: 'Мақсаттан тыс', ru: 'Вне цели', en: 'Outside the purpose' },
  inCash: { kk: 'Қолма-қол', ru: 'Наличными', en: 'In cash' },
  inKind: {
    kk: 'Заттай, шекке қарамастан',
    ru: 'Вещами, вопреки пределу',
    en: 'In kind, in spite of a limit',
  },
  notIdentified: {
    kk: 'ЖСН-сіз, БСН-сіз алушыға шектен жоғары',
    ru: 'Выше предела, без ИИН или БИН получателя',
    en: 'Above the limit, without IIN or BIN',
  },
  owed: { kk: 'Төленбеген шоттар', ru: 'Неоплаченные счета', en: 'Unpaid invoices' },
  held: { kk: 'Екінші адамды күтуде', ru: 'Ждут второго человека', en: 'Waiting for a second person' },
  refused: { kk: 'Екінші адам бас тартқан', ru: 'Отклонил второй человек', en: 'Refused by a second person' },
  lapsed: { kk: 'Мерзімінде мақұлданбаған', ru: 'Не одобрены в срок', en: 'Not approved in time' },
} as const satisfies Partial<Record<keyof PurposeFigures, Text>>

const named = Object.entries(counted) as [keyof typeof counted, Text][]

/** What was declared, and whether the payments kept to it: figures, never names. */
export function purposePart(reader: Reader, view: ShownCollection): Html {
  const { say, language } = reader
  const { purposeBound: figures, spending, collector } = view
  const shown = named.filter(([name]) => figures[name].count > 0)
  const hosted = collector.host?.feePercent != null
  return html`<section aria-labelledby="bound"><h2 id="bound">${say(words.title)}</h2>
${spending === null ? html`<p class="quiet">${say(words.undeclared)}</p>` : declaredList(reader, spending)}
${figures.costsPercent !== null && html`<p>${say(words.costs)}: <b>${percentText(figures.costsPercent, language)}</b>${hosted && html`. ${say(words.fee)}: ${percentText(collector.host?.feePercent ?? 0, language)}, ${tenge(reader, figures.hostFee)}`}${figures.paymentFees.amount !== '0' && html`. ${say(words.paymentFees)}: ${tenge(reader, figures.paymentFees)}`}</p>`}
${shown.length > 0 && countedTable(reader, figures, shown)}
${figures.unspent !== null && html`<p>${say(words.unspent)}: <b>${tenge(reader, figures.unspent.sum)}</b>, ${figures.unspent.days} ${say(words.days)}${figures.unspent.overdue && html` <span class="tag tag-doubt">${say(words.overdue)}: ${figures.unspent.limitDays} ${say(words.days)}</span>`}</p>`}
${boxesPart(reader, view)}
${transfersList(reader, figures.transfers)}</section>`
}

const tenge = ({ language }: Reader, { amount }: { amount: string }): string =>
  formatTenge(BigInt(amount), language)

const percentText = (percent: number, language: Reader['language']): string =>
  `${language === 'en' ? percent : String(percent).replace('.', ',')} %`

type Spending = NonNullable<ShownCollection['spending']>

const declaredList = ({ say, language }: Reader, { categories, costCapPercent, leftOver }: Spending): Html =>
  html`<ul class="plain"><li>${say(words.declared)}: ${categories.map((code) => say(categoryName(code))).join(', ')}</li>
${costCapPercent !== undefined && html`<li>${say(words.cap)}: ${percentText(costCapPercent, language)}</li>`}
${leftOver !== undefined && html`<li>${say(words.leftOver)} ${say(leftOvers[leftOver])}</li>`}</ul>`

const countedTable = (reader: Reader, figures: PurposeFigures, shown: typeof named): Html =>
  html`<table class="money"><caption>${reader.say(words.limits)}</caption>
<thead><tr><th scope="col">${reader.say(words.what)}</th><th scope="col" class="figure">${reader.say(words.count)}</th><th scope="col" class="figure">${reader.say(words.sum)}</th></tr></thead>
<tbody>${shown.map(
    ([name, label]) =>
      html`<tr><th scope="row">${reader.say(label)}</th><td class="figure">${figures[name].count}</td><td class="figure">${tenge(reader, figures[name].sum)}</td></tr>`,
  )}</tbody></table>`
