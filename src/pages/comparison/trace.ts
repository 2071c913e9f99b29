import type { Reading } from '../../comparison/readings.js'
import type { Text } from '../../kernel/texts.js'
import { type Evaluation, type EvaluationError, type Finding, isEvaluated } from '../../law/evaluation.js'
import type { Facts } from '../../law/facts.js'
import type { Legislation } from '../../law/load.js'
import { comparisonStyles } from '../assets.js'
import { sanctionLine } from '../collection-outcomes.js'
import { type Html, html } from '../html.js'
import { confidenceNames } from '../labels.js'
import { page } from '../layout.js'
import type { Reader } from '../reader.js'
import { titleOf } from './comparison.js'
import { factsTable, valueText } from './facts.js'
import { readingNames } from './names.js'
import type { ShownComparison } from './source.js'
import { type View, variantName } from './view.js'

const words = {
  title: { kk: 'Бір жинаудың талдауы', ru: 'Разбор одного сбора', en: 'The trace of one collection' },
  back: { kk: 'Салыстыруға', ru: 'К сравнению', en: 'To the comparison' },
  facts: { kk: 'Фактілер', ru: 'Факты', en: 'The facts' },
  says: { kk: 'Нұсқалар не дейді', ru: 'Что говорят варианты', en: 'What the variants say' },
  clean: { kk: 'Ескерту жоқ.', ru: 'Замечаний нет.', en: 'No finding.' },
  because: { kk: 'Неге', ru: 'Почему', en: 'Because' },
  article: { kk: 'Норма', ru: 'Норма', en: 'The article' },
  due: { kk: 'Мерзімі', ru: 'Срок', en: 'Due' },
  sanction: { kk: 'Санкция', ru: 'Санкция', en: 'Sanction' },
  wayOut: { kk: 'Шығар жол', ru: 'Выход', en: 'The way out' },
} as const satisfies Record<string, Text>

/** One case with what each variant says of it in one reading. */
export interface Trace {
  readonly caseId: string
  readonly reading: Reading
  readonly facts: Facts
  /** The one that was asked for first. */
  readonly evaluations: readonly (Evaluation | EvaluationError)[]
}

/** The facts of one case, then every finding of every variant with why, by which article, and what helps. */
export function tracePage(reader: Reader, law: Legislation, shown: ShownComparison, trace: Trace): string {
  const view: View = { reader, law, shown }
  const { say, to } = reader
  const body = html`<p class="kicker"><a href="${to(`/comparisons/${encodeURIComponent(shown.id)}`)}">← ${say(words.back)}: ${titleOf(view)}</a></p>
<h1>${say(words.title)}</h1>
<p class="lead"><code>${trace.caseId}</code> · ${say(readingNames[trace.reading])}</p>
<section aria-labelledby="says"><h2 id="says">${say(words.says)}</h2><ul class="outcomes">${trace.evaluations.map((one) => evaluationItem(view, one))}</ul></section>
<section aria-labelledby="facts"><h2 id="facts">${say(words.facts)}</h2>${factsTable(reader, trace.facts)}</section>`
  return page(reader, { title: say(words.title), body, styles: comparisonStyles })
}

function evaluationItem(view: View, one: Evaluation | EvaluationError): Html {
  const { reader, law } = view
  const { say } = reader
  const head = (badge: Html) =>
    html`<div class="outcome-head"><h3 id="${one.variant}">${variantName(view, one.variant)}</h3>${badge}</div>`
  if (!isEvaluated(one))
    return html`<li>${head(html`<span class="tag tag-doubt">?</span>`)}<p>${say(one.error.detail)}</p></li>`
  const badge = html`<span class="tag tag-${one.outcome}">${say(law.texts.outcomes[one.outcome])}</span>`
  return html`<li>${head(badge)}${
    one.findings.length === 0
      ? html`<p class="quiet">${say(words.clean)}</p>`
      : html`<ul class="findings">${one.findings.map((finding) => findingItem(view, finding))}</ul>`
  }</li>`
}

function findingItem({ reader, law }: View, finding: Finding): Html {
  const { say, day } = reader
  const { code, effect, because, dueOn, remedies, confidence } = finding
  const sanction = sanctionLine(reader, law, finding)
  const facts = Object.entries(because)
  return html`<li class="finding-${effect}"><b>${say(law.texts.findings[code])}</b> <span class="mark mark-${confidence}">${say(confidenceNames[confidence])}</span>
<dl class="why small">${facts.length > 0 && html`<div><dt>${say(words.because)}</dt><dd>${facts.map(([name, value]) => html`<span class="reason"><code>${name}</code> = ${valueText(reader, name, value)}</span> `)}</dd></div>`}
<div><dt>${say(words.article)}</dt><dd>${articleOf(finding)}</dd></div>
${dueOn !== null && html`<div><dt>${say(words.due)}</dt><dd>${day(dueOn)}</dd></div>`}
${sanction !== null && html`<div><dt>${say(words.sanction)}</dt><dd>${sanction}</dd></div>`}
${remedies.length > 0 && html`<div><dt>${say(words.wayOut)}</dt><dd>${remedies.map((remedy) => say(law.texts.remedies[remedy])).join(' ')}</dd></div>`}</dl></li>`
}

function articleOf({ citation: { act, article, url } }: Finding): Html {
  const source = article === undefined ? act : `${act}, ${article}`
  return url === undefined ? html`${source}` : html`<a href="${url}" rel="noreferrer">${source}</a>`
}
