import type { VariantResult } from '../../comparison/results.js'
import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { counted } from './numbers.js'
import type { View } from './view.js'

const words = {
  together: {
    kk: 'Бір қадам жеткіліксіз, бірге:',
    ru: 'Одного шага мало, вместе:',
    en: 'No single step is enough; together:',
  },
  tooLate: {
    kk: 'Бұл жинау үшін кеш. Дәл осындай келесі жинау заңды болады, егер дер кезінде:',
    ru: 'Для этого сбора поздно. Следующий такой же будет законным, если вовремя:',
    en: 'Too late for this collection. The next one like it would be lawful if in time:',
  },
  noWay: {
    kk: 'Төрт қадам да заңды етпейді.',
    ru: 'Законным не делают и четыре шага.',
    en: 'Not even four steps make it lawful.',
  },
  others: { kk: 'Қалғандары үшін', ru: 'Для остальных', en: 'For the others' },
} as const satisfies Record<string, Text>

type Ways = VariantResult['fallsOut'][number]['ways']

/** The way back of most who fall out, with how many they are; those of the others open. */
export function waysBack(view: View, ways: Ways): Html {
  const [first, ...others] = ways
  if (first === undefined) return html``
  const said = html`<span class="small">${wayBack(view, first)}</span>`
  if (others.length === 0) return said
  const { say, language } = view.reader
  const left = others.reduce((sum, { cases }) => sum + cases, 0)
  return html`${said}<details class="small"><summary>${say(words.others)} (${counted(left, language)})</summary><ul class="ways-back">${others.map((way) => html`<li>${wayBack(view, way)}</li>`)}</ul></details>`
}

function wayBack({ reader, law }: View, { remedies, tooLate, cases }: Ways[number]): Html {
  const { say, language } = reader
  const before = [
    remedies.length === 0 && words.noWay,
    remedies.length > 1 && words.together,
    tooLate && words.tooLate,
  ]
  const steps = remedies.map((remedy) => say(law.texts.remedies[remedy]))
  return html`${before.map((text) => text !== false && html`<span class="quiet">${say(text)}</span> `)}${steps.join(' ')} (${counted(cases, language)})`
}
