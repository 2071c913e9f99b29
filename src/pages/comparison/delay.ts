import type { ComparisonResults } from '../../comparison/results.js'
import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { strip } from './chart.js'
import { counted } from './numbers.js'
import { graphTable } from './table.js'
import { plainly, type View, variantName } from './view.js'

const words = {
  caption: {
    kk: 'Күнтізбелік күндер, күтуге мәжбүр жинаулар бойынша. Толық жолақ – медиана, штрихталғаны – 90 %-ға дейін.',
    ru: 'Календарные дни, по сборам, которым приходится ждать. Сплошная полоса – медиана, штриховка – до 90 %.',
    en: 'Calendar days, over the collections that have to wait. Solid: the median; hatched: up to 90 %.',
  },
  variant: { kk: 'Нұсқа', ru: 'Вариант', en: 'Variant' },
  chart: { kk: 'Күндер', ru: 'Дни', en: 'Days' },
  cases: { kk: 'Күтеді', ru: 'Ждут', en: 'Wait' },
  median: { kk: 'Медиана', ru: 'Медиана', en: 'Median' },
  ninetieth: { kk: '90\u00A0%', ru: '90\u00A0%', en: '90\u00A0%' },
  silence: { kk: 'Орган үндемесе', ru: 'Если орган молчит', en: 'If the authority is silent' },
  without: { kk: 'Мерзімі жоқ', ru: 'Без срока', en: 'Without a deadline' },
  not: { kk: 'есептелмейді', ru: 'не вычислить', en: 'not computable' },
} as const satisfies Record<string, Text>

const silences: Readonly<Record<string, Text>> = {
  refusal: { kk: 'бас тарту', ru: 'отказ', en: 'refusal' },
  approval: { kk: 'мақұлдау', ru: 'одобрение', en: 'approval' },
  escalation: { kk: 'жоғарыға беру', ru: 'передача выше', en: 'escalation' },
  unsaid: { kk: 'айтылмаған', ru: 'не сказано', en: 'not said' },
}

type Delay = ComparisonResults['delay'][number]

/** How long collectors have to wait; a decision without a deadline is counted apart, for its waiting is not known. */
export function delayPart(view: View): Html {
  const { say } = view.reader
  const { delay } = view.shown.results
  const longest = Math.max(1, ...delay.map(({ median, ninetieth }) => ninetieth ?? median ?? 0))
  const columns = [
    { head: say(words.chart), kind: 'graph' },
    { head: say(words.cases), kind: 'figure' },
    { head: say(words.median), kind: 'figure' },
    { head: say(words.ninetieth), kind: 'figure' },
    { head: say(words.without), kind: 'figure' },
    { head: say(words.silence), kind: 'text' },
  ] as const
  const rows = delay.map((one) => rowOf(view, one, longest))
  return graphTable(say(words.caption), say(words.variant), columns, rows)
}

function rowOf(view: View, { variant, cases, median, ninetieth, ...one }: Delay, longest: number) {
  const { say, language } = view.reader
  const name = variantName(view, variant)
  const silence = Object.entries(one.silence).map(
    ([means, count]) => `${say(silences[means] ?? plainly(means))}: ${counted(count, language)}`,
  )
  return {
    head: name,
    cells: [
      strip({
        title: name,
        desc: `${say(words.median)}: ${median ?? '–'}; ${say(words.ninetieth)}: ${ninetieth ?? '–'}`,
        pieces: [
          { from: 0, to: (median ?? 0) / longest, fill: 'high' },
          { from: (median ?? 0) / longest, to: (ninetieth ?? median ?? 0) / longest, fill: 'low' },
        ],
        height: 18,
      }),
      counted(cases, language),
      median === null ? '–' : String(median),
      ninetieth === null ? '–' : String(ninetieth),
      html`${counted(one.withoutDeadline, language)}${one.notComputable > 0 && html`<span class="small block">${say(words.not)}: ${counted(one.notComputable, language)}</span>`}`,
      silence.length === 0 ? '–' : html`<span class="small">${silence.join('; ')}</span>`,
    ],
  }
}
