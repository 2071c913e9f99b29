import type { CellFilter, CellPlace } from '../../comparison/cell-filter.js'
import type { CaseCell } from '../../comparison/results.js'
import type { Language, Text } from '../../kernel/texts.js'
import type { Legislation } from '../../law/load.js'
import { comparisonStyles } from '../assets.js'
import { type Html, html } from '../html.js'
import { page } from '../layout.js'
import type { Reader } from '../reader.js'
import { hatches, swatchOf } from './chart.js'
import { titleOf } from './comparison.js'
import { dimensionNames, groupNames, outcomeNames, readingNames, valueName } from './names.js'
import { counted, type Forms, formFor, shortTiyn } from './numbers.js'
import type { ShownCells, ShownComparison } from './source.js'
import { traceAddress, type View, variantName } from './view.js'

const words = {
  title: {
    kk: 'Осы санның артындағы жинаулар',
    ru: 'Сборы за этим числом',
    en: 'The collections behind the number',
  },
  back: { kk: 'Салыстыруға', ru: 'К сравнению', en: 'To the comparison' },
  lead: {
    kk: 'Бір ұяшықтағы жинауларды бірде-бір нұсқа ажыратпайды. Әр мысал өзінің талдауын ашады.',
    ru: 'Сборы одной ячейки не различает ни один вариант. Каждый пример открывает свой разбор.',
    en: 'No variant tells the collections of one cell apart. Each example opens its trace.',
  },
  next: { kk: 'Келесі ұяшықтар', ru: 'Следующие ячейки', en: 'The next cells' },
  none: { kk: 'Мұндай жинау жоқ.', ru: 'Таких сборов нет.', en: 'There are no such collections.' },
  cell: { kk: 'Ұяшық', ru: 'Ячейка', en: 'Cell' },
  examples: { kk: 'Мысалдар', ru: 'Примеры', en: 'Examples' },
  clean: { kk: 'ескерту жоқ', ru: 'замечаний нет', en: 'no finding' },
  raised: { kk: 'жиналды', ru: 'собрано', en: 'raised' },
  reading: { kk: 'Оқылым', ru: 'Прочтение', en: 'Reading' },
  outcome: { kk: 'Нұсқа бойынша', ru: 'По варианту', en: 'Under the variant' },
  from: { kk: 'Негіз бойынша', ru: 'По основе', en: 'Under the base' },
  ground: { kk: 'Негіздеме', ru: 'Основание', en: 'Ground' },
  fraud: { kk: 'Алаяқтық', ru: 'Мошенничество', en: 'Fraud' },
  yes: { kk: 'иә', ru: 'да', en: 'yes' },
  no: { kk: 'жоқ', ru: 'нет', en: 'no' },
} as const satisfies Record<string, Text>

const collections: Forms = { kk: 'жинау', ru: ['сбор', 'сбора', 'сборов'], en: ['collection', 'collections'] }
const cellsWord: Forms = { kk: 'ұяшық', ru: ['ячейка', 'ячейки', 'ячеек'], en: ['cell', 'cells'] }

/** The cells behind a number, the largest first: what each variant says of them, and examples that open their trace. */
export function casesPage(
  reader: Reader,
  law: Legislation,
  shown: ShownComparison,
  asked: { readonly filter: CellFilter; readonly cells: ShownCells },
): string {
  const view: View = { reader, law, shown }
  const { say, to, language } = reader
  const { items, next, all } = asked.cells
  const body = html`${hatches}<p class="kicker"><a href="${to(`/comparisons/${encodeURIComponent(shown.id)}`)}">← ${say(words.back)}: ${titleOf(view)}</a></p>
<h1>${say(words.title)}</h1>
${filterList(view, asked.filter)}
<p class="lead"><b>${counting(all.cases, collections, language)}</b>, ${counting(all.cells, cellsWord, language)}; ${say(words.raised)} ${shortTiyn(all.tiyn, language)}</p>
${items.length === 0 ? html`<p class="quiet">${say(words.none)}</p>` : html`<p class="small">${say(words.lead)}</p><ol class="cells">${items.map((cell) => cellItem(view, cell, asked.filter))}</ol>`}
${next && html`<p class="small"><a rel="next" href="${nextAddress(reader, next)}">${say(words.next)}</a></p>`}`
  return page(reader, { title: say(words.title), body, styles: comparisonStyles })
}

/** The same question, from the next cell on. */
function nextAddress({ path, to }: Reader, { cases, number }: CellPlace): string {
  const { pathname, searchParams } = new URL(`http://adal.invalid${path}`)
  searchParams.set('after', `${cases}-${number}`)
  return to(`${pathname}?${searchParams}`)
}

const counting = (number: number, forms: Forms, language: Language): string =>
  `${counted(number, language)} ${formFor(number, forms, language)}`

/** In words what was asked for. */
function filterList(view: View, filter: CellFilter): Html {
  const { reader, law } = view
  const { say, language } = reader
  const outcome = (name: string) => say(groupNames[name] ?? outcomeNames[name as keyof typeof outcomeNames])
  const variant = filter.variant === undefined ? '' : variantName(view, filter.variant)
  const provision = filter.provision && law.provisions.provisions[filter.provision]
  const said: (readonly [string, string])[] = [[say(words.reading), say(readingNames[filter.reading])]]
  if (filter.variant !== undefined)
    said.push([say(words.outcome), filter.outcome ? `${variant}: ${outcome(filter.outcome)}` : variant])
  if (filter.from !== undefined)
    said.push([say(words.from), `${variantName(view, view.shown.results.base)}: ${outcome(filter.from)}`])
  if (filter.code !== undefined) said.push([say(words.ground), say(law.texts.findings[filter.code])])
  if (provision) said.push([say(words.ground), say(provision.title)])
  for (const dimension of ['kind', 'size', 'region', 'purpose'] as const) {
    const [value, name] = [filter[dimension], dimensionNames[dimension]]
    if (value !== undefined && name) said.push([say(name), valueName(dimension, value, language)])
  }
  if (filter.fraud !== undefined) said.push([say(words.fraud), say(words[filter.fraud])])
  return html`<dl class="facts asked">${said.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

function cellItem(view: View, cell: CaseCell, filter: CellFilter): Html {
  const { say, language } = view.reader
  return html`<li class="cell"><h2>${counting(cell.cases, collections, language)} <span class="small">${valueName('kind', cell.kind, language)}, ${say(words.raised)} ${shortTiyn(cell.tiyn, language)} · ${say(words.cell)} ${cell.class}</span></h2>
<ul class="says">${view.shown.results.variants.map(({ id }) => answerItem(view, cell, id))}</ul>
<p class="small">${say(words.examples)}: ${cell.examples.map(({ id }) => html`<a class="example" href="${traceAddress(view, id, cell.reading, filter.variant)}"><code>${id}</code></a> `)}</p></li>`
}

function answerItem(view: View, { answers }: CaseCell, id: string): Html {
  const { reader, law } = view
  const answer = answers[id]
  if (answer === undefined) return html``
  const findings = answer.findings.map((code) => reader.say(law.texts.findings[code]))
  return html`<li>${swatchOf(answer.outcome)} <b>${variantName(view, id)}</b>: ${reader.say(outcomeNames[answer.outcome])}<span class="small block">${findings.length === 0 ? reader.say(words.clean) : findings.join(' ')}</span></li>`
}
