import { type Dimension, dimensions } from '../../comparison/cases.js'
import type { Reading } from '../../comparison/readings.js'
import type { VariantResult } from '../../comparison/results.js'
import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { strip } from './chart.js'
import { dimensionNames, valueName } from './names.js'
import { counted, percent, shortTiyn } from './numbers.js'
import { graphTable } from './table.js'
import { casesLink, othersIn, type View, variantName } from './view.js'
import { waysBack } from './way-back.js'

const words = {
  lead: {
    kk: 'Негіз рұқсат еткен, ал нұсқа тоқтататын жинаулар. Жолақ – осындай барлық жинаудың қандай бөлігі; соңында – қайтудың ең жеңіл жолы. Әр жол тексерілді: бір ұяшықтың бір жинауы сол жолдан кейін қайта бағаланды. Қайсысы жеңіл екені – біздің болжам.',
    ru: 'Сборы, которые основа допускает, а вариант останавливает. Полоса – какая это часть всех таких сборов; дальше – самый лёгкий путь назад. Каждый путь испытан: один сбор ячейки оценён после него заново. Что легче – наше предположение.',
    en: 'Collections that the base lets be and the variant stops. The bar is their part of all such collections; then the easiest way back. Each way was tried: one collection of its cell was judged again after it. Which is the easier is our assumption.',
  },
  stopped: { kk: 'Тоқтатылады', ru: 'Остановлено', en: 'Stopped' },
  part: { kk: 'Осындай барлығынан', ru: 'От всех таких', en: 'Of all such' },
  regions: { kk: 'Өңірлер бойынша', ru: 'По регионам', en: 'By region' },
  money: { kk: 'Ақша', ru: 'Деньги', en: 'Money' },
  way: { kk: 'Қайту жолы', ru: 'Путь назад', en: 'Way back' },
  of: { kk: '/', ru: 'из', en: 'of' },
  nobody: {
    kk: 'Ешкім шеттетілмейді.',
    ru: 'Не выпадает никто.',
    en: 'Nobody falls out.',
  },
} as const satisfies Record<string, Text>

/** Who is stopped that the base lets be, by each dimension; one block a variant, the first one open. */
export function fallsOutPart(view: View, reading: Reading): Html {
  const { say, language } = view.reader
  const others = othersIn(view, reading)
  const first = others.find(({ newlyStopped }) => newlyStopped.cases > 0)
  return html`<p class="small">${say(words.lead)}</p>${others.map((result) => {
    const title = html`<b>${variantName(view, result.variant)}</b>: ${counted(result.newlyStopped.cases, language)}`
    return result.newlyStopped.cases === 0
      ? html`<p>${title}. ${say(words.nobody)}</p>`
      : html`<details class="who"${result === first && html` open`}><summary>${title}</summary>${dimensions
          .filter((dimension) => result.fallsOut.some((group) => group.dimension === dimension))
          .sort((a, b) => places.indexOf(a) - places.indexOf(b))
          .map((dimension) => {
            const table = fallsOutTable(view, reading, result, dimension)
            // Twenty regions would bury the rest.
            return dimension === 'region'
              ? html`<details><summary>${say(words.regions)}</summary>${table}</details>`
              : table
          })}</details>`
  })}`
}

/** Sizes keep their order, all else goes by number. */
const placeOf = ({ dimension, value }: VariantResult['fallsOut'][number]): number =>
  dimension === 'size' ? ['small', 'medium', 'large'].indexOf(value) : 0

const places: readonly Dimension[] = ['kind', 'purpose', 'size', 'region']

export function fallsOutTable(
  view: View,
  reading: Reading,
  { variant, fallsOut }: VariantResult,
  dimension: Dimension,
): Html {
  const { say, language } = view.reader
  const groups = fallsOut
    .filter((group) => group.dimension === dimension)
    .sort((a, b) => placeOf(a) - placeOf(b) || b.cases - a.cases)
  const rows = groups.map((group) => {
    const share = percent(group.cases, group.of.cases, language)
    const filter = { reading, variant, outcome: 'stopped', from: 'free', [dimension]: group.value } as const
    return {
      head: valueName(dimension, group.value, language),
      cells: [
        strip({
          title: `${counted(group.cases, language)} ${say(words.of)} ${counted(group.of.cases, language)}: ${share}`,
          pieces: [{ from: 0, to: group.of.cases === 0 ? 0 : group.cases / group.of.cases, fill: 'barred' }],
          height: 18,
        }),
        html`${casesLink(view, filter, group.cases)} <span class="small">${say(words.of)} ${counted(group.of.cases, language)}</span>`,
        share,
        shortTiyn(group.tiyn, language),
        dimension === 'region' ? '' : waysBack(view, group.ways),
      ],
    }
  })
  const columns = [
    { head: say(words.part), kind: 'graph' },
    { head: say(words.stopped), kind: 'figure' },
    { head: '%', kind: 'figure' },
    { head: say(words.money), kind: 'figure' },
    { head: dimension === 'region' ? '' : say(words.way), kind: 'text' },
  ] as const
  const name = dimensionNames[dimension]
  const title = name === undefined ? dimension : say(name)
  const caption = html`<span class="hidden">${title}</span>`
  return html`<div class="falls-out">${graphTable(caption, html`<b>${title}</b>`, columns, rows)}</div>`
}
