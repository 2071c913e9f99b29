import type { Text } from '../../../kernel/texts.js'
import type { Elsewhere } from '../../../law/explanation.js'
import { type Html, html } from '../../html.js'
import { traceAddress, type View, variantName } from '../view.js'
import type { Traced } from './page.js'

const words = {
  title: {
    kk: 'Басқа нұсқалар не дейді',
    ru: 'Что говорят другие варианты',
    en: 'What the other variants say',
  },
  clean: { kk: 'Ескерту жоқ.', ru: 'Замечаний нет.', en: 'No finding.' },
} as const satisfies Record<string, Text>

/** What every other variant says of the same facts; its name opens the same trace under it. */
export const elsewherePart = (view: View, traced: Traced): Html =>
  html`<section aria-labelledby="elsewhere"><h2 id="elsewhere">${view.reader.say(words.title)}</h2>
<ul class="outcomes">${traced.explanation.elsewhere.map((cell) => cellItem(view, traced, cell))}</ul></section>`

function cellItem(view: View, { caseId, reading }: Traced, cell: Elsewhere): Html {
  const { reader, law } = view
  const { say } = reader
  const name = html`<a href="${traceAddress(view, caseId, reading, cell.variant)}">${variantName(view, cell.variant)}</a>`
  const head = (badge: Html) =>
    html`<div class="outcome-head"><h3 id="${cell.variant}">${name}</h3>${badge}</div>`
  if ('error' in cell)
    return html`<li>${head(html`<span class="tag tag-doubt">?</span>`)}<p>${say(cell.error.detail)}</p></li>`
  const badge = html`<span class="tag tag-${cell.outcome}">${say(law.texts.outcomes[cell.outcome])}</span>`
  const said = cell.codes.map((code) => say(law.texts.findings[code])).join(' ')
  return html`<li>${head(badge)}<p class="small">${said === '' ? say(words.clean) : said}</p></li>`
}
