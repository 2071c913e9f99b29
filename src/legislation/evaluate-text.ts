import type { FieldError } from '../kernel/problems.js'
import { declareReason, reasonText } from '../kernel/reasons.js'
import type { Language } from '../kernel/texts.js'
import { evaluate } from '../law/evaluate.js'
import { explain } from '../law/explain.js'
import { decodeFacts, type Facts } from '../law/facts.js'
import type { Legislation } from '../law/load.js'
import { cellView } from './cells.js'
import { explanationView } from './explanation-view.js'
import { readyVariant } from './queries.js'

declareReason('json-malformed', {
  kk: 'Бұл дұрыс JSON емес.',
  ru: 'Это не корректный JSON.',
  en: 'This is not well-formed JSON.',
})

interface Asked {
  /** The facts of one collection, as JSON. */
  readonly json: string
  /** By their ids; null for every published variant. */
  readonly variants: readonly string[] | null
  readonly explained: boolean
}

/** What variants say of the facts in a text, or a line for each thing that is wrong with them. Needs no service. */
export function evaluateText({ json, variants, explained }: Asked, law: Legislation, language: Language) {
  const published = [...law.variants.values()].map(readyVariant)
  const ids = variants ?? published.map(({ id }) => id)
  const unknown = ids.filter((id) => !law.variants.has(id))
  if (unknown.length > 0) return unknown.map((id) => `${id}: ${reasonText('variant-unknown')[language]}`)
  const facts = factsFrom(json)
  if (Array.isArray(facts))
    return facts.map(({ pointer, detail }) => `${pointer || '/'}: ${detail[language]}`)
  const results = ids.map((id) => {
    const variant = readyVariant(law.variants.get(id)!)
    if (!explained) return cellView(evaluate(facts, variant, law), language)
    const others = published.filter((other) => other !== variant)
    return explanationView(explain(facts, variant, others, law), law, language)
  })
  return { results }
}

function factsFrom(json: string): Facts | FieldError[] {
  try {
    return decodeFacts(JSON.parse(json))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return [{ pointer: '', detail: reasonText('json-malformed') }]
  }
}
