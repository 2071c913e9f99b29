import type { Reading } from '../../comparison/readings.js'
import type { VariantResult } from '../../comparison/results.js'
import type { Language, Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { strip, swatchOf } from './chart.js'
import { counted, decimal, type Forms, formFor, percent } from './numbers.js'
import { graphTable } from './table.js'
import { casesLink, resultsIn, type View, variantName } from './view.js'

const words = {
  none: {
    kk: 'Бірде-бір жинау туралы оның алаяқтық па, жоқ па – белгісіз, сондықтан бұл жерде айтатын ештеңе жоқ.',
    ru: 'Ни об одном сборе не известно, мошенничество ли это, поэтому сказать здесь нечего.',
    en: 'Of no collection is it known whether it is a fraud, so there is nothing to say here.',
  },
  caption: {
    kk: 'Әр нұсқада алаяқтықтар не болады, және олармен бірге қанша адал жинау тоқтатылады',
    ru: 'Что становится с мошенничествами и сколько честных сборов остановлено вместе с ними',
    en: 'What becomes of the frauds, and how many honest collections are stopped with them',
  },
  variant: { kk: 'Нұсқа', ru: 'Вариант', en: 'Variant' },
  chart: { kk: 'Алаяқтықтар', ru: 'Мошенничества', en: 'Frauds' },
  prevented: { kk: 'Бастай алмайды', ru: 'Не начнутся', en: 'Prevented' },
  caught: { kk: 'Басталған, заңсыз', ru: 'Начались, незаконны', en: 'Caught' },
  missed: { kk: 'Байқалмайды', ru: 'Не замечены', en: 'Missed' },
  honest: { kk: 'Тоқтатылған адалдар', ru: 'Остановлено честных', en: 'Honest stopped' },
  each: { kk: 'Бір алаяқтыққа', ru: 'На одно мошенничество', en: 'For each fraud' },
} as const satisfies Record<string, Text>

const cases: Forms = { kk: 'жинаудың', ru: ['сбора', 'сборов', 'сборов'], en: ['case', 'cases'] }
const frauds: Forms = {
  kk: 'алаяқтық',
  ru: ['мошенничество', 'мошенничества', 'мошенничеств'],
  en: ['is a fraud', 'are frauds'],
}
const rate: Readonly<Record<Language, (f: VariantResult['fraud']) => string>> = {
  en: (f) =>
    `${counted(f.frauds, 'en')} of ${counted(f.labelled, 'en')} labelled ${formFor(f.labelled, cases, 'en')} ${formFor(f.frauds, frauds, 'en')} (${percent(f.frauds, f.labelled, 'en')}).`,
  ru: (f) =>
    `Из ${counted(f.labelled, 'ru')} ${formFor(f.labelled, cases, 'ru')} с пометкой ${counted(f.frauds, 'ru')} – ${formFor(f.frauds, frauds, 'ru')} (${percent(f.frauds, f.labelled, 'ru')}).`,
  kk: (f) =>
    `Белгісі бар ${counted(f.labelled, 'kk')} жинаудың ${counted(f.frauds, 'kk')} – алаяқтық (${percent(f.frauds, f.labelled, 'kk')}).`,
}

/** How rare frauds are, before anything is said of catching them. */
function baseRate(view: View, reading: Reading): string {
  const fraud = resultsIn(view, reading)[0]?.fraud
  return fraud === undefined || fraud.labelled === 0
    ? view.reader.say(words.none)
    : rate[view.reader.language](fraud)
}

export function fraudPart(view: View, reading: Reading): Html {
  const { say } = view.reader
  const results = resultsIn(view, reading)
  const first = html`<p><b>${baseRate(view, reading)}</b></p>`
  if ((results[0]?.fraud.labelled ?? 0) === 0) return first
  const columns = [
    { head: say(words.chart), kind: 'graph' },
    { head: html`${swatchOf('low')} ${say(words.prevented)}`, label: say(words.prevented), kind: 'figure' },
    { head: html`${swatchOf('high')} ${say(words.caught)}`, label: say(words.caught), kind: 'figure' },
    { head: html`${swatchOf('plain')} ${say(words.missed)}`, label: say(words.missed), kind: 'figure' },
    { head: say(words.honest), kind: 'figure' },
    { head: say(words.each), kind: 'figure' },
  ] as const
  return html`${first}${graphTable(
    say(words.caption),
    say(words.variant),
    columns,
    results.map((result) => rowOf(view, reading, result)),
  )}`
}

function rowOf(view: View, reading: Reading, { variant, fraud }: VariantResult) {
  const { say, language } = view.reader
  const { prevented, caught, missed, honestStopped, honestStoppedForEachFraud: each } = fraud
  const share = (number: number) => (fraud.frauds === 0 ? 0 : number / fraud.frauds)
  const link = (outcome: 'may-not-start' | 'unlawful' | 'free' | 'stopped', label: 'yes' | 'no', n: number) =>
    casesLink(view, { reading, variant, outcome, fraud: label }, n)
  const name = variantName(view, variant)
  const [a, b] = [share(prevented), share(prevented + caught)]
  return {
    head: name,
    cells: [
      strip({
        title: name,
        desc: (['prevented', 'caught', 'missed'] as const)
          .map((key) => `${say(words[key])}: ${counted(fraud[key], language)}`)
          .join('; '),
        pieces: [
          { from: 0, to: a, fill: 'low' },
          { from: a, to: b, fill: 'high' },
          { from: b, to: share(prevented + caught + missed), fill: 'plain' },
        ],
      }),
      link('may-not-start', 'yes', prevented),
      link('unlawful', 'yes', caught),
      link('free', 'yes', missed),
      link('stopped', 'no', honestStopped),
      each === null ? '–' : decimal(each, language),
    ],
  }
}
