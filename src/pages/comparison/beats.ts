import type { ComparisonResults } from '../../comparison/results.js'
import type { Language, Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { strip } from './chart.js'
import { counted, percent } from './numbers.js'
import { type View, variantName } from './view.js'

export type SensitivityResult = NonNullable<ComparisonResults['sensitivity']>
type Beat = SensitivityResult['beats'][number]
export type Headline = SensitivityResult['tornado'][number]['headline']

const lessOf: Readonly<Record<Headline, Text>> = {
  stopped: { kk: 'аз жинауды тоқтатады', ru: 'останавливает меньше сборов', en: 'stops fewer collections' },
  'honest-stopped': {
    kk: 'аз адал жинауды тоқтатады',
    ru: 'останавливает меньше честных сборов',
    en: 'stops fewer honest collections',
  },
  'frauds-stopped': {
    kk: 'аз алаяқтықты тоқтатады',
    ru: 'останавливает меньше мошенничеств',
    en: 'stops fewer frauds',
  },
  burden: { kk: 'арзанға түседі', ru: 'обходится дешевле', en: 'costs less' },
}

const beatsSentence: Readonly<
  Record<Language, (a: string, b: string, less: string, share: string, draws: string) => Html>
> = {
  en: (a, b, less, share, draws) => html`<b>${a}</b> ${less} than <b>${b}</b> in ${share} of ${draws} draws.`,
  ru: (a, b, less, share, draws) => html`«${a}» ${less}, чем «${b}», в ${share} из ${draws} розыгрышей.`,
  kk: (a, b, less, share, draws) =>
    html`«${a}» «${b}» нұсқасына қарағанда ${less}: ${draws} сынаудың ${share}.`,
}

/**
 * How often one variant beats another when all assumptions move at once: of each pair the one that does so more often, and
 * of the headlines those that are asked for.
 */
export function beatsList(
  view: View,
  { beats, draws }: SensitivityResult,
  headlines: readonly Headline[] = ['stopped', 'honest-stopped', 'frauds-stopped', 'burden'],
): Html {
  const { say, language } = view.reader
  const shareBack = (one: Beat): number =>
    beats.find(
      ({ variant, than, headline }) =>
        variant === one.than && than === one.variant && headline === one.headline,
    )?.share ?? 0
  const shown = beats.filter((one) => {
    const back = shareBack(one)
    const isAhead = one.share > back || (one.share === back && one.variant < one.than)
    return headlines.includes(one.headline) && one.share > 0 && isAhead
  })
  if (shown.length === 0) return html``
  return html`<ul class="plain beats">${shown.map(({ variant, than, headline, share }) => {
    const said = percent(share, 1, language)
    return html`<li>${strip({ title: said, pieces: [{ from: 0, to: share, fill: 'high' }], ticks: [0.5], height: 10 })}${beatsSentence[
      language
    ](
      variantName(view, variant),
      variantName(view, than),
      say(lessOf[headline]),
      said,
      counted(draws, language),
    )}</li>`
  })}</ul>`
}
