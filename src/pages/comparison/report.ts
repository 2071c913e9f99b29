import type { Text } from '../../kernel/texts.js'
import type { Legislation } from '../../law/load.js'
import { comparisonStyles } from '../assets.js'
import { type Html, html } from '../html.js'
import { page } from '../layout.js'
import type { Reader } from '../reader.js'
import { answerPart } from './answer.js'
import { assumptionsTable } from './assumptions.js'
import { beatsList } from './beats.js'
import { hatches } from './chart.js'
import { titleOf } from './comparison.js'
import { delayPart } from './delay.js'
import { fallsOutTable } from './falls-out.js'
import { fraudPart } from './fraud.js'
import { headlinePart } from './headline.js'
import { disclaimer, methodPart } from './method.js'
import { outcomesPart } from './outcome-bars.js'
import type { ShownComparison } from './source.js'
import { othersIn, type View, variantName } from './view.js'

const words = {
  kicker: { kk: 'Қысқаша есеп', ru: 'Краткий отчёт', en: 'A short report' },
  four: { kk: 'Төрт сан', ru: 'Четыре числа', en: 'Four numbers' },
  outcomes: {
    kk: 'Жинаулармен не болады',
    ru: 'Что будет со сборами',
    en: 'What becomes of the collections',
  },
  fallsOut: { kk: 'Кім шеттетіледі', ru: 'Кто выпадает', en: 'Who falls out' },
  fraud: { kk: 'Алаяқтық', ru: 'Мошенничество', en: 'Fraud' },
  delay: { kk: 'Қанша күту керек', ru: 'Сколько ждать', en: 'How long to wait' },
  firm: { kk: 'Жауап қаншалықты берік', ru: 'Насколько прочен ответ', en: 'How firm the answer is' },
  assumptions: {
    kk: 'Өзгертілген болжамдар',
    ru: 'Изменённые допущения',
    en: 'Assumptions that were changed',
  },
  method: { kk: 'Әдіс', ru: 'Метод', en: 'Method' },
  whole: { kk: 'Толық салыстыру', ru: 'Полное сравнение', en: 'The whole comparison' },
  hint: {
    kk: 'Басып шығару: Ctrl + P. Мәзір басылмайды.',
    ru: 'Печать: Ctrl + P. Меню не печатается.',
    en: 'To print: Ctrl + P. The menu is not printed.',
  },
} as const satisfies Record<string, Text>

/** Two or three pages to print: the sentence, the charts in the headline reading, the method, and what it is not. */
export function reportPage(reader: Reader, law: Legislation, shown: ShownComparison): string {
  const view: View = { reader, law, shown }
  const { say, to, day } = reader
  const address = `/comparisons/${encodeURIComponent(shown.id)}`
  const section = (name: keyof typeof words, content: Html): Html =>
    html`<section aria-labelledby="${name}"><h2 id="${name}">${say(words[name])}</h2>${content}</section>`
  const { sensitivity, assumptions } = shown.results
  const body = html`${hatches}<div class="report"><p class="screen-only small">${say(words.hint)} <a href="${to(address)}">${say(words.whole)}</a></p>
<p class="kicker">${say(words.kicker)} · <time datetime="${shown.createdAt}">${day(shown.createdAt.slice(0, 10))}</time></p>
<h1>${titleOf(view)}</h1>
${answerPart(view)}
<p class="small">${say(shown.source)}</p>
${disclaimer(view)}
${section('four', headlinePart(view, 'duties-met'))}
${section('outcomes', outcomesPart(view, 'duties-met'))}
${section('fallsOut', whoFallsOut(view))}
${section('fraud', fraudPart(view, 'duties-met'))}
${section('delay', delayPart(view))}
${sensitivity !== null && sensitivity.beats.length > 0 && section('firm', beatsList(view, sensitivity, ['stopped']))}
${assumptions.some(({ changed }) => changed) && section('assumptions', assumptionsTable(view, 'changed'))}
${section('method', methodPart(view))}
<p class="small"><code>${address}</code></p></div>`
  return page(reader, { title: titleOf(view), body, styles: comparisonStyles })
}

const whoFallsOut = (view: View): Html =>
  html`${othersIn(view, 'duties-met')
    .filter(({ newlyStopped }) => newlyStopped.cases > 0)
    .map(
      (result) =>
        html`<h3>${variantName(view, result.variant)}</h3>${fallsOutTable(view, 'duties-met', result, 'purpose')}`,
    )}`
