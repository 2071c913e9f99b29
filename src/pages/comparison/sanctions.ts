import type { Reading } from '../../comparison/readings.js'
import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { counted, shortTenge } from './numbers.js'
import { graphTable } from './table.js'
import { casesLink, resultsIn, type View, variantName } from './view.js'

const words = {
  caption: {
    kk: 'Мөлшері жарияланбаған санкциялар мен санкциясыз бұзушылықтар сомаға кірмейді. «Бастаса» дегені сомаға ешқашан қосылмайды.',
    ru: 'Санкции, размер которых не опубликован, и нарушения без санкции в сумму не входят. «Если начнут» к сумме никогда не прибавляется.',
    en: 'Sanctions whose amount is not published, and breaches without a sanction, are in no sum. “If they started” is never added to the sum.',
  },
  variant: { kk: 'Нұсқа', ru: 'Вариант', en: 'Variant' },
  breaches: { kk: 'Бұзушылық', ru: 'Нарушений', en: 'Breaches' },
  known: { kk: 'Белгілі айыппұлдар', ru: 'Известные штрафы', en: 'Known fines' },
  unpublished: { kk: 'Мөлшері жарияланбаған', ru: 'Размер не опубликован', en: 'Amount not published' },
  noneInForce: { kk: 'Айыппұл әлі жоқ', ru: 'Штрафа пока нет', en: 'No fine in force yet' },
  spared: {
    kk: 'Жеңілірек заң босатқан',
    ru: 'Освобождены более мягким законом',
    en: 'Spared by a milder law',
  },
  exposure: { kk: 'Бастаса: жинаулар', ru: 'Если начнут: сборов', en: 'If they started: cases' },
  exposed: { kk: 'Бастаса: айыппұл', ru: 'Если начнут: штрафы', en: 'If they started: fines' },
} as const satisfies Record<string, Text>

/** What is due, what is not published, and, apart, what would be due. */
export function sanctionsPart(view: View, reading: Reading): Html {
  const { say, language } = view.reader
  const rows = resultsIn(view, reading).map(({ variant, sanctions: { breaches, exposure } }) => ({
    head: variantName(view, variant),
    cells: [
      casesLink(view, { reading, variant, outcome: 'unlawful' }, breaches.cases),
      shortTenge(BigInt(breaches.knownKzt), language),
      counted(breaches.amountNotPublished, language),
      counted(breaches.noneInForce ?? 0, language),
      counted(breaches.spared ?? 0, language),
      casesLink(view, { reading, variant, outcome: 'may-not-start' }, exposure.cases),
      html`${shortTenge(BigInt(exposure.knownKzt), language)}${
        exposure.amountNotPublished > 0 &&
        html`<span class="small block">+ ${counted(exposure.amountNotPublished, language)} ${say(words.unpublished).toLowerCase()}</span>`
      }`,
    ],
  }))
  const columns = (
    ['breaches', 'known', 'unpublished', 'noneInForce', 'spared', 'exposure', 'exposed'] as const
  ).map((name) => ({ head: say(words[name]), kind: 'figure' as const }))
  return html`${graphTable(say(words.caption), say(words.variant), columns, rows)}`
}
