import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { beatsList, type Headline, type SensitivityResult } from './beats.js'
import { type Piece, strip, swatchOf } from './chart.js'
import { counted, decimal, shortTenge } from './numbers.js'
import { placeName } from './places.js'
import { graphTable } from './table.js'
import { othersIn, type View, variantName } from './view.js'

const words = {
  none: {
    kk: 'Сезімталдық есептелмеген.',
    ru: 'Чувствительность не вычислялась.',
    en: 'Sensitivity was not computed.',
  },
  lead: {
    kk: 'Әр болжам жеке-жеке төменгі және жоғарғы мәніне қойылады, қалғаны өзгермейді. Ең ұзын жолақ – жауап ең көп тәуелді болжам.',
    ru: 'Каждое допущение по очереди ставится на нижнее и верхнее значение, остальные не меняются. Самая длинная полоса – допущение, от которого ответ зависит сильнее всего.',
    en: 'Each assumption in turn is set to its low and its high value, the others staying as they are. The longest bar is the assumption on which the answer hangs most.',
  },
  assumption: { kk: 'Болжам', ru: 'Допущение', en: 'Assumption' },
  chart: { kk: 'Жауап', ru: 'Ответ', en: 'The answer' },
  low: { kk: 'төменгіде', ru: 'при нижнем', en: 'at low' },
  high: { kk: 'жоғарғыда', ru: 'при верхнем', en: 'at high' },
  now: { kk: 'алынған мәндермен', ru: 'при взятых значениях', en: 'as taken' },
} as const satisfies Record<string, Text>

const headlineNames: Readonly<Record<Headline, Text>> = {
  stopped: { kk: 'Тоқтатылған жинаулар', ru: 'Остановленные сборы', en: 'Collections stopped' },
  'honest-stopped': {
    kk: 'Тоқтатылған адал жинаулар',
    ru: 'Остановленные честные сборы',
    en: 'Honest collections stopped',
  },
  'frauds-stopped': {
    kk: 'Тоқтатылған алаяқтықтар',
    ru: 'Остановленные мошенничества',
    en: 'Frauds stopped',
  },
  burden: { kk: 'Міндеттердің құны', ru: 'Стоимость обязанностей', en: 'Cost of the duties' },
}
/** On which assumptions the answer hangs, and how often one variant beats another when all of them move at once. */
export function sensitivityPart(view: View): Html {
  const { say } = view.reader
  const { sensitivity } = view.shown.results
  if (sensitivity === null) return html`<p class="quiet">${say(words.none)}</p>`
  const variants = [...new Set(sensitivity.tornado.map(({ variant }) => variant))]
  const inOrder = othersIn(view, 'duties-met').map(({ variant }) => variant)
  variants.sort((a, b) => inOrder.indexOf(a) - inOrder.indexOf(b))
  return html`${beatsList(view, sensitivity)}<p class="small">${say(words.lead)}</p>
${variants.map((variant, i) => html`<details class="who"${i === 0 && html` open`}><summary><b>${variantName(view, variant)}</b></summary>${headlines.map((headline) => tornado(view, sensitivity, variant, headline))}</details>`)}`
}

const headlines: readonly Headline[] = ['stopped', 'honest-stopped', 'frauds-stopped', 'burden']

function tornado(
  view: View,
  { asTaken, tornado: all }: SensitivityResult,
  variant: string,
  headline: Headline,
): Html {
  const { say } = view.reader
  const bars = all
    .filter((one) => one.variant === variant && one.headline === headline)
    .sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow))
    .slice(0, 10)
  if (bars.length === 0) return html``
  const now = asTaken.find((one) => one.variant === variant && one.headline === headline)?.value ?? 0
  const ends = [now, ...bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh])]
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  const scale = { least, width: most - least || 1 }
  const columns = [
    { head: say(words.chart), kind: 'graph' },
    { head: html`${swatchOf('low')} ${say(words.low)}`, label: say(words.low), kind: 'figure' },
    { head: html`${swatchOf('high')} ${say(words.high)}`, label: say(words.high), kind: 'figure' },
  ] as const
  const rows = bars.map((bar) => tornadoRow(view, bar, scale, now))
  const caption = html`<b>${say(headlineNames[headline])}</b>: ${say(words.now)} ${amount(view, headline, now)}`
  return html`<div class="tornado">${graphTable(caption, say(words.assumption), columns, rows)}</div>`
}

/** Cases are counted, costs are money. */
const amount = ({ reader: { language } }: View, headline: Headline, value: number): string =>
  headline === 'burden' ? shortTenge(BigInt(Math.round(value)), language) : counted(value, language)

function tornadoRow(
  view: View,
  { assumption, headline, low, high, atLow, atHigh }: SensitivityResult['tornado'][number],
  { least, width }: { least: number; width: number },
  now: number,
) {
  const { say, language } = view.reader
  const at = (value: number) => (value - least) / width
  const middle = at(now)
  const half = (value: number, fill: 'low' | 'high'): Piece => ({
    from: Math.min(at(value), middle),
    to: Math.max(at(value), middle),
    fill,
  })
  const name = placeName(view, assumption)
  return {
    head: name,
    cells: [
      strip({
        title: `${name}: ${say(words.low)} ${amount(view, headline, atLow)}, ${say(words.high)} ${amount(view, headline, atHigh)}`,
        pieces: [half(atLow, 'low'), half(atHigh, 'high')],
        ticks: [middle],
        height: 18,
      }),
      html`${amount(view, headline, atLow)} <span class="small">(${decimal(low, language, 3)})</span>`,
      html`${amount(view, headline, atHigh)} <span class="small">(${decimal(high, language, 3)})</span>`,
    ],
  }
}
