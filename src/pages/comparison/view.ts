import type { CellFilter } from '../../comparison/cell-filter.js'
import type { Reading } from '../../comparison/readings.js'
import type { VariantResult } from '../../comparison/results.js'
import type { Text } from '../../kernel/texts.js'
import type { Legislation } from '../../law/load.js'
import type { Variant } from '../../law/variant.js'
import { type Content, type Html, html } from '../html.js'
import type { Reader } from '../reader.js'
import { counted } from './numbers.js'
import type { ShownComparison } from './source.js'

/** Who reads which comparison: what every part of its pages is given. */
export interface View {
  readonly reader: Reader
  readonly law: Legislation
  readonly shown: ShownComparison
}

/** The headline comes first: it shows whom the law itself stops. */
export const readingsInOrder: readonly Reading[] = ['duties-met', 'as-it-stood']

export const variantOf = ({ law, shown }: View, id: string): Variant | undefined =>
  law.variants.get(id) ?? shown.variants?.find((variant) => variant.id === id)

export function variantName(view: View, id: string): string {
  const variant = variantOf(view, id)
  return variant === undefined ? id : view.reader.say(variant.title)
}

export const resultsIn = ({ shown }: View, reading: Reading): readonly VariantResult[] =>
  shown.results.readings[reading] ?? []

/** All but the base, which is what the others are measured against. */
export const othersIn = (view: View, reading: Reading): readonly VariantResult[] =>
  resultsIn(view, reading).filter(({ variant }) => variant !== view.shown.results.base)

const order = [
  ...['reading', 'variant', 'outcome', 'from', 'code', 'provision'],
  ...['kind', 'size', 'region', 'purpose', 'fraud'],
] as const

function casesAddress({ reader, shown }: View, filter: Partial<CellFilter>): string {
  const given = new URLSearchParams()
  for (const name of order) {
    const value = filter[name]
    if (value !== undefined) given.set(name, value)
  }
  const query = given.toString()
  return reader.to(`/comparisons/${encodeURIComponent(shown.id)}/cases${query === '' ? '' : `?${query}`}`)
}

/** A number that opens the cases behind it; of nothing there is nothing to open. */
export function casesLink(view: View, filter: Partial<CellFilter>, cases: number, shownAs?: Content): Html {
  const text = shownAs ?? counted(cases, view.reader.language)
  return cases === 0 ? html`${text}` : html`<a class="opens" href="${casesAddress(view, filter)}">${text}</a>`
}

/** The trace of one case, the variant that is asked for first. */
export function traceAddress(
  { reader, shown }: View,
  caseId: string,
  reading: string,
  variant: string | undefined,
): string {
  const query = new URLSearchParams({ case: caseId, reading, ...(variant !== undefined && { variant }) })
  return reader.to(`/comparisons/${encodeURIComponent(shown.id)}/trace?${query}`)
}

/** A part of the page under its heading. */
export const part = (id: string, title: Content, content: Content): Html =>
  html`<section class="part-of-comparison" aria-labelledby="${id}"><h3 id="${id}">${title}</h3>
${content}</section>`

/** For codes that nobody has named. */
export const plainly = (code: string): Text => {
  const words = code.replaceAll('-', ' ')
  return { kk: words, ru: words, en: words }
}
