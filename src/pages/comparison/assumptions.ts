import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { decimal } from './numbers.js'
import { placeName } from './places.js'
import { scrolling } from './table.js'
import type { View } from './view.js'

const words = {
  none: { kk: 'Болжам жоқ.', ru: 'Допущений нет.', en: 'There are no assumptions.' },
  caption: {
    kk: 'Ешкім санамаған шамалар: қолданылған мәні, төменгісі мен жоғарғысы, қайдан алынған',
    ru: 'Чего никто не считал: взятое значение, нижнее и верхнее, откуда взято',
    en: 'What nobody has counted: the value taken, its low and high, and where it comes from',
  },
  assumption: { kk: 'Болжам', ru: 'Допущение', en: 'Assumption' },
  value: { kk: 'Мәні', ru: 'Значение', en: 'Value' },
  range: { kk: 'Аралығы', ru: 'Пределы', en: 'Range' },
  source: { kk: 'Дереккөз', ru: 'Источник', en: 'Source' },
  changed: { kk: 'өзгертілген', ru: 'изменено', en: 'changed' },
} as const satisfies Record<string, Text>

/** Every assumption with its source, those that the user changed first and marked. */
export function assumptionsTable(view: View, only?: 'changed'): Html {
  const { say, language } = view.reader
  const all = view.shown.results.assumptions
  const shown = [
    ...all.filter((one) => one.changed),
    ...all.filter((one) => !one.changed && only === undefined),
  ]
  if (shown.length === 0) return html`<p class="quiet">${say(words.none)}</p>`
  const number = (value: number) => decimal(value, language, 3)
  const table = html`<table class="numbers"><caption>${say(words.caption)}</caption>
<thead><tr><th scope="col">${say(words.assumption)}</th><th scope="col" class="figure">${say(words.value)}</th><th scope="col" class="figure">${say(words.range)}</th><th scope="col">${say(words.source)}</th></tr></thead>
<tbody>${shown.map(
    ({ place, value, low, high, changed, source }) =>
      html`<tr${changed && html` class="changed"`}><th scope="row">${placeName(view, place)} <code class="small block">${place}</code></th>
<td class="figure"><b>${number(value)}</b>${changed && html` <span class="tag tag-doubt">${say(words.changed)}</span>`}</td>
<td class="figure">${number(low)} – ${number(high)}</td><td class="small">${source}</td></tr>`,
  )}</tbody></table>`
  return scrolling(say(words.caption), table)
}
