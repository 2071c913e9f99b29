import type { Reading } from '../../comparison/readings.js'
import type { VariantResult } from '../../comparison/results.js'
import type { Text } from '../../kernel/texts.js'
import type { ProvisionId } from '../../law/provision-ids.js'
import { type Html, html } from '../html.js'
import { settingText } from '../settings.js'
import { strip } from './chart.js'
import { counted, decimal, percent } from './numbers.js'
import { graphTable, scrolling } from './table.js'
import { casesLink, othersIn, type View, variantName, variantOf } from './view.js'

const words = {
  lead: {
    kk: 'Бір жинауды бірнеше ереже қатар тоқтатуы мүмкін. Сондықтан әр ереженің әсері үш түрлі айтылады: онсыз қанша жинау босайды; алдыңғылардан кейін ол қанша қосады; тең бөлгенде оған қанша тиеді (Шепли).',
    ru: 'Один сбор могут останавливать сразу несколько норм. Поэтому вклад нормы показан трижды: сколько сборов освободится без неё одной; сколько она добавляет к стоящим выше; сколько приходится на неё при справедливом делении (Шепли).',
    en: 'One collection may be stopped by several provisions at once. So the effect of each is told three ways: how many would go free without it alone; how many it adds to those above it; and its share when overlaps are divided fairly (Shapley).',
  },
  matrix: {
    kk: 'Нұсқаларда не жазылған және әр ережеге тең бөлгенде қанша тоқтатылған жинау тиеді',
    ru: 'Что установлено в вариантах и сколько остановленных сборов приходится на каждую норму',
    en: 'What each variant sets, and how many stopped collections fall to each provision',
  },
  provision: { kk: 'Ереже', ru: 'Норма', en: 'Provision' },
  chart: { kk: 'Қосатыны', ru: 'Добавляет', en: 'Adds' },
  alone: { kk: 'Онсыз босайды', ru: 'Без неё свободны', en: 'Free without it' },
  added: { kk: 'Қосады', ru: 'Добавляет', en: 'Adds' },
  fairChart: { kk: 'Тең үлесі', ru: 'Доля по Шепли', en: 'Fair share' },
  fair: { kk: 'Шепли', ru: 'Шепли', en: 'Shapley' },
  all: { kk: 'Барлығы', ru: 'Всего', en: 'Together' },
  upTo: { kk: 'барлығы:', ru: 'вместе:', en: 'together' },
  none: {
    kk: 'Бірде-бір нұсқа негізден басқа ештеңе тоқтатпайды.',
    ru: 'Ни один вариант не останавливает ничего сверх основы.',
    en: 'No variant stops anything that the base does not.',
  },
} as const satisfies Record<string, Text>

/** Which provision does what: a table of all variants, then for each variant a waterfall and the fair shares. */
export function provisionsPart(view: View, reading: Reading): Html {
  const { say } = view.reader
  const others = othersIn(view, reading)
  const acting = others.filter(({ provisions }) => provisions.length > 0)
  const lead = html`<p class="small">${say(words.lead)}</p>`
  if (acting.length === 0) return html`${lead}<p class="quiet">${say(words.none)}</p>`
  return html`${lead}${scrolling(say(words.matrix), matrixOf(view, reading, others))}
${acting.map((result) => waterfallOf(view, reading, result))}`
}

function provisionName({ law, reader }: View, id: ProvisionId): Html {
  const known = law.provisions.provisions[id]
  const number = known?.number !== undefined && html`<span class="mark-number">${known.number}</span> `
  return html`${number}${known === undefined ? id : reader.say(known.title)}`
}

function matrixOf(view: View, reading: Reading, others: readonly VariantResult[]): Html {
  const { say } = view.reader
  const ids = Object.keys(view.law.provisions.provisions) as ProvisionId[]
  const base = variantOf(view, view.shown.results.base)
  const isChanged = (id: ProvisionId, variant: string) =>
    JSON.stringify(settings(view, variant, id)) !== JSON.stringify(base?.provisions[id]?.map(plain) ?? [])
  const shown = ids.filter((id) => others.some(({ variant }) => isChanged(id, variant)))
  const setIn = (id: ProvisionId, variant: string) =>
    variantOf(view, variant)?.provisions[id]?.map((one) => settingText(view.reader, one).setting)
  const cell = (id: ProvisionId, { variant, provisions }: VariantResult) => {
    const effect = provisions.find(({ provision }) => provision === id)
    const set = setIn(id, variant)
    const shapley = effect?.shapley.decimal ?? 0
    return html`<td>${set === undefined ? html`<span class="quiet">–</span>` : set.join(', ')}${
      effect !== undefined &&
      html`<span class="block"><b>${casesLink(view, { reading, variant, outcome: 'stopped', from: 'free', provision: id }, Math.ceil(shapley), decimal(shapley, view.reader.language, 0))}</b></span>`
    }</td>`
  }
  return html`<table class="numbers provisions"><caption>${say(words.matrix)}</caption>
<thead><tr><th scope="col">${say(words.provision)}</th><th scope="col">${variantName(view, view.shown.results.base)}</th>${others.map(({ variant }) => html`<th scope="col">${variantName(view, variant)}</th>`)}</tr></thead>
<tbody>${shown.map((id) => html`<tr><th scope="row">${provisionName(view, id)}</th><td class="quiet">${setIn(id, view.shown.results.base)?.join(', ') ?? '–'}</td>${others.map((result) => cell(id, result))}</tr>`)}</tbody></table>`
}

const plain = ({ setting, parameters }: { setting: string; parameters: object }) => ({ setting, parameters })
const settings = (view: View, variant: string, id: ProvisionId) =>
  (variantOf(view, variant)?.provisions[id] ?? []).map(plain)

function waterfallOf(view: View, reading: Reading, { variant, provisions }: VariantResult): Html {
  const { say, language } = view.reader
  const total = provisions.reduce((sum, { waterfall }) => sum + waterfall, 0)
  const largest = Math.max(total, ...provisions.map(({ shapley }) => shapley.decimal), 1)
  let before = 0
  const rows = provisions.map(({ provision, waterfall, leaveOneOut, shapley }) => {
    const from = before
    before += waterfall
    const link = (cases: number, text: string) =>
      casesLink(view, { reading, variant, outcome: 'stopped', from: 'free', provision }, cases, text)
    const share = percent(shapley.decimal, total, language)
    return {
      head: provisionName(view, provision),
      cells: [
        strip({
          title: `${say(words.added)}: ${counted(waterfall, language)}; ${say(words.upTo)} ${counted(before, language)}`,
          pieces: [{ from: from / largest, to: before / largest, fill: 'high' }],
          ticks: [before / largest],
        }),
        link(waterfall, counted(waterfall, language)),
        link(leaveOneOut, counted(leaveOneOut, language)),
        strip({
          title: `${say(words.fair)}: ${decimal(shapley.decimal, language)} (${share})`,
          pieces: [{ from: 0, to: shapley.decimal / largest, fill: 'low' }],
        }),
        html`${decimal(shapley.decimal, language)} <span class="small">(${share})</span>`,
      ],
    }
  })
  const columns = [
    { head: say(words.chart), kind: 'graph' },
    { head: say(words.added), kind: 'figure' },
    { head: say(words.alone), kind: 'figure' },
    { head: say(words.fairChart), kind: 'graph' },
    { head: say(words.fair), kind: 'figure' },
  ] as const
  const sum = html`<b>${variantName(view, variant)}</b>. ${say(words.all)}: ${casesLink(view, { reading, variant, outcome: 'stopped', from: 'free' }, total)}`
  return graphTable(sum, say(words.provision), columns, rows)
}
