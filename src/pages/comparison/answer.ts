import type { VariantResult } from '../../comparison/results.js'
import type { Language, Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import {
  frauds,
  freeing,
  ofCollections,
  ofFrauds,
  type Pieces,
  stopping,
  stoppingNone,
  which,
} from './answer-sentences.js'
import { valueName } from './names.js'
import { counted, formFor } from './numbers.js'
import { casesLink, othersIn, resultsIn, type View, variantName, variantOf } from './view.js'

const nothing: Text = {
  kk: 'Бірде-бір жинау салыстырылмады: әзірге айтатын ештеңе жоқ.',
  ru: 'Ни одного сбора не сравнили: сказать пока нечего.',
  en: 'No collection was compared: there is nothing to say yet.',
}
const todaysLaw: Text = { kk: 'қолданыстағы заң', ru: 'действующий закон', en: 'today’s law' }

/** What a variant would change, in one sentence after its name; in the headline reading. */
function answerOf(view: View, result: VariantResult): Html {
  const { language } = view.reader
  if (view.shown.results.cases.cases === 0) return html`${nothing[language]}`
  const pieces = piecesOf(view, result)
  const { newlyStopped, newlyFree } = result
  return html`${variantName(view, result.variant)}: ${(newlyStopped.cases > 0 ? stopping : stoppingNone)[language](pieces)}${
    newlyFree.cases > 0 && freeing[language](pieces)
  }${pieces.frauds !== null && frauds[language](pieces)}.`
}

function piecesOf(view: View, result: VariantResult): Pieces {
  const { language } = view.reader
  const { cases } = view.shown.results.cases
  const { variant, newlyStopped, newlyFree, fraud } = result
  const filter = { reading: 'duties-met', variant } as const
  const stoppedFrauds = fraud.prevented + fraud.caught
  const base = resultsIn(view, 'duties-met').find((one) => one.variant === view.shown.results.base)?.fraud
  return {
    all: counted(cases, language),
    ofCollections: formFor(cases, ofCollections, language),
    which: formFor(newlyStopped.cases, which, language),
    stopped: casesLink(view, { ...filter, outcome: 'stopped', from: 'free' }, newlyStopped.cases),
    freed: casesLink(view, { ...filter, outcome: 'free', from: 'stopped' }, newlyFree.cases),
    base: baseInSentence(view),
    above: aboveAll(result, language),
    frauds: fraud.frauds === 0 ? null : counted(fraud.frauds, language),
    ofFrauds: formFor(fraud.frauds, ofFrauds, language),
    caughtByBase: base === undefined ? null : counted(base.prevented + base.caught, language),
    caught: casesLink(view, { ...filter, outcome: 'stopped', fraud: 'yes' }, stoppedFrauds),
  }
}

function baseInSentence(view: View): string {
  const { base } = view.shown.results
  const { say } = view.reader
  return variantOf(view, base)?.status === 'in-force' ? say(todaysLaw) : `«${variantName(view, base)}»`
}

const most = 2
const enough = 0.2

const collections: Readonly<Record<string, Text>> = {
  individual: {
    kk: 'жеке тұлғалардың жинауларын',
    ru: 'сборы частных лиц',
    en: 'collections by individuals',
  },
  organization: { kk: 'ұйымдардың жинауларын', ru: 'сборы организаций', en: 'collections by organizations' },
}

/** The kind of collector that is hit first, and the purposes for which most of those collect who are hit. */
function aboveAll({ newlyStopped, fallsOut }: VariantResult, language: Language): string | null {
  const { cases } = newlyStopped
  const first = (dimension: string) =>
    fallsOut
      .filter((group) => group.dimension === dimension && group.value !== 'unsaid')
      .sort((a, b) => b.cases - a.cases)
  const kind = first('kind').find((group) => group.cases > cases / 2)?.value
  const name = kind === undefined ? undefined : collections[kind]
  if (name === undefined) return null
  const purposes = first('purpose')
    .slice(0, most)
    .filter((group) => group.cases >= enough * cases)
    .map(({ value }) => valueName('purpose', value, language))
  if (purposes.length === 0) return name[language]
  const list = new Intl.ListFormat(language === 'kk' ? 'kk-KZ' : language).format(purposes)
  return language === 'kk' ? `${name.kk} (${list})` : `${name[language]} ${list}`
}

const words = {
  others: { kk: 'Қалған нұсқалар', ru: 'Остальные варианты', en: 'The other variants' },
} as const satisfies Record<string, Text>

/** The sentence of the variant that stops most, large; those of the others below it. */
export function answerPart(view: View): Html {
  const { say } = view.reader
  const [first, ...rest] = [...othersIn(view, 'duties-met')].sort(
    (a, b) => b.newlyStopped.cases - a.newlyStopped.cases,
  )
  if (first === undefined || view.shown.results.cases.cases === 0)
    return html`<p class="answer">${say(nothing)}</p>`
  return html`<p class="answer">${answerOf(view, first)}</p>
${rest.length > 0 && html`<h2 class="hidden">${say(words.others)}</h2><ul class="answers">${rest.map((one) => html`<li>${answerOf(view, one)}</li>`)}</ul>`}`
}
