import type { Text } from '../kernel/texts.js'
import type { Finding } from '../law/evaluation.js'
import type { Legislation } from '../law/load.js'
import { sanctionNoteIn } from '../law/sentences.js'
import type { cellView } from '../legislation/cells.js'
import { type Content, type Html, html } from './html.js'
import { confidenceNames, inReadingOrder, lawStatusNames } from './labels.js'
import type { Reader } from './reader.js'

const words = {
  title: {
    kk: 'Заңның әр нұсқасы не дейді',
    ru: 'Что говорит каждый вариант закона',
    en: 'What each variant of the law says',
  },
  model: {
    kk: 'Бұл – ережелердің үлгісі, заң кеңесі емес. «Заңды» деген үлгідегі ережелердің бірі де бұзылмағанын ғана білдіреді.',
    ru: 'Это модель правил, а не юридическая консультация. «Законно» значит лишь, что ни одно из правил модели не нарушено.',
    en: 'This is a model of the rules and no legal advice. “Lawful” means only that none of the modelled rules is broken.',
  },
  unread: {
    kk: 'Бұл заң мәтіндерінің қазақшасын әлі бірде-бір заңгер оқып шыққан жоқ.',
    ru: 'Казахские тексты этих правил ещё не читал ни один юрист.',
    en: 'No lawyer has read the Kazakh texts of these rules yet.',
  },
  asOf: { kk: 'Күні:', ru: 'На', en: 'As of' },
  now: { kk: 'Қазір қолданыста', ru: 'Действует сейчас', en: 'In force now' },
  clean: { kk: 'Ескерту жоқ.', ru: 'Замечаний нет.', en: 'No finding.' },
  sanction: { kk: 'Санкция:', ru: 'Санкция:', en: 'Sanction:' },
  unpublished: {
    kk: 'мөлшері жарияланбаған',
    ru: 'размер не опубликован',
    en: 'the amount is not published',
  },
  nothing: { kk: 'жоқ', ru: 'нет', en: 'none' },
  mci: { kk: 'АЕК', ru: 'МРП', en: 'MCI' },
  source: { kk: 'Дереккөз', ru: 'Источник', en: 'Source' },
} as const satisfies Record<string, Text>

type Cell = ReturnType<typeof cellView>

export interface Outcomes {
  readonly on: string
  readonly evaluation: Cell
  readonly shadow: readonly Cell[]
}

/** One row for each published variant: what it would say of this drive today, and why. */
export function outcomesPart(reader: Reader, { evaluation, shadow, on }: Outcomes, law: Legislation): Html {
  const { say, language, day } = reader
  return html`<section aria-labelledby="outcomes"><h2 id="outcomes">${say(words.title)}</h2>
<p class="small"><time datetime="${on}">${say(words.asOf)} ${day(on)}</time></p>
<p class="note">${say(words.model)}</p>
${language === 'kk' && !law.texts.kazakhReadByLawyer && html`<p class="note note-doubt">${say(words.unread)}</p>`}
<ul class="outcomes">${variantRow(reader, law, evaluation, true)}${inReadingOrder(shadow, ({ variant }) => law.variants.get(variant)).map((cell) => variantRow(reader, law, cell, false))}</ul></section>`
}

function variantRow(reader: Reader, law: Legislation, cell: Cell, inForce: boolean): Html {
  const { say } = reader
  const variant = law.variants.get(cell.variant)
  const head = (
    badge: Content,
  ) => html`<div class="outcome-head"><h3>${variant ? say(variant.title) : cell.variant}</h3>
<span class="outcome-tags">${variant && html`<span class="tag">${say(inForce ? words.now : lawStatusNames[variant.status])}</span> `}${badge}</span></div>`
  if ('error' in cell)
    return html`<li>${head(html`<span class="tag tag-doubt">?</span>`)}<p>${cell.error.detail}</p></li>`
  const doubtful =
    cell.confidence === 'unverified' &&
    html` <span class="mark-doubt">${say(confidenceNames.unverified)}</span>`
  const badge = html`<span class="tag tag-${cell.outcome}">${say(law.texts.outcomes[cell.outcome])}</span>${doubtful}`
  const found = cell.findings.map((finding) => findingItem(reader, law, finding))
  return html`<li>${head(badge)}${found.length === 0 ? html`<p class="quiet">${say(words.clean)}</p>` : html`<ul class="findings">${found}</ul>`}</li>`
}

function findingItem(reader: Reader, law: Legislation, finding: Finding): Html {
  const { say } = reader
  const { code, remedies, citation } = finding
  const sanction = sanctionLine(reader, law, finding)
  const doubtful =
    finding.confidence !== 'verified' &&
    html` <span class="mark-doubt">${say(confidenceNames[finding.confidence])}</span>`
  return html`<li class="finding-${finding.effect}">${say(law.texts.findings[code])}${doubtful}
${remedies.length > 0 && html`<span class="remedies">${remedies.map((remedy) => say(law.texts.remedies[remedy])).join(' ')}</span>`}
<span class="small">${sanction !== null && html`${say(words.sanction)} ${sanction} `}${citation.url !== undefined && html`<a href="${citation.url}" rel="noreferrer">${say(words.source)}<span class="hidden">: ${citation.act}</span></a>`}</span></li>`
}

/** What is due, and why it is nothing or less than the law has; null where the rule attaches nothing. */
export function sanctionLine(
  reader: Reader,
  { texts }: Legislation,
  { sanction, sanctionNote = null }: Pick<Finding, 'sanction'> & Partial<Pick<Finding, 'sanctionNote'>>,
): string | null {
  const { say, language, day } = reader
  if (sanction === null && sanctionNote === null) return null
  const due = sanction === null ? say(words.nothing) : sanctionText(reader, sanction)
  return sanctionNote === null ? `${due}.` : `${due}. ${sanctionNoteIn(sanctionNote, texts, language, day)}`
}

export function sanctionText(
  { say, language }: Reader,
  { mci, kzt }: NonNullable<Finding['sanction']>,
): string {
  if (mci === null || kzt === null) return say(words.unpublished)
  const tenge = new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'ru-KZ')
    .format(kzt)
    .replaceAll(',', '\u00A0')
  return `${mci} ${say(words.mci)} = ${tenge}\u00A0₸`
}
