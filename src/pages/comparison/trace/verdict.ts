import type { Text } from '../../../kernel/texts.js'
import { type Effect, isEvaluated } from '../../../law/evaluation.js'
import { type Html, html } from '../../html.js'
import { confidenceNames, lawStatusNames } from '../../labels.js'
import { type View, variantName, variantOf } from '../view.js'
import type { Traced } from './page.js'

const words = {
  clean: {
    kk: 'Бірде-бір ережесі қарсы емес.',
    ru: 'Ни одно его правило не против.',
    en: 'None of its rules speaks against it.',
  },
  more: { kk: 'Тағы негіз:', ru: 'Ещё оснований:', en: 'More grounds:' },
  unread: {
    kk: 'Бұл заң мәтіндерінің қазақшасын әлі бірде-бір заңгер оқып шыққан жоқ.',
    ru: 'Казахские тексты этих правил ещё не читал ни один юрист.',
    en: 'No lawyer has read the Kazakh texts of these rules yet.',
  },
} as const satisfies Record<string, Text>

/** So many grounds fit into a sentence; the rest follow rule by rule. */
const mostInSentence = 2
const deciding: readonly Effect[] = ['breach', 'bar', 'precondition', 'duty']

/** What the law says of the collection and why, in one sentence. */
export function verdictPart(view: View, { explanation: { evaluation } }: Traced): Html {
  const { reader, law } = view
  const { say, language } = reader
  const name = variantName(view, evaluation.variant)
  const status = variantOf(view, evaluation.variant)?.status
  const head = html`<h2 id="${evaluation.variant}">${name}${status !== undefined && html` <span class="tag">${say(lawStatusNames[status])}</span>`}</h2>`
  if (!isEvaluated(evaluation))
    return html`<section aria-labelledby="${evaluation.variant}">${head}<p class="answer">${say(evaluation.error.detail)}</p></section>`
  const { outcome, confidence, findings } = evaluation
  const grounds = deciding
    .map((effect) => findings.filter((finding) => finding.effect === effect))
    .find((found) => found.length > 0)
  const said = (grounds ?? []).slice(0, mostInSentence).map(({ code }) => say(law.texts.findings[code]))
  const more = (grounds ?? []).length - said.length
  return html`<section aria-labelledby="${evaluation.variant}">${head}
<p class="answer"><strong class="said-${outcome}">${say(law.texts.outcomes[outcome])}.</strong> ${said.length === 0 ? say(words.clean) : said.join(' ')}</p>
${more > 0 && html`<p class="small">${say(words.more)} ${more}.</p>`}
${confidence !== null && confidence !== 'verified' && html`<p class="small"><span class="mark mark-${confidence}">${say(confidenceNames[confidence])}</span></p>`}
${language === 'kk' && !law.texts.kazakhReadByLawyer && html`<p class="note note-doubt">${say(words.unread)}</p>`}</section>`
}
