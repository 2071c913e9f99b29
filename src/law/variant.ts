import { z } from 'zod'
import { canonicalJson, sha256Hex } from '../kernel/canonical-json.js'
import { Day } from '../kernel/identifiers.js'
import type { Citation as CitationOf, FieldError } from '../kernel/problems.js'
import { declareReason, fieldErrorsOf, reason, reasonText } from '../kernel/reasons.js'
import type { Text } from '../kernel/texts.js'
import { Citation, InThreeLanguages, type ProvisionsFile, statuses } from './files.js'
import { checkParameters } from './parameters.js'
import { type ProvisionId, provisionIds } from './provision-ids.js'

declareReason('base-unknown', {
  kk: 'Мұндай негіз нұсқа жоқ.',
  ru: 'Такого варианта-основы нет.',
  en: 'There is no such variant to build on.',
})
declareReason('change-twice', {
  kk: 'Осы ереже дәл осы күннен бастап бұрыннан өзгертілген.',
  ru: 'Это положение с этого дня уже изменено.',
  en: 'This provision is already changed from this very day.',
})
declareReason('too-many-dated', {
  kk: 'Негізімен бірге күні көрсетілген өзгерістер тым көп.',
  ru: 'Вместе с основой слишком много изменений с датой.',
  en: 'Together with those of the base there are too many dated changes.',
})

/** How many dated settings a variant may have, those of its base included: what it takes to judge by it grows with them. */
const mostDated = 60

/** A number, a word, a list of words; `null` where no source publishes the value. */
export const ParameterValue = z.union([z.int(), z.string(), z.array(z.string()), z.null()])
export type ParameterValue = z.output<typeof ParameterValue>

/** What becomes of collections that began before the change. */
export const Transition = z.union([
  z.enum(['new-collections', 'all']),
  z.strictObject({ 'all-after-days': z.int().min(0).max(36_500) }),
])

/** One switch set: from a day, or (`from` null) as if it had always been. */
export const Change = z
  .strictObject({
    provision: z.enum(provisionIds, {
      error: ({ input }) => (input === undefined ? reason('required') : undefined),
    }),
    setting: z.string(),
    parameters: z.record(z.string(), ParameterValue).default({}),
    from: Day.nullable().default(null),
    transition: Transition.default('new-collections'),
    /** The law and its day. */
    act: z.string().trim().min(1),
    citation: Citation.pick({ article: true, url: true, confidence: true }),
    status: z.enum(statuses),
  })
  .meta({ id: 'VariantChange' })
export type Change = z.output<typeof Change>

/** A variant as it is written: a base and the changes to it. */
export const VariantDefinition = z
  .strictObject({
    id: z
      .string()
      .max(64)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    title: InThreeLanguages,
    note: InThreeLanguages.nullable().default(null),
    status: z.enum(statuses),
    base: z.string().nullable(),
    changes: z.array(Change),
  })
  .meta({ id: 'VariantDefinition' })
export type VariantDefinition = z.output<typeof VariantDefinition>

/** `variants/*.yaml`. */
export const VariantFile = VariantDefinition.extend({ kazakhReadByLawyer: z.boolean() })

/** What holds for a provision, with every parameter that the setting has and where it comes from. */
export interface Setting {
  readonly setting: string
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly citation: CitationOf
}

/** A parameter that is a number; null where it is not published. */
export function numberOf({ parameters }: Setting, name: string): number | null {
  const value = parameters[name]
  return typeof value === 'number' ? value : null
}

export interface DatedSetting extends Setting {
  readonly from: Day | null
  readonly transition: z.output<typeof Transition>
}

/** A variant resolved: per provision the settings in the order of their days. A provision not listed is absent. */
export interface Variant {
  readonly id: string
  readonly title: Text
  readonly note: Text | null
  readonly status: CitationOf['status']
  readonly base: { readonly id: string; readonly hash: string } | null
  /** Its own changes to the base. */
  readonly changes: readonly Change[]
  readonly provisions: Readonly<Partial<Record<ProvisionId, readonly DatedSetting[]>>>
  /** `sha256:` and 64 digits over the canonical JSON of id, status and provisions without addresses. */
  readonly hash: string
}

/**
 * The variant that a definition makes of its base, or every place where it breaks a rule of composition, as pointers into
 * the definition: an unknown base, setting or parameter, a value out of bounds, a fine above the ceiling, two changes of a
 * provision from the same day, too many dated settings. A change from `null` takes the place of what the base held from `null`.
 */
export function composeVariant(
  definition: VariantDefinition,
  known: ReadonlyMap<string, Variant>,
  law: z.output<typeof ProvisionsFile>,
): Variant | FieldError[] {
  const base = definition.base === null ? null : known.get(definition.base)
  if (base === undefined) return [{ pointer: '/base', detail: reasonText('base-unknown') }]
  const errors: FieldError[] = []
  const provisions = new Map(Object.entries(base?.provisions ?? {}))
  const overridden = new Set<string>()
  definition.changes.forEach((change, index) => {
    const { provision, from } = change
    const before = provisions.get(provision) ?? []
    const parameters = checkParameters(change, `/changes/${index}`, law)
    const isOverride = from === null && !overridden.has(provision)
    if (Array.isArray(parameters)) errors.push(...parameters)
    else if (!isOverride && before.some((other) => other.from === from))
      errors.push({ pointer: `/changes/${index}/from`, detail: reasonText('change-twice') })
    else {
      const kept = isOverride ? before.filter((other) => other.from !== null) : before
      provisions.set(provision, [...kept, settingOf(change, parameters)].sort(byDay))
      if (from === null) overridden.add(provision)
    }
  })
  const dated = [...provisions.values()].flat().filter(({ from }) => from !== null)
  if (dated.length > mostDated) errors.push({ pointer: '/changes', detail: reasonText('too-many-dated') })
  if (errors.length > 0) return errors
  const { id, title, note, status, changes } = definition
  const content = { id, status, provisions: Object.fromEntries(provisions) }
  const pinned = base && { id: base.id, hash: base.hash }
  return { ...content, title, note, base: pinned, changes, hash: hashOf(content) }
}

const byDay = (a: DatedSetting, b: DatedSetting): number => ((a.from ?? '') < (b.from ?? '') ? -1 : 1)

const settingOf = (change: Change, parameters: Setting['parameters']): DatedSetting => ({
  from: change.from,
  transition: change.transition,
  setting: change.setting,
  parameters,
  citation: { act: change.act, ...change.citation, status: change.status },
})

/** A setting without the address of its source, which may be corrected without making another law of it. */
export const withoutAddress = (dated: DatedSetting): DatedSetting => {
  const { url: _, ...citation } = dated.citation
  return { ...dated, citation }
}

/** Titles and addresses say nothing of what holds. */
function hashOf(content: Pick<Variant, 'id' | 'status' | 'provisions'>): string {
  const provisions = Object.entries(content.provisions).map(([id, settings]) => [
    id,
    settings.map(withoutAddress),
  ])
  return `sha256:${sha256Hex(canonicalJson({ ...content, provisions: Object.fromEntries(provisions) }))}`
}

/** A definition from JSON, or every field that is wrong; the rules of composition are checked by `composeVariant`. */
export function decodeVariant(input: unknown): VariantDefinition | FieldError[] {
  const read = VariantDefinition.safeDecode(input as z.input<typeof VariantDefinition>)
  return read.success ? read.data : fieldErrorsOf(read.error)
}
