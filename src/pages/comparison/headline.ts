import type { Reading } from '../../comparison/readings.js'
import type { VariantResult } from '../../comparison/results.js'
import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { lawStatusNames } from '../labels.js'
import { counted, decimal, percent, percentOfSums, shortTenge, shortTiyn } from './numbers.js'
import { graphTable } from './table.js'
import { casesLink, resultsIn, type View, variantName, variantOf } from './view.js'

const words = {
  caption: {
    kk: 'Әр нұсқаның төрт саны. Әр сан өзіне негіз болған жинауларды ашады.',
    ru: 'Четыре числа о каждом варианте. Каждое число открывает сборы, из которых оно сложилось.',
    en: 'Four numbers for each variant. Every number opens the collections behind it.',
  },
  variant: { kk: 'Нұсқа', ru: 'Вариант', en: 'Variant' },
  stopped: { kk: 'Тоқтатылады', ru: 'Остановлено', en: 'Stopped' },
  money: { kk: 'Олар жинаған ақша', ru: 'Собрано ими', en: 'Money they raised' },
  honest: {
    kk: 'Тоқтатылған әр алаяқтыққа адал жинау',
    ru: 'Честных на одно остановленное мошенничество',
    en: 'Honest ones for each fraud stopped',
  },
  burden: { kk: 'Міндеттердің құны', ru: 'Стоимость обязанностей', en: 'Cost of the duties' },
  ofAll: { kk: 'барлығынан', ru: 'от всех', en: 'of all' },
  ofMoney: { kk: 'барлық ақшадан', ru: 'от всех денег', en: 'of all money' },
  newly: { kk: 'жаңадан', ru: 'впервые', en: 'newly' },
  base: { kk: 'салыстыру негізі', ru: 'основа сравнения', en: 'the base' },
  otherwise: { kk: 'сол күйінде:', ru: 'как было:', en: 'as it stood:' },
  toFrauds: { kk: 'адал : алаяқ', ru: 'честных : мошенничеств', en: 'honest : frauds' },
  perCollection: { kk: 'бір жинауға', ru: 'на один сбор', en: 'for each collection' },
  noFraud: { kk: 'алаяқтық тоқтатылмады', ru: 'мошенничества не остановлены', en: 'no fraud is stopped' },
} as const satisfies Record<string, Text>

/** Four numbers a variant, the base first; beside the headline reading stands what the other one says. */
export function headlinePart(view: View, reading: Reading): Html {
  const { say } = view.reader
  const { base } = view.shown.results
  const other = reading === 'duties-met' ? resultsIn(view, 'as-it-stood') : []
  const rows = resultsIn(view, reading).map((result) => ({
    head: html`<b>${variantName(view, result.variant)}</b> <span class="small block">${
      result.variant === base ? say(words.base) : statusOf(view, result.variant)
    }</span>`,
    cells: [
      stoppedCell(
        view,
        reading,
        result,
        other.find(({ variant }) => variant === result.variant),
      ),
      moneyCell(view, reading, result),
      honestCell(view, reading, result),
      burdenCell(view, result.variant),
    ],
  }))
  const columns = (['stopped', 'money', 'honest', 'burden'] as const).map((name) => ({
    head: say(words[name]),
    kind: 'figure' as const,
  }))
  return html`<div class="four">${graphTable(say(words.caption), say(words.variant), columns, rows)}</div>`
}

function statusOf(view: View, id: string): string {
  const status = variantOf(view, id)?.status
  return status === undefined ? '' : view.reader.say(lawStatusNames[status])
}

const big = (number: Html | string, below: Html | string): Html =>
  html`<span class="big">${number}</span><span class="small block">${below}</span>`

function stoppedCell(
  view: View,
  reading: Reading,
  { variant, stopped, newlyStopped }: VariantResult,
  other: VariantResult | undefined,
): Html {
  const { say, language } = view.reader
  const share = percent(stopped.cases, view.shown.results.cases.cases, language)
  const filter = { reading, variant, outcome: 'stopped' } as const
  const newly =
    variant !== view.shown.results.base &&
    html`<span class="small block">${say(words.newly)} ${casesLink(view, { ...filter, from: 'free' }, newlyStopped.cases)}</span>`
  const otherwise =
    other !== undefined &&
    html`<span class="small block">${say(words.otherwise)} ${casesLink(view, { ...filter, reading: 'as-it-stood' }, other.stopped.cases)}</span>`
  return html`${big(casesLink(view, filter, stopped.cases), `${share} ${say(words.ofAll)}`)}${newly}${otherwise}`
}

function moneyCell(view: View, reading: Reading, { variant, stopped }: VariantResult): Html {
  const { say, language } = view.reader
  const link = casesLink(
    view,
    { reading, variant, outcome: 'stopped' },
    stopped.cases,
    shortTiyn(stopped.tiyn, language),
  )
  const share = percentOfSums(stopped.tiyn, view.shown.results.cases.tiyn, language)
  return big(link, `${share} ${say(words.ofMoney)}`)
}

function honestCell(view: View, reading: Reading, { variant, fraud }: VariantResult): Html {
  const { say, language } = view.reader
  const caught = fraud.prevented + fraud.caught
  const ratio = fraud.honestStoppedForEachFraud
  if (ratio === null) return big('–', say(words.noFraud))
  const filter = { reading, variant, outcome: 'stopped', fraud: 'no' } as const
  const number = casesLink(view, filter, fraud.honestStopped, decimal(ratio, language))
  return big(
    number,
    html`${counted(fraud.honestStopped, language)} : ${counted(caught, language)} <span class="hidden">(${say(words.toFrauds)})</span>`,
  )
}

function burdenCell(view: View, variant: string): Html {
  const { say, language, to } = view.reader
  const { burden, cases } = view.shown.results
  const total = BigInt(burden.find((one) => one.variant === variant)?.totalKzt ?? '0')
  const each = cases.cases === 0 ? 0n : total / BigInt(cases.cases)
  const number =
    total === 0n
      ? html`0 ₸`
      : html`<a href="${to(`/comparisons/${encodeURIComponent(view.shown.id)}`)}#burden">${shortTenge(total, language)}</a>`
  return big(number, `${shortTenge(each, language)} ${say(words.perCollection)}`)
}
