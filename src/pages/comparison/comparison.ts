import type { Reading } from '../../comparison/readings.js'
import type { Text } from '../../kernel/texts.js'
import type { Legislation } from '../../law/load.js'
import { comparisonStyles } from '../assets.js'
import { type Content, type Html, html } from '../html.js'
import { page } from '../layout.js'
import type { Reader } from '../reader.js'
import { answerPart } from './answer.js'
import { assumptionsTable } from './assumptions.js'
import { burdenPart } from './burden.js'
import { hatches } from './chart.js'
import { delayPart } from './delay.js'
import { fallsOutPart } from './falls-out.js'
import { fraudPart } from './fraud.js'
import { headlinePart } from './headline.js'
import { disclaimer, methodPart, readingNote } from './method.js'
import { readingNames } from './names.js'
import { outcomesPart } from './outcome-bars.js'
import { provisionsPart } from './provisions.js'
import { sanctionsPart } from './sanctions.js'
import { sensitivityPart } from './sensitivity.js'
import type { ShownComparison } from './source.js'
import { transitionsPart } from './transitions.js'
import { part, readingsInOrder, type View } from './view.js'

const words = {
  kicker: {
    kk: 'Заң нұсқаларын салыстыру',
    ru: 'Сравнение вариантов закона',
    en: 'Variants of the law compared',
  },
  title: {
    kk: 'Кім шеттетіледі және неге',
    ru: 'Кто выпадает и почему',
    en: 'Who falls out, and why',
  },
  headline: { kk: 'басты оқылым', ru: 'главное прочтение', en: 'the headline reading' },
  switch: { kk: 'Оқылым', ru: 'Прочтение', en: 'Reading' },
  four: { kk: 'Төрт сан', ru: 'Четыре числа', en: 'Four numbers' },
  outcomes: {
    kk: 'Жинаулармен не болады',
    ru: 'Что будет со сборами',
    en: 'What becomes of the collections',
  },
  transitions: { kk: 'Не неге ауысады', ru: 'Что во что переходит', en: 'What turns into what' },
  provisions: {
    kk: 'Қай ереже тоқтатады',
    ru: 'Какая норма останавливает',
    en: 'Which provision stops them',
  },
  fallsOut: { kk: 'Кім шеттетіледі', ru: 'Кто выпадает', en: 'Who falls out' },
  fraud: { kk: 'Алаяқтық', ru: 'Мошенничество', en: 'Fraud' },
  sanctions: { kk: 'Санкциялар', ru: 'Санкции', en: 'Sanctions' },
  delay: { kk: 'Қанша күту керек', ru: 'Сколько ждать', en: 'How long to wait' },
  burden: { kk: 'Міндеттер қанша тұрады', ru: 'Сколько стоят обязанности', en: 'What the duties cost' },
  sensitivity: { kk: 'Жауап қаншалықты берік', ru: 'Насколько прочен ответ', en: 'How firm the answer is' },
  assumptions: { kk: 'Болжамдар', ru: 'Допущения', en: 'Assumptions' },
  method: { kk: 'Әдіс', ru: 'Метод', en: 'Method' },
  print: { kk: 'Баспаға арналған есеп', ru: 'Отчёт для печати', en: 'Report to print' },
  cells: { kk: 'Барлық жинаулар', ru: 'Все сборы', en: 'All collections' },
  contents: { kk: 'Мазмұны', ru: 'Содержание', en: 'Contents' },
} as const satisfies Record<string, Text>

/** The title of a comparison: its own, or what all comparisons ask. */
export const titleOf = ({ reader, shown }: View): string => shown.title ?? reader.say(words.title)

/** The whole comparison: the sentence first, then its numbers in both readings, then what does not hang on the reading. */
export function comparisonPage(reader: Reader, law: Legislation, shown: ShownComparison): string {
  const view: View = { reader, law, shown }
  const { say, day } = reader
  const made = shown.createdAt
  const body = html`${hatches}<p class="kicker">${say(words.kicker)}</p>
<h1>${titleOf(view)}</h1>
<section class="hero">${answerPart(view)}</section>
<p class="small"><time datetime="${made}">${day(made.slice(0, 10))}</time> · ${say(shown.source)}</p>
${disclaimer(view)}
${linksOf(view)}
<nav class="switch" aria-label="${say(words.switch)}">${readingsInOrder.map(
    (reading, i) =>
      html`<a href="#${reading}"><b>${say(readingNames[reading])}</b>${i === 0 && html` <span class="small">${say(words.headline)}</span>`}</a>`,
  )}</nav>
<p class="small">${readingNote(view)}</p>
${contentsOf(view)}
${readingSection(view, 'duties-met', html`${say(readingNames['duties-met'])} <span class="tag tag-good">${say(words.headline)}</span>`)}
${common(view)}
<details class="other-reading"><summary><span class="summary-title">${say(readingNames['as-it-stood'])}</span></summary>
${readingSection(view, 'as-it-stood', say(readingNames['as-it-stood']))}</details>
<section aria-labelledby="method"><h2 id="method">${say(words.method)}</h2>${methodPart(view)}</section>`
  return page(reader, { title: titleOf(view), body, styles: comparisonStyles })
}

/** What hangs on how the cases are read. */
const readingParts = {
  four: headlinePart,
  outcomes: outcomesPart,
  fallsOut: fallsOutPart,
  provisions: provisionsPart,
  transitions: transitionsPart,
  fraud: fraudPart,
  sanctions: sanctionsPart,
} as const satisfies Partial<Record<keyof typeof words, (view: View, reading: Reading) => Html>>

const commonParts = {
  delay: delayPart,
  burden: burdenPart,
  sensitivity: sensitivityPart,
  assumptions: (view: View) => assumptionsTable(view),
} as const satisfies Partial<Record<keyof typeof words, (view: View) => Html>>

type Name = keyof typeof readingParts
const namesOf = <K extends string>(parts: Readonly<Record<K, unknown>>): K[] => Object.keys(parts) as K[]

const readingSection = (view: View, reading: Reading, title: Content): Html =>
  html`<section class="reading" aria-labelledby="${reading}"><h2 id="${reading}">${title}</h2>
${namesOf(readingParts).map((name: Name) => part(`${reading}-${name}`, view.reader.say(words[name]), readingParts[name](view, reading)))}</section>`

const common = (view: View): Html =>
  html`${namesOf(commonParts).map(
    (name) =>
      html`<section class="part-of-comparison" aria-labelledby="${name}"><h2 id="${name}">${view.reader.say(words[name])}</h2>${commonParts[name](view)}</section>`,
  )}`

function contentsOf({ reader: { say } }: View): Html {
  const links = [
    ...namesOf(readingParts).map((name) => [`duties-met-${name}`, words[name]] as const),
    ...namesOf(commonParts).map((name) => [name, words[name]] as const),
    ['method', words.method] as const,
  ]
  return html`<nav class="contents-of" aria-label="${say(words.contents)}"><ul class="contents">${links.map(([id, text]) => html`<li><a href="#${id}">${say(text)}</a></li>`)}</ul></nav>`
}

/** Print, open data, and all cases. */
function linksOf({ reader: { say, to }, shown }: View): Html {
  const id = encodeURIComponent(shown.id)
  return html`<p class="card-links"><a class="button small-button" href="${to(`/comparisons/${id}/report`)}">${say(words.print)}</a> <a href="${to(`/comparisons/${id}/cases`)}">${say(words.cells)}</a> <a href="/v1/comparisons/${id}">JSON</a> <a href="/v1/comparisons/${id}/results.csv">CSV</a></p>`
}
