import type { Reading } from '../../comparison/readings.js'
import { OutcomeOrNone, type VariantResult } from '../../comparison/results.js'
import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { swatchOf } from './chart.js'
import { outcomeNames } from './names.js'
import { shortTiyn } from './numbers.js'
import { scrolling } from './table.js'
import { casesLink, othersIn, resultsIn, type View, variantName } from './view.js'

const words = {
  lead: {
    kk: 'Жолда – негіз не дейді, бағанда – нұсқа не дейді. Неғұрлым қою болса, соғұрлым жинау көп; ↑ – қатаңдайды, ↓ – жеңілдейді.',
    ru: 'В строке – что говорит основа, в столбце – что говорит вариант. Чем гуще, тем больше сборов; ↑ строже, ↓ мягче.',
    en: 'A row is what the base says, a column what the variant says. The denser, the more collections; ↑ stricter, ↓ milder.',
  },
  from: { kk: 'негіз → нұсқа', ru: 'основа → вариант', en: 'base → variant' },
  stricter: { kk: 'қатаңдайды', ru: 'строже', en: 'stricter' },
  milder: { kk: 'жеңілдейді', ru: 'мягче', en: 'milder' },
} as const satisfies Record<string, Text>

const outcomes = OutcomeOrNone.options

/** From which outcome under the base to which under the variant: one matrix a variant. */
export const transitionsPart = (view: View, reading: Reading): Html =>
  html`<p class="small">${view.reader.say(words.lead)}</p>
${othersIn(view, reading).map((result) => scrolling(variantName(view, result.variant), matrixOf(view, reading, result)))}`

function matrixOf(view: View, reading: Reading, result: VariantResult): Html {
  const { say } = view.reader
  const { base } = view.shown.results
  const all = view.shown.results.cases.cases
  const seen = (outcome: OutcomeOrNone) =>
    resultsIn(view, reading).some((one) => (one.outcomes[outcome]?.cases ?? 0) > 0)
  const shown = outcomes.filter(seen)
  const rows = shown.filter((from) => result.transitions.some((move) => move.from === from))
  const cell = (from: OutcomeOrNone, to: OutcomeOrNone) => {
    const move = result.transitions.find((one) => one.from === from && one.to === to)
    return cellOf(view, { reading, variant: result.variant, from, outcome: to }, move, all)
  }
  return html`<table class="matrix"><caption>${variantName(view, base)} → <b>${variantName(view, result.variant)}</b></caption>
<thead><tr><th scope="col">${say(words.from)}</th>${shown.map((to) => html`<th scope="col">${swatchOf(to)} ${say(outcomeNames[to])}</th>`)}</tr></thead>
<tbody>${rows.map((from) => html`<tr><th scope="row">${swatchOf(from)} ${say(outcomeNames[from])}</th>${shown.map((to) => cell(from, to))}</tr>`)}</tbody></table>`
}

type Move = VariantResult['transitions'][number]
interface Asked {
  readonly reading: Reading
  readonly variant: string
  readonly from: OutcomeOrNone
  readonly outcome: OutcomeOrNone
}

const levels = 5

function cellOf(view: View, asked: Asked, move: Move | undefined, all: number): Html {
  const { say, language } = view.reader
  if (move === undefined || move.cases === 0) return html`<td class="heat">·</td>`
  const step = outcomes.indexOf(asked.outcome) - outcomes.indexOf(asked.from)
  const isMove = step !== 0 && asked.outcome !== 'not-computable' && asked.from !== 'not-computable'
  const direction = isMove ? (step > 0 ? 'stricter' : 'milder') : 'same'
  // By the root, so that a hundred cases of ten thousand are still seen.
  const level = Math.max(1, Math.ceil(Math.sqrt(move.cases / all) * levels))
  return html`<td class="heat heat-${level} ${direction}"><span class="pill">${casesLink(view, asked, move.cases)}${
    direction !== 'same' &&
    html` <span aria-hidden="true">${direction === 'stricter' ? '↑' : '↓'}</span><span class="hidden">${say(words[direction])}</span>`
  }<span class="small block">${shortTiyn(move.tiyn, language)}</span></span></td>`
}
