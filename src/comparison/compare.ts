import { evaluate, prepareVariant } from '../law/evaluate.js'
import { engine, isEvaluated } from '../law/evaluation.js'
import { Facts } from '../law/facts.js'
import type { Legislation } from '../law/legislation.js'
import type { Variant } from '../law/variant.js'
import type { Case } from './cases.js'
import { readAs, readings } from './readings.js'
import { type CaseCell, type ComparisonResults, OutcomeOrNone, type VariantResult } from './results.js'

export interface ComparisonSetup {
  /** Each once, the base among them. */
  readonly variants: readonly Variant[]
  readonly base: string
  readonly legislation: Legislation
  /** Assumptions that the user has changed, by their place. */
  readonly changed: Readonly<Record<string, number>>
}

export interface RunningComparison {
  add(one: Case): void
  finish(): { results: ComparisonResults; cells: CaseCell[] }
}

/** For the time being: counts outcomes alone, case by case. */
export function openComparison({ variants, base, legislation }: ComparisonSetup): RunningComparison {
  const prepared = variants.map((variant) => prepareVariant(variant))
  const cells = new Map<string, CaseCell & { cases: number; tiyn: string }>()
  let count = 0
  let tiyn = 0n
  const none = { cases: 0, tiyn: '0' }
  const noSums = { cases: 0, knownKzt: '0', amountNotPublished: 0 }

  function add(one: Case): void {
    count += 1
    tiyn += one.facts.raised
    for (const reading of readings) {
      const facts = readAs[reading](one.facts)
      const answers = Object.fromEntries(
        prepared.map((variant) => {
          const cell = evaluate(facts, variant, legislation)
          const findings = isEvaluated(cell) ? cell.findings.map(({ code }) => code) : []
          return [variant.id, { outcome: isEvaluated(cell) ? cell.outcome : 'not-computable', findings }]
        }),
      ) as CaseCell['answers']
      const { kind } = facts.collector
      const key = JSON.stringify([reading, kind, answers])
      const known = cells.get(key)
      const cell = known ?? { reading, class: cells.size, kind, ...none, answers, examples: [] }
      cells.set(key, cell)
      cell.cases += 1
      cell.tiyn = String(BigInt(cell.tiyn) + facts.raised)
      if (cell.examples.length < 5) cell.examples.push({ id: one.id, facts: Facts.encode(facts) })
    }
  }

  function resultOf(reading: string, variant: string): VariantResult {
    const outcomes = Object.fromEntries(OutcomeOrNone.options.map((name) => [name, none]))
    for (const cell of cells.values()) {
      if (cell.reading !== reading) continue
      const { outcome } = cell.answers[variant]!
      const before = outcomes[outcome] ?? none
      const sum = String(BigInt(before.tiyn) + BigInt(cell.tiyn))
      outcomes[outcome] = { cases: before.cases + cell.cases, tiyn: sum }
    }
    const lists = { transitions: [], findings: [], provisions: [], fallsOut: [], severalGrounds: 0 }
    const fraud = { labelled: 0, frauds: 0, prevented: 0, caught: 0, missed: 0, honestStopped: 0 }
    return {
      ...{
        variant,
        outcomes: outcomes as VariantResult['outcomes'],
        stopped: none,
        newlyStopped: none,
        newlyFree: none,
        ...lists,
      },
      sanctions: { breaches: noSums, exposure: noSums },
      fraud: { ...fraud, honestStoppedForEachFraud: null },
    }
  }

  return {
    add,
    finish: () => ({
      results: {
        engine,
        dataHash: legislation.dataHash,
        base,
        variants: variants.map(({ id, hash }) => ({ id, hash })),
        cases: { cases: count, tiyn: String(tiyn) },
        classes: cells.size,
        readings: Object.fromEntries(
          readings.map((reading) => [reading, variants.map(({ id }) => resultOf(reading, id))]),
        ) as ComparisonResults['readings'],
        ...{ delay: [], burden: [], sensitivity: null, assumptions: [] },
      },
      cells: [...cells.values()],
    }),
  }
}
