import type { CollectionView } from '../collections/answers.js'
import { categoryName } from '../collections/category-names.js'
import { channelNames } from '../giving/channel-names.js'
import { formatTenge } from '../kernel/money.js'
import { regionName } from '../kernel/regions.js'
import type { Text } from '../kernel/texts.js'
import type { Legislation } from '../law/load.js'
import { collectorPart } from './collection-collector.js'
import { decisionsPart } from './collection-decisions.js'
import { moneyPart } from './collection-money.js'
import { type Outcomes, outcomesPart } from './collection-outcomes.js'
import { purposePart } from './collection-purpose.js'
import { type Content, type Html, html } from './html.js'
import { inGroups, organizationStatusNames, statusNames } from './labels.js'
import { page } from './layout.js'
import type { PublishedDecision } from './queries.js'
import type { Reader } from './reader.js'

const words = {
  number: { kk: 'Жинау', ru: 'Сбор', en: 'Collection' },
  collector: { kk: 'Кім жинайды', ru: 'Кто собирает', en: 'Who collects' },
  person: {
    kk: 'Жеке адам (атын көрсетуге келіспеген)',
    ru: 'Частное лицо (имя не показывает)',
    en: 'A private person (who does not show her name)',
  },
  host: { kk: 'Кімнің қамқорлығымен', ru: 'Через какую организацию', en: 'Under whose roof' },
  region: { kk: 'Өңір', ru: 'Регион', en: 'Region' },
  runs: { kk: 'Мерзімі', ru: 'Срок', en: 'Runs' },
  noEnd: { kk: 'аяқталатын күні белгіленбеген', ru: 'день окончания не назначен', en: 'no last day is set' },
  closedOn: { kk: 'Жабылған күні', ru: 'Закрыт', en: 'Closed' },
  channels: { kk: 'Қалай қабылдайды', ru: 'Как принимает', en: 'How it takes money' },
  account: { kk: 'Шот', ru: 'Счёт', en: 'Account' },
  target: { kk: 'Мақсатты сома', ru: 'Цель', en: 'Target' },
  purpose: { kk: 'Түрі', ru: 'Вид', en: 'Kind' },
  report: { kk: 'Есеп', ru: 'Отчёт', en: 'Report' },
  data: { kk: 'Осы бет JSON түрінде', ru: 'Эта страница в JSON', en: 'This page as JSON' },
  log: {
    kk: 'Тізілім журналының бақылау нүктесі',
    ru: 'Контрольная точка журнала реестра',
    en: 'Checkpoint of the register’s log',
  },
  ledger: {
    kk: 'Есеп журналының бақылау нүктесі',
    ru: 'Контрольная точка журнала учёта',
    en: 'Checkpoint of the ledger’s log',
  },
  check: { kk: 'Өзіңіз тексеріңіз', ru: 'Проверьте сами', en: 'Check for yourself' },
} as const satisfies Record<string, Text>

/** What the page shows: the register's own view of the drive, and what was decided about it. */
export type ShownCollection = Omit<CollectionView, 'evaluation' | 'shadow'> & Outcomes

interface CollectionParts {
  readonly view: ShownCollection
  readonly decisions: readonly PublishedDecision[]
  /** The log of the books that hold its money. */
  readonly ledger: string
  readonly law: Legislation
}

/** One drive: who, for what, what came in and where it went, what was decided, and what each variant of the law says. */
export function collectionPage(reader: Reader, { view, decisions, ledger, law }: CollectionParts): string {
  const { say, name, language } = reader
  const title = name(view.purpose)
  const body = html`<p class="kicker">${say(words.number)} <span class="number">${view.number}</span> <span class="tag tag-${view.status}">${say(statusNames[view.status])}</span></p>
<h1>${title}</h1>
<dl class="facts">
${fact(say(words.collector), collectorOf(reader, view))}
${view.collector.host && fact(say(words.host), organizationName(reader, view.collector.host))}
${fact(say(words.runs), periodOf(reader, view))}
${view.closedOn !== null && fact(say(words.closedOn), reader.day(view.closedOn))}
${fact(say(words.purpose), say(categoryName(view.purpose.category)))}
${fact(say(words.region), regionName(view.region, language))}
${view.target !== null && fact(say(words.target), formatTenge(BigInt(view.target.amount), language))}
${fact(say(words.channels), view.channels.map((channel) => say(channelNames[channel])).join(', '))}
${view.account !== null && fact(say(words.account), html`<span class="number">${inGroups(view.account)}</span>`)}
</dl>
${view.collector.kind === 'individual' && collectorPart(reader, view, law)}
${moneyPart(reader, view)}
${purposePart(reader, view)}
${view.report?.text != null && html`<section aria-labelledby="report"><h2 id="report">${say(words.report)}</h2><blockquote>${view.report.text}</blockquote></section>`}
${decisionsPart(reader, view, decisions)}
${outcomesPart(reader, view, law)}
<section aria-labelledby="check"><h2 id="check">${say(words.check)}</h2>
<ul class="plain"><li><a href="/v1/register/collections/${view.number}">${say(words.data)}</a></li>
<li><a href="/log/register/checkpoint">${say(words.log)}</a></li>
<li><a href="/log/${ledger}/checkpoint">${say(words.ledger)}</a></li></ul></section>`
  return page(reader, { title, body })
}

const fact = (label: string, value: Content): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>`

function collectorOf(reader: Reader, { collector }: ShownCollection): Content {
  if (collector.organization !== undefined) return organizationName(reader, collector.organization)
  return collector.name ?? reader.say(words.person)
}

type Named = NonNullable<ShownCollection['collector']['organization']>

const organizationName = ({ name, say, to }: Reader, organization: Named): Html =>
  html`<a href="${to(`/organizations/${organization.bin}`)}">${name(organization.name)}</a> <span class="number">${organization.bin}</span> ${
    organization.confirmed
      ? html`<span class="tag tag-good">${say(organizationStatusNames.confirmed)}</span>`
      : html`<span class="tag tag-doubt">${say(organizationStatusNames.claimed)}</span>`
  }`

const periodOf = ({ day, say }: Reader, { startsOn, endsOn }: ShownCollection): string =>
  `${day(startsOn)} – ${endsOn === null ? say(words.noEnd) : day(endsOn)}`
