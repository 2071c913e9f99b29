import type { z } from 'zod'
import type { RegisterEntry } from '../accreditation/answers.js'
import type { CollectionSummary } from '../collections/answers.js'
import { formatTenge } from '../kernel/money.js'
import { regionName } from '../kernel/regions.js'
import type { Text } from '../kernel/texts.js'
import { type Html, html } from './html.js'
import { accreditationName, organizationStatusNames, statusNames } from './labels.js'
import { page } from './layout.js'
import type { Reader } from './reader.js'

const words = {
  title: { kk: 'Тізілім', ru: 'Реестр', en: 'The register' },
  lead: {
    kk: 'Барлық ұйымдар мен жинаулар. «Расталмаған өтінім» – бұл біреудің сөзі ғана, оны ешкім тексермеген.',
    ru: 'Все организации и сборы. «Заявлена, не подтверждена» – это лишь чьи-то слова, их никто не проверял.',
    en: 'All organizations and collections. “Claimed, not confirmed” is only somebody’s word: nobody has checked it.',
  },
  search: { kk: 'Атауы, БСН немесе нөмірі', ru: 'Название, БИН или номер', en: 'Name, BIN or number' },
  find: { kk: 'Іздеу', ru: 'Найти', en: 'Find' },
  organizations: { kk: 'Ұйымдар', ru: 'Организации', en: 'Organizations' },
  collections: { kk: 'Жинаулар', ru: 'Сборы', en: 'Collections' },
  none: { kk: 'Ештеңе табылмады.', ru: 'Ничего не найдено.', en: 'Nothing was found.' },
  more: { kk: 'Келесілері', ru: 'Следующие', en: 'More' },
  raised: { kk: 'жиналды:', ru: 'собрано', en: 'raised' },
  openData: { kk: 'Деректер JSON түрінде', ru: 'Данные в JSON', en: 'The data as JSON' },
} as const satisfies Record<string, Text>

type Entry = z.output<typeof RegisterEntry>
type Summary = z.output<typeof CollectionSummary>

interface RegisterParts {
  readonly query: string
  /** The law in force requires no accreditation. */
  readonly voluntary: boolean
  readonly organizations: { readonly items: readonly Entry[]; readonly next: string | null }
  readonly collections: { readonly items: readonly Summary[]; readonly next: string | null }
}

/** Organizations and collections as two plain lists, each with its way on. */
export function registerListPage(
  reader: Reader,
  { query, voluntary, organizations, collections }: RegisterParts,
): string {
  const { say, to, language } = reader
  const on = (list: string, next: string | null): Html =>
    next === null
      ? html``
      : html`<p><a class="more" href="${to(`/register?${new URLSearchParams({ ...(query && { query }), [list]: next })}`)}#${list}">${say(words.more)} →</a></p>`
  const body = html`<h1>${say(words.title)}</h1>
<p class="lead">${say(words.lead)}</p>
<form class="search" method="get" action="/register" role="search"><input type="hidden" name="lang" value="${language}">
<label for="query">${say(words.search)}</label>
<div class="question-row"><input id="query" name="query" value="${query}" maxlength="200"><button class="button" type="submit">${say(words.find)}</button></div></form>
<section aria-labelledby="collections"><h2 id="collections">${say(words.collections)}</h2>
${listOf(
  reader,
  collections.items.map((item) => collectionItem(reader, item)),
)}${on('collections', collections.next)}</section>
<section aria-labelledby="organizations"><h2 id="organizations">${say(words.organizations)}</h2>
${listOf(
  reader,
  organizations.items.map((item) => organizationItem(reader, item, voluntary)),
)}${on('organizations', organizations.next)}</section>
<p class="small"><a href="/v1/register/organizations">${say(words.openData)}: ${say(words.organizations)}</a> · <a href="/v1/register/collections">${say(words.openData)}: ${say(words.collections)}</a></p>`
  return page(reader, { title: say(words.title), body })
}

const listOf = ({ say }: Reader, items: readonly Html[]): Html =>
  items.length === 0 ? html`<p class="quiet">${say(words.none)}</p>` : html`<ul class="entries">${items}</ul>`

function collectionItem({ say, name, to, day, language }: Reader, item: Summary): Html {
  const who = item.collector.organization?.name ?? item.collector.host?.name
  return html`<li><div><a href="${to(`/collections/${item.number}`)}">${name(item.purpose)}</a>
<p class="small">${who !== undefined && html`${name(who)} · `}${item.collector.name !== undefined && html`${item.collector.name} · `}<span class="number">${item.number}</span> · ${regionName(item.region, language)} · <time datetime="${item.startsOn}">${day(item.startsOn)}</time></p></div>
<p class="entry-side"><span class="tag tag-${item.status}">${say(statusNames[item.status])}</span> <span class="small">${say(words.raised)} ${formatTenge(BigInt(item.raised.amount), language)}</span></p></li>`
}

function organizationItem({ say, name, to, language }: Reader, item: Entry, voluntary: boolean): Html {
  const accredited =
    item.accreditation !== 'none' &&
    html` <span class="tag tag-${item.accreditation}">${say(accreditationName(item.accreditation, voluntary))}</span>`
  return html`<li><div><a href="${to(`/organizations/${item.bin}`)}">${name(item.name)}</a>
<p class="small"><span class="number">${item.bin}</span> · ${regionName(item.region, language)}</p></div>
<p class="entry-side"><span class="tag tag-${item.status}">${say(organizationStatusNames[item.status])}</span>${accredited}</p></li>`
}
