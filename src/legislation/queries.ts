import { and, desc, isNotNull, lte } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { type Actor, anonymous } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import { evaluate, type PreparedVariant, prepareVariant } from '../law/evaluate.js'
import type { Evaluation, EvaluationError } from '../law/evaluation.js'
import type { Facts } from '../law/facts.js'
import { lawOfToday } from '../law/legislation.js'
import type { Legislation } from '../law/load.js'
import type { Variant } from '../law/variant.js'
import { listVisible, loadVariants } from './store.js'
import { lawChanges } from './tables.js'

const prepared = new WeakMap<Variant, PreparedVariant>()

/** A variant made ready once. */
export function readyVariant(variant: Variant): PreparedVariant {
  const ready = prepared.get(variant) ?? prepareVariant(variant)
  prepared.set(variant, ready)
  return ready
}

/** Composed variants by id, as once read: they never change. Each installation has a law of its own. */
const remembered = new WeakMap<Legislation, Map<string, Variant>>()

async function composedVariants(
  reader: Reader,
  law: Legislation,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Variant>> {
  const known = remembered.get(law) ?? new Map<string, Variant>()
  remembered.set(law, known)
  const missing = ids.filter((id) => !known.has(id))
  for (const variant of await loadVariants(reader, missing)) known.set(variant.id, variant)
  return known
}

export interface KnownVariant {
  readonly variant: Variant
  readonly published: boolean
}

/** Every variant that an actor can see: the shipped ones, then the composed ones that are published or his own. */
export async function knownVariants(
  reader: Reader,
  law: Legislation,
  actor: Actor = anonymous,
): Promise<KnownVariant[]> {
  const shipped = [...law.variants.values()].map((variant) => ({ variant, published: true }))
  const listed = (await listVisible(reader, actor)).filter(({ id }) => !law.variants.has(id))
  const ids = listed.map(({ id }) => id)
  const composed = await composedVariants(reader, law, ids)
  return [
    ...shipped,
    ...listed.map(({ id, publishedAt }) => ({
      variant: composed.get(id)!,
      published: publishedAt !== null,
    })),
  ]
}

/** The variants that an actor can see (without one: those that everybody can), by id. */
export async function variantsFor(
  reader: Reader,
  law: Legislation,
  actor?: Actor,
): Promise<ReadonlyMap<string, Variant>> {
  const known = await knownVariants(reader, law, actor)
  return new Map(known.map(({ variant }) => [variant.id, variant]))
}

/** One variant, if the actor can see it. A shipped one is found without asking the database. */
export async function knownVariant(
  reader: Reader,
  law: Legislation,
  actor: Actor,
  id: string,
): Promise<KnownVariant | undefined> {
  const shipped = law.variants.get(id)
  if (shipped !== undefined) return { variant: shipped, published: true }
  return (await knownVariants(reader, law, actor)).find(({ variant }) => variant.id === id)
}

/** The law as people read about it: with the composed variants that are published. */
export const withPublished = async (reader: Reader, law: Legislation): Promise<Legislation> => ({
  ...law,
  variants: await variantsFor(reader, law),
})

export interface LawInForce {
  readonly variant: Variant
  readonly from: Day | null
  readonly reasons: string | null
}

/** Which variant is the law on a day: the last confirmed change that holds by then. */
export async function lawInForce(reader: Reader, law: Legislation, on: Day): Promise<LawInForce> {
  const [change] = await reader
    .select()
    .from(lawChanges)
    .where(and(isNotNull(lawChanges.version), lte(lawChanges.holdsFrom, on)))
    .orderBy(desc(lawChanges.holdsFrom), desc(lawChanges.version))
    .limit(1)
  const id = change?.variant ?? lawOfToday
  const variant = law.variants.get(id) ?? (await composedVariants(reader, law, [id])).get(id)
  if (variant === undefined) throw new Error(`the law in force, ${id}, is no longer known`)
  return { variant, from: change?.holdsFrom ?? null, reasons: change?.reasons ?? null }
}

export type Cell = Evaluation | EvaluationError

export interface Judgement {
  /** By the law in force. */
  readonly evaluation: Cell
  /** By each other published variant; one that cannot be computed stops nothing. */
  readonly shadow: readonly Cell[]
}

/** What the law in force on `facts.on` says of the facts, and what every other published variant would have said. */
export async function judge(reader: Reader, law: Legislation, facts: Facts): Promise<Judgement> {
  const { variant } = await lawInForce(reader, law, facts.on)
  const published = await variantsFor(reader, law)
  const others = [...published.values()].filter(({ id }) => id !== variant.id)
  return {
    evaluation: evaluate(facts, readyVariant(variant), law),
    shadow: others.map((other) => evaluate(facts, readyVariant(other), law)),
  }
}
