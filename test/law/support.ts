import { fileURLToPath } from 'node:url'
import { evaluate, prepareVariant } from '../../src/law/evaluate.js'
import { type Evaluation, type EvaluationError, type Finding, isEvaluated } from '../../src/law/evaluation.js'
import { decodeFacts, type Facts } from '../../src/law/facts.js'
import type { Legislation } from '../../src/law/legislation.js'
import { loadLegislation } from '../../src/law/load.js'
import { composeVariant, decodeVariant, type Variant } from '../../src/law/variant.js'

export const dataFolder = fileURLToPath(new URL('../../../data', import.meta.url))
export const law = loadLegislation(dataFolder)

export const variantOf = (id: string): Variant => {
  const variant = law.variants.get(id)
  if (variant === undefined) throw new Error(`no variant ${id}`)
  return variant
}

/** The least that can be asked: an organization that collects by transfer from 1 March 2026, asked on the 15th. */
export const bare = {
  on: '2026-03-15',
  collector: { kind: 'organization' },
  channels: ['transfer'],
  startsOn: '2026-03-01',
}
/** The same by the founder of the shelter on her personal account. */
export const shelter = { ...bare, collector: { kind: 'individual' }, account: { kind: 'personal' } }

/** The facts, or a failing test. */
export function factsOf(input: unknown): Facts {
  const facts = decodeFacts(input)
  if (Array.isArray(facts)) throw new Error(JSON.stringify(facts))
  return facts
}

export const ask = (
  input: unknown,
  variant: Variant | string,
  legislation: Legislation = law,
): Evaluation | EvaluationError =>
  evaluate(
    factsOf(input),
    prepareVariant(typeof variant === 'string' ? variantOf(variant) : variant),
    legislation,
  )

/** The evaluation, or a failing test where there is none. */
export function judge(input: unknown, variant: Variant | string): Evaluation {
  const cell = ask(input, variant)
  if (!isEvaluated(cell)) throw new Error(cell.error.type)
  return cell
}

export const codesOf = ({ findings }: Evaluation): string[] => findings.map(({ code }) => code)

/** The one finding with this code, or a failing test. */
export function findingOf(evaluation: Evaluation, code: string): Finding {
  const finding = evaluation.findings.find((found) => found.code === code)
  if (finding === undefined) throw new Error(`no finding ${code} in ${codesOf(evaluation)}`)
  return finding
}

const source = {
  act: 'A law of a test, 2026-01-01',
  citation: { confidence: 'verified' },
  status: 'hypothetical',
}

/** A change, with a source that plays no part. */
export const change = (provision: string, setting: string, more: object = {}) => ({
  provision,
  setting,
  ...source,
  ...more,
})

/** What `composeVariant` makes of changes to a base: a variant, or every place that is refused. */
export function tryCompose(base: Variant | null, changes: readonly object[], id = 'composed') {
  const definition = decodeVariant({
    id,
    title: { kk: 'Сынақ', ru: 'Проба', en: 'A trial' },
    status: 'hypothetical',
    base: base?.id ?? null,
    changes,
  })
  if (Array.isArray(definition)) return definition
  return composeVariant(definition, new Map(base === null ? [] : [[base.id, base]]), law.provisions)
}

/** The composed variant, or a failing test. */
export function compose(base: Variant | null, changes: readonly object[], id?: string): Variant {
  const variant = tryCompose(base, changes, id)
  if (Array.isArray(variant)) throw new Error(JSON.stringify(variant))
  return variant
}
