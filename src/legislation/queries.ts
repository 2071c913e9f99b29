import { and, desc, isNotNull, lte } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
import { evaluate, type PreparedVariant, prepareVariant } from '../law/evaluate.js'
import type { Evaluation, EvaluationError } from '../law/evaluation.js'
import type { Facts } from '../law/facts.js'
import { lawOfToday } from '../law/legislation.js'
import type { Legislation } from '../law/load.js'
import type { Variant } from '../law/variant.js'
import { lawChanges } from './tables.js'

const prepared = new WeakMap<Variant, PreparedVariant>()

/** A variant made ready once. */
export function readyVariant(variant: Variant): PreparedVariant {
  const ready = prepared.get(variant) ?? prepareVariant(variant)
  prepared.set(variant, ready)
  return ready
}

/** The variants that everybody may see, in the order of their files. */
export const publishedVariants = (law: Legislation): Variant[] => [...law.variants.values()]

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
  const variant = law.variants.get(change?.variant ?? lawOfToday)
  if (variant === undefined) throw new Error(`the law in force, ${change?.variant}, is no longer published`)
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
  const others = publishedVariants(law).filter(({ id }) => id !== variant.id)
  return {
    evaluation: evaluate(facts, readyVariant(variant), law),
    shadow: others.map((other) => evaluate(facts, readyVariant(other), law)),
  }
}
