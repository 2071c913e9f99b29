import type { Text } from '../kernel/texts.js'
import type { Legislation } from '../law/load.js'
import type { ProvisionId } from '../law/provision-ids.js'
import type { DatedSetting, Variant } from '../law/variant.js'
import type { LawInForce } from '../legislation/queries.js'
import { type Html, html } from './html.js'
import { confidenceNames, inReadingOrder, lawStatusNames } from './labels.js'
import { page } from './layout.js'
import type { Reader } from './reader.js'
import { settingText } from './settings.js'

const words = {
  title: { kk: 'Заң нұсқалары', ru: 'Варианты закона', en: 'Variants of the law' },
  lead: {
    kk: 'Қолданыстағы заң, баспасөзде жарияланған жобалар және салыстыру үшін басқа елдер. Әр ереженің жанында оның дереккөзі және оған қаншалық сенуге болатыны тұр.',
    ru: 'Действующий закон, проекты, о которых пишет пресса, и другие страны для сравнения. У каждого правила указаны источник и насколько ему можно верить.',
    en: 'The law in force, the drafts that the press reports, and other countries for comparison. Each rule stands with its source and with how sure we are of it.',
  },
  unread: {
    kk: 'Бұл заң мәтіндерінің қазақшасын әлі бірде-бір заңгер оқып шыққан жоқ.',
    ru: 'Казахские тексты этих правил ещё не читал ни один юрист.',
    en: 'No lawyer has read the Kazakh texts of these rules yet.',
  },
  inForce: { kk: 'Бүгін қолданыста', ru: 'Действует сегодня', en: 'In force today' },
  rule: { kk: 'Ереже', ru: 'Правило', en: 'Rule' },
  holds: { kk: 'Не белгіленген', ru: 'Что установлено', en: 'What holds' },
  source: { kk: 'Дереккөз', ru: 'Источник', en: 'Source' },
  sure: { kk: 'Сенімділігі', ru: 'Надёжность', en: 'How sure' },
  data: { kk: 'JSON', ru: 'JSON', en: 'JSON' },
  yearly: {
    kk: 'Жыл сайынғы міндет: қайырымдылық ұйымдары алғаны мен жұмсағаны туралы есеп жариялайды. Жекелеген жинауды бағалау бұл міндетті қамтымайды.',
    ru: 'Ежегодная обязанность: благотворительные организации публикуют отчёты о полученном и израсходованном. Оценка отдельного сбора эту обязанность не охватывает.',
    en: 'The yearly duty: charities publish reports on what they received and spent. What is found on a single collection does not cover it.',
  },
  yearlyDay: {
    kk: 'Есептің күні (31 наурыз) тексерілмеген.',
    ru: 'День отчёта (31 марта) не проверен.',
    en: 'The day of the report (31 March) is not verified.',
  },
} as const satisfies Record<string, Text>

/** Every published variant with its rules, their sources, and how sure we are of each. */
export function variantsPage(
  reader: Reader,
  law: Legislation,
  variants: readonly Variant[],
  { variant: now }: LawInForce,
): string {
  const { say, language } = reader
  const ordered = inReadingOrder(variants, (variant) => variant)
  const isUnread = language === 'kk' && !(law.provisions.kazakhReadByLawyer && law.texts.kazakhReadByLawyer)
  const body = html`<h1>${say(words.title)}</h1>
<p class="lead">${say(words.lead)}</p>
${isUnread && html`<p class="note note-doubt">${say(words.unread)}</p>`}
<ul class="contents">${ordered.map(({ id, title }) => html`<li><a href="#${id}">${say(title)}</a></li>`)}</ul>
${ordered.map((variant) => variantPart(reader, law, variant, variant.id === now.id))}`
  return page(reader, { title: say(words.title), body })
}

function variantPart(reader: Reader, law: Legislation, variant: Variant, isNow: boolean): Html {
  const { say } = reader
  const { id, title, note, status, provisions, hash } = variant
  const rows = Object.entries(provisions) as [ProvisionId, readonly DatedSetting[]][]
  return html`<section class="variant" aria-labelledby="${id}"><h2 id="${id}">${say(title)}</h2>
<p>${isNow && html`<span class="tag tag-good">${say(words.inForce)}</span> `}<span class="tag">${say(lawStatusNames[status])}</span> <code>${id}</code></p>
${id === 'kz-current' ? yearlyDuty(reader, law) : note !== null && html`<p>${say(note)}</p>`}
<table class="rules"><thead><tr><th scope="col">${say(words.rule)}</th><th scope="col">${say(words.holds)}</th><th scope="col">${say(words.source)}</th></tr></thead>
<tbody>${rows.flatMap(([provision, settings]) => settings.map((setting) => ruleRow(reader, law, provision, setting)))}</tbody></table>
<p class="small"><a href="/v1/variants/${id}">${say(words.data)}</a> · <code class="hash">${hash}</code></p></section>`
}

function ruleRow(reader: Reader, law: Legislation, provision: ProvisionId, setting: DatedSetting): Html {
  const { say, day } = reader
  const { act, article, url, confidence } = setting.citation
  const { setting: holds, parameters } = settingText(reader, setting)
  const source = `${act}${article === undefined ? '' : `, ${article}`}`
  const known = law.provisions.provisions[provision]
  return html`<tr><th scope="row">${known ? say(known.title) : provision}</th>
<td data-label="${say(words.holds)}"><b>${holds}</b>${setting.from !== null && html` <span class="small">${day(setting.from)}</span>`}${parameters.length > 0 && html`<span class="small block">${parameters.join('; ')}</span>`}</td>
<td data-label="${say(words.source)}">${url === undefined ? source : html`<a href="${url}" rel="noreferrer">${source}</a>`} <span class="mark mark-${confidence}">${say(confidenceNames[confidence])}</span></td></tr>`
}

/** What no finding on a single collection covers. */
function yearlyDuty({ say }: Reader, { duties }: Legislation): Html {
  const dueOn = duties.duties.find(({ id }) => id === 'public-reports-day')
  return html`<p class="note">${say(words.yearly)}${dueOn?.citation.confidence === 'unverified' && html` ${say(words.yearlyDay)}`}</p>`
}
