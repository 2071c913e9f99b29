import type { z } from 'zod'
import { canonicalJson, sha256Hex } from '../kernel/canonical-json.js'
import type { Day } from '../kernel/days.js'
import type { Text } from '../kernel/texts.js'
import { type Calendar, calendarOf } from './calendar.js'
import type { CalendarsFile, DutiesFile, IndicesFile, KatoFile, ProvisionsFile, TextsFile } from './files.js'
import { composeVariant, type Variant, type VariantDefinition } from './variant.js'

/** What stands in `data/law`, read and checked. */
export interface LawFiles {
  readonly indices: z.output<typeof IndicesFile>
  readonly calendars: z.output<typeof CalendarsFile>
  readonly provisions: z.output<typeof ProvisionsFile>
  readonly duties: z.output<typeof DutiesFile>
  readonly texts: z.output<typeof TextsFile>
  readonly kato: z.output<typeof KatoFile>
  readonly variants: readonly VariantDefinition[]
}

export type AmountByDay = LawFiles['indices']['minimumWage']
export type DatedAmount = AmountByDay['values'][number]

/** The law of a day on which no administrators have confirmed another, and what a proposal is held against. */
export const lawOfToday = 'kz-current'

/** The law as data: all that an evaluation needs beside the facts, and what people read about it. */
export interface Legislation extends Omit<LawFiles, 'variants'> {
  readonly calendar: Calendar
  /** The shipped variants by id, a base before what builds on it. */
  readonly variants: ReadonlyMap<string, Variant>
  readonly regions: ReadonlyMap<string, Text>
  /** `sha256:` and 64 digits over the index, the minimum wage and the calendars. */
  readonly dataHash: string
}

/**
 * The law from its files; called again with other files where an administrator has corrected one. Throws if a shipped
 * variant does not compose: that is a mistake in the data.
 */
export function legislationOf(files: LawFiles): Legislation {
  const { indices, calendars, provisions } = files
  const variants = new Map<string, Variant>()
  for (const definition of inOrderOfBases(files.variants)) {
    const variant = composeVariant(definition, variants, provisions)
    if (Array.isArray(variant)) throw new Error(`${definition.id}: ${JSON.stringify(variant)}`)
    variants.set(variant.id, variant)
  }
  return {
    ...files,
    calendar: calendarOf(calendars.years),
    variants,
    regions: new Map(Object.entries(files.kato.regions)),
    dataHash: `sha256:${sha256Hex(canonicalJson({ ...indices, calendars: calendars.years }))}`,
  }
}

/** A variant after the one it builds on; whatever builds on nothing known stands last, and fails to compose. */
function inOrderOfBases(definitions: readonly VariantDefinition[]): VariantDefinition[] {
  const ordered: VariantDefinition[] = []
  let rest = [...definitions]
  for (let found = true; found; ) {
    const known = new Set<string | null>([null, ...ordered.map(({ id }) => id)])
    const ready = rest.filter(({ base }) => known.has(base))
    ordered.push(...ready)
    rest = rest.filter(({ base }) => !known.has(base))
    found = ready.length > 0
  }
  return [...ordered, ...rest]
}

/** The amount in force on a day; undefined where none is known: before the first and after the last known day. */
export const amountOn = ({ knownUntil, values }: AmountByDay, day: Day): DatedAmount | undefined =>
  day > knownUntil ? undefined : values.findLast(({ from }) => from <= day)
