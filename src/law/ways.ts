import { evaluate, type PreparedVariant } from './evaluate.js'
import { type Evaluation, type EvaluationError, type Json, lawfulOutcome } from './evaluation.js'
import type { Step, TracedRule, WayOfFacts, Ways, WayTogether } from './explanation.js'
import type { Facts } from './facts.js'
import type { Legislation } from './legislation.js'
import type { Patch, Patched } from './patches/patch.js'
import { patches } from './patches.js'
import { holds } from './questions.js'
import { progressOf } from './situation.js'
import { waysOfLaw } from './ways-of-law.js'

/** So many changes at once are looked through; beyond that nobody would call it a way. */
const mostSteps = 4

/** What would make a case lawful that is not. */
export function waysOf(
  facts: Facts,
  variant: PreparedVariant,
  legislation: Legislation,
  evaluation: Evaluation | EvaluationError,
  rules: readonly TracedRule[],
): Ways {
  if (lawfulOutcome(evaluation) !== null) return { nothing: true, facts: [], law: [], together: null }
  const single = trialsInOrder(1, facts, variant, legislation).flatMap((trial): WayOfFacts[] => {
    const way = lawfulWay(trial, variant, legislation)
    return way === null ? [] : [{ ...way.steps[0]!, outcome: way.outcome }]
  })
  return {
    nothing: false,
    facts: single,
    law: waysOfLaw(facts, variant, legislation, rules),
    together: single.length > 0 ? null : easiestWay(facts, variant, legislation, 2),
  }
}

/**
 * The fewest changes of the facts, from so many on, after which a case is lawful that is not; among as few those that can
 * still be made, then the easiest. Null where no four are enough.
 */
export function easiestWay(
  facts: Facts,
  variant: PreparedVariant,
  legislation: Legislation,
  fewest = 1,
): WayTogether | null {
  for (let size = fewest; size <= mostSteps; size++)
    for (const trial of trialsInOrder(size, facts, variant, legislation)) {
      const way = lawfulWay(trial, variant, legislation)
      if (way !== null) return way
    }
  return null
}

interface Taken extends Patched {
  readonly patch: Patch
  readonly before: Facts
}
interface Trial {
  readonly facts: Facts
  readonly taken: readonly Taken[]
}

/** Every set of so many patches; first what can still be done, then the easiest. */
function trialsInOrder(
  size: number,
  facts: Facts,
  variant: PreparedVariant,
  legislation: Legislation,
): Trial[] {
  const tooLate = ({ taken }: Trial) => taken.filter(({ hindsight }) => hindsight).length
  const effort = ({ taken }: Trial) => taken.reduce((sum, { patch }) => sum + patch.effort, 0)
  return trialsOf(size, { facts, taken: [] }, 0, variant, legislation).sort(
    (a, b) => tooLate(a) - tooLate(b) || effort(a) - effort(b),
  )
}

/** The trial as a way, if it is lawful. */
function lawfulWay(
  { facts, taken }: Trial,
  variant: PreparedVariant,
  legislation: Legislation,
): WayTogether | null {
  if (isPlainlyUnlawful(facts, variant, legislation)) return null
  const outcome = lawfulOutcome(evaluate(facts, variant, legislation))
  return outcome === null ? null : { steps: taken.map(stepOf), outcome }
}

/** A patch that changes nothing leads nowhere that fewer would not, so whatever would follow it is not tried. */
function trialsOf(
  size: number,
  { facts, taken }: Trial,
  first: number,
  variant: PreparedVariant,
  legislation: Legislation,
): Trial[] {
  if (size === 0) return [{ facts, taken }]
  const { settings } = variant.regimeFor(facts)
  return patches.slice(first).flatMap((patch, i) => {
    const patched = patch.apply(facts, { settings, legislation })
    if (patched === null) return []
    const after = { facts: patched.facts, taken: [...taken, { ...patched, patch, before: facts }] }
    return trialsOf(size - 1, after, first + i + 1, variant, legislation)
  })
}

/** Most trials fail by the first rule that still speaks, so not every one is evaluated in full. */
function isPlainlyUnlawful(facts: Facts, variant: PreparedVariant, legislation: Legislation): boolean {
  const progress = progressOf(facts)
  return variant.regimeFor(facts).rules.some(({ rule, conditions }) => {
    const effect = rule.effect(progress)
    return effect !== 'duty' && effect !== 'notice' && holds(conditions, facts, legislation) === true
  })
}

const stepOf = ({ patch: { code, by, effort }, before, facts, hindsight }: Taken): Step => ({
  code,
  by,
  effort,
  hindsight,
  changes: changesOf(before, facts),
})

/** A patch keeps whatever it does not change, so what is another object is another fact. */
function changesOf(before: Facts, after: Facts): Step['changes'] {
  const facts = Object.keys(after) as (keyof Facts)[]
  return facts
    .filter((fact) => before[fact] !== after[fact])
    .map((fact) => ({ fact, from: jsonOf(before[fact]), to: jsonOf(after[fact]) }))
}

const jsonOf = (fact: Facts[keyof Facts]): Json =>
  JSON.parse(
    JSON.stringify(fact, (_name, value) => (typeof value === 'bigint' ? String(value) : value)),
  ) as Json
