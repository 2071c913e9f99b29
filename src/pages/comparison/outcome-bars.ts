import type { Reading } from '../../comparison/readings.js'
import { OutcomeOrNone, type VariantResult } from '../../comparison/results.js'
import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { type Piece, strip, swatchOf } from './chart.js'
import { outcomeNames } from './names.js'
import { counted, percentOfSums, shortTiyn } from './numbers.js'
import { scrolling } from './table.js'
import { casesLink, resultsIn, type View, variantName } from './view.js'

const words = {
  count: { kk: 'Жинаулар саны бойынша', ru: 'По числу сборов', en: 'By number of collections' },
  money: { kk: 'Жиналған ақша бойынша', ru: 'По собранным деньгам', en: 'By money raised' },
  table: {
    kk: 'Осы сандар: жинаулар, олардың астында – жиналған ақша',
    ru: 'Те же числа: сборы, под ними собранные деньги',
    en: 'The same numbers: collections, and below them the money they raised',
  },
  variant: { kk: 'Нұсқа', ru: 'Вариант', en: 'Variant' },
  total: { kk: 'Барлығы', ru: 'Всего', en: 'All' },
} as const satisfies Record<string, Text>

const outcomes = OutcomeOrNone.options

/** What becomes of all cases under each variant: a bar by count and a thinner one by money, then the numbers. */
export function outcomesPart(view: View, reading: Reading): Html {
  const { say } = view.reader
  const results = resultsIn(view, reading)
  const shown = outcomes.filter((outcome) =>
    results.some((result) => (result.outcomes[outcome]?.cases ?? 0) > 0),
  )
  const key = html`<ul class="legend">${shown.map((outcome) => html`<li>${swatchOf(outcome)} ${say(outcomeNames[outcome])}</li>`)}</ul>`
  return html`${key}
<div class="bars">${results.map((result) => barsOf(view, result))}</div>
${scrolling(say(words.table), tableOf(view, reading, results, shown))}`
}

function barsOf(view: View, result: VariantResult): Html {
  const { say } = view.reader
  const name = variantName(view, result.variant)
  return html`<div class="bar-row"><p class="bar-name">${name}</p>
<p class="bar-of">${say(words.count)}</p>${countBar(view, result)}
<p class="bar-of">${say(words.money)}</p>${moneyBar(view, result)}</div>`
}

function countBar(view: View, result: VariantResult): Html {
  const { say, language } = view.reader
  const parts = outcomes.map((outcome) => ({
    outcome,
    size: BigInt(result.outcomes[outcome]?.cases ?? 0),
    label: counted(result.outcomes[outcome]?.cases ?? 0, language),
  }))
  return stacked(view, `${variantName(view, result.variant)}. ${say(words.count)}`, parts, 34)
}

function moneyBar(view: View, result: VariantResult): Html {
  const { say, language } = view.reader
  const parts = outcomes.map((outcome) => {
    const tiyn = result.outcomes[outcome]?.tiyn ?? '0'
    return { outcome, size: BigInt(tiyn), label: shortTiyn(tiyn, language) }
  })
  return stacked(view, `${variantName(view, result.variant)}. ${say(words.money)}`, parts, 20)
}

interface Part {
  readonly outcome: OutcomeOrNone
  readonly size: bigint
  readonly label: string
}

function stacked({ reader }: View, title: string, parts: readonly Part[], height: number): Html {
  const { say, language } = reader
  const total = parts.reduce((sum, { size }) => sum + size, 0n)
  const precision = 1_000_000n
  const share = (size: bigint) => (total === 0n ? 0 : Number((size * precision) / total) / Number(precision))
  let before = 0n
  const pieces = parts.map(({ outcome, size, label }): Piece => {
    const from = share(before)
    before += size
    return { from, to: share(before), fill: outcome, label }
  })
  const desc = parts
    .filter(({ size }) => size > 0n)
    .map(
      ({ outcome, size, label }) =>
        `${say(outcomeNames[outcome])}: ${label} (${percentOfSums(String(size), String(total), language)})`,
    )
    .join('; ')
  return strip({ title, desc, pieces, height })
}

function tableOf(
  view: View,
  reading: Reading,
  results: readonly VariantResult[],
  shown: readonly OutcomeOrNone[],
): Html {
  const { say, language } = view.reader
  const { cases, tiyn } = view.shown.results.cases
  const cell = (result: VariantResult, outcome: OutcomeOrNone) => {
    const amounts = result.outcomes[outcome] ?? { cases: 0, tiyn: '0' }
    return html`<td class="figure">${casesLink(view, { reading, variant: result.variant, outcome }, amounts.cases)}<span class="small block">${shortTiyn(amounts.tiyn, language)}</span></td>`
  }
  return html`<table class="numbers"><caption>${say(words.table)}</caption>
<thead><tr><th scope="col">${say(words.variant)}</th>${shown.map((outcome) => html`<th scope="col" class="figure">${say(outcomeNames[outcome])}</th>`)}<th scope="col" class="figure">${say(words.total)}</th></tr></thead>
<tbody>${results.map(
    (result) =>
      html`<tr><th scope="row">${variantName(view, result.variant)}</th>${shown.map((outcome) => cell(result, outcome))}<td class="figure">${counted(cases, language)}<span class="small block">${shortTiyn(tiyn, language)}</span></td></tr>`,
  )}</tbody></table>`
}
