import { channelNames } from '../../giving/channel-names.js'
import { isDay } from '../../kernel/days.js'
import { formatTenge } from '../../kernel/money.js'
import { regionName } from '../../kernel/regions.js'
import type { Text } from '../../kernel/texts.js'
import type { Facts } from '../../law/facts.js'
import { type Html, html } from '../html.js'
import type { Reader } from '../reader.js'
import { plainly } from './view.js'

const words = {
  fact: { kk: 'Факт', ru: 'Факт', en: 'Fact' },
  value: { kk: 'Мәні', ru: 'Значение', en: 'Value' },
  yes: { kk: 'иә', ru: 'да', en: 'yes' },
  no: { kk: 'жоқ', ru: 'нет', en: 'no' },
  none: { kk: 'жоқ', ru: 'нет', en: 'none' },
} as const satisfies Record<string, Text>

const names: Readonly<Record<string, Text>> = {
  on: { kk: 'Қай күнге', ru: 'На день', en: 'As of' },
  collector: { kk: 'Жинаушы', ru: 'Собирающий', en: 'Collector' },
  forOthers: { kk: 'Басқалар үшін', ru: 'Для других', en: 'For others' },
  account: { kk: 'Шот', ru: 'Счёт', en: 'Account' },
  channels: { kk: 'Тәсілдер', ru: 'Способы', en: 'Channels' },
  boxes: { kk: 'Жәшіктер', ru: 'Ящики', en: 'Boxes' },
  region: { kk: 'Өңір', ru: 'Регион', en: 'Region' },
  startsOn: { kk: 'Басталады', ru: 'Начало', en: 'Starts' },
  endsOn: { kk: 'Аяқталады', ru: 'Окончание', en: 'Ends' },
  closedOn: { kk: 'Жабылған', ru: 'Закрыт', en: 'Closed' },
  notice: { kk: 'Хабарлама', ru: 'Уведомление', en: 'Notice' },
  emergency: { kk: 'Төтенше жағдай', ru: 'Чрезвычайная ситуация', en: 'Emergency' },
  approval: { kk: 'Әкімдіктің шешімі', ru: 'Решение акимата', en: 'Decision of the akimat' },
  target: { kk: 'Мақсатты сома', ru: 'Целевая сумма', en: 'Target' },
  raised: { kk: 'Жиналды', ru: 'Собрано', en: 'Raised' },
  costs: { kk: 'Шығындар', ru: 'Расходы', en: 'Costs' },
  report: { kk: 'Есеп', ru: 'Отчёт', en: 'Report' },
  misuse: { kk: 'Мақсатсыз жұмсалуы анықталды', ru: 'Установлено нецелевое', en: 'Misuse established' },
  transfers: { kk: 'Айлар бойынша аударымдар', ru: 'Переводы по месяцам', en: 'Transfers by month' },
}

/** What is inside of a fact, and the words that it may hold. */
const parts: Readonly<Record<string, Text>> = {
  kind: { kk: 'түрі', ru: 'вид', en: 'kind' },
  legalForm: { kk: 'нысаны', ru: 'форма', en: 'legal form' },
  accreditation: { kk: 'аккредиттеу', ru: 'аккредитация', en: 'accreditation' },
  from: { kk: 'басы', ru: 'с', en: 'from' },
  to: { kk: 'соңы', ru: 'по', en: 'to' },
  suspensions: { kk: 'тоқтата тұру', ru: 'приостановления', en: 'suspensions' },
  dedicated: { kk: 'бөлек', ru: 'отдельный', en: 'dedicated' },
  numbered: { kk: 'нөмірленген', ru: 'пронумерованы', en: 'numbered' },
  sealed: { kk: 'мөрленген', ru: 'опечатаны', en: 'sealed' },
  givenOn: { kk: 'берілген', ru: 'подано', en: 'given' },
  endDateGiven: { kk: 'соңғы күні айтылған', ru: 'день окончания указан', en: 'end date given' },
  declaredOn: { kk: 'жарияланған', ru: 'объявлена', en: 'declared' },
  effectiveFrom: { kk: 'қолданыста', ru: 'действует с', en: 'in effect from' },
  endsOn: { kk: 'соңы', ru: 'окончание', en: 'ends' },
  status: { kk: 'шешім', ru: 'решение', en: 'status' },
  approvers: { kk: 'мақұлдағандар', ru: 'одобрили', en: 'approvers' },
  publishedOn: { kk: 'жарияланған', ru: 'опубликован', en: 'published' },
  month: { kk: 'ай', ru: 'месяц', en: 'month' },
  senders: { kk: 'жіберуші', ru: 'отправителей', en: 'senders' },
  received: { kk: 'түскені', ru: 'получено', en: 'received' },
}
const values: Readonly<Record<string, Text>> = {
  ...channelNames,
  organization: { kk: 'ұйым', ru: 'организация', en: 'organization' },
  individual: { kk: 'жеке тұлға', ru: 'частное лицо', en: 'individual' },
  personal: { kk: 'жеке', ru: 'личный', en: 'personal' },
  none: words.none,
  pending: { kk: 'қаралуда', ru: 'рассматривается', en: 'pending' },
  approved: { kk: 'мақұлданған', ru: 'одобрено', en: 'approved' },
  refused: { kk: 'бас тартылған', ru: 'отказано', en: 'refused' },
}

export const factName = ({ say }: Reader, name: string): string => (names[name] ? say(names[name]) : name)

/** The facts of one case, by name. */
export const factsTable = (reader: Reader, facts: Facts): Html =>
  html`<table class="numbers facts-table"><thead><tr><th scope="col">${reader.say(words.fact)}</th><th scope="col">${reader.say(words.value)}</th></tr></thead>
<tbody>${Object.entries(facts).map(
    ([name, value]) =>
      html`<tr><th scope="row">${factName(reader, name)} <code class="small block">${name}</code></th><td>${valueText(reader, name, value)}</td></tr>`,
  )}</tbody></table>`

const isMoney = (name: string): boolean => /(^|\.)(raised|target|costs|received|excess)$/.test(name)

/** A fact or a parameter as people read it; what is inside of it follows by name. */
export function valueText(reader: Reader, name: string, value: unknown): string {
  const { say, language } = reader
  if (value === null || value === undefined) return say(words.none)
  if (typeof value === 'boolean') return say(value ? words.yes : words.no)
  if (typeof value === 'bigint' || (isMoney(name) && /^-?\d+$/.test(String(value))))
    return formatTenge(BigInt(value as bigint | string), language)
  if (typeof value === 'string') return wordText(reader, name, value)
  if (Array.isArray(value))
    return value.length === 0 ? '–' : value.map((one) => valueText(reader, name, one)).join('; ')
  if (typeof value !== 'object') return String(value)
  const inside = Object.entries(value).map(
    ([key, one]) => `${say(parts[key] ?? plainly(key))}: ${valueText(reader, key, one)}`,
  )
  return inside.length === 0 ? '–' : inside.join(', ')
}

function wordText({ say, language, day }: Reader, name: string, value: string): string {
  if (isDay(value)) return day(value)
  if (name === 'region') return regionName(value, language)
  const known = values[value]
  return known === undefined ? value : say(known)
}
