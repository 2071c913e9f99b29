import { prepareVariant } from '../law/evaluate.js'
import { engine } from '../law/evaluation.js'
import { Facts } from '../law/facts.js'
import type { Legislation } from '../law/legislation.js'
import { neighboursOf } from '../law/mixture.js'
import { questionnaireOf } from '../law/questionnaire.js'
import type { Variant } from '../law/variant.js'
import type { Case } from './cases.js'
import { classJudge, codesOf, outcomeName } from './judged.js'
import { readAs, readings } from './readings.js'
import type { CaseCell, ComparisonResults } from './results.js'
import { type Amounts, addTo, type CaseClass, tallyBy } from './tally.js'
import { variantResult } from './variant-result.js'

export interface ComparisonSetup {
  /** Each once, the base among them. */
  readonly variants: readonly Variant[]
  readonly base: string
  readonly legislation: Legislation
  /** Assumptions that the user has changed, by their place. */
  readonly changed: Readonly<Record<string, number>>
}

/** A replay: cases go in one by one, results come out once. The same cases in another order give the same numbers. */
export interface RunningComparison {
  add(one: Case): void
  finish(): { results: ComparisonResults; cells: CaseCell[] }
}

export function openComparison({ variants, base, legislation }: ComparisonSetup): RunningComparison {
  const prepared = variants.map((variant) => ({ variant, prepared: prepareVariant(variant) }))
  const [baseVariant] = prepared.filter(({ variant }) => variant.id === base)
  if (baseVariant === undefined) throw new Error(`the base ${base} is not among the variants`)
  // Mixtures of two variants may ask what neither asks alone.
  const mixtures = variants
    .flatMap((variant) => neighboursOf(baseVariant.variant, variant))
    .map(prepareVariant)
  const questionnaire = questionnaireOf(
    [...prepared.map(({ prepared }) => prepared), ...mixtures],
    legislation,
  )
  const tally = tallyBy(questionnaire, legislation, readings.length)
  const all: Amounts = { cases: 0, tiyn: 0n }

  return {
    add(one) {
      addTo(all, one.facts.raised)
      tally.add(
        one,
        readings.map((reading) => readAs[reading](one.facts)),
      )
    },
    finish() {
      const classes = tally.classes()
      const results: ComparisonResults = {
        engine,
        dataHash: legislation.dataHash,
        base,
        variants: variants.map(({ id, hash }) => ({ id, hash })),
        cases: { cases: all.cases, tiyn: String(all.tiyn) },
        classes: classes.reduce((sum, { length }) => sum + length, 0),
        readings: Object.fromEntries(
          readings.map((reading, i) => [
            reading,
            prepared.map(({ variant, prepared }) =>
              variantResult(
                { variant, prepared, base: baseVariant.variant, preparedBase: baseVariant.prepared },
                classes[i]!,
                questionnaire,
                legislation,
              ),
            ),
          ]),
        ) as ComparisonResults['readings'],
        delay: [],
        burden: [],
        sensitivity: null,
        assumptions: [],
      }
      return { results, cells: cells(classes) }
    },
  }

  function cells(classes: readonly (readonly CaseClass[])[]): CaseCell[] {
    const judges = prepared.map(
      ({ variant, prepared }) => [variant.id, classJudge(prepared, questionnaire)] as const,
    )
    return readings.flatMap((reading, i) =>
      classes[i]!.map((one) => ({
        reading,
        class: one.index,
        kind: one.examples[0]!.facts.collector.kind,
        cases: one.amounts.cases,
        tiyn: String(one.amounts.tiyn),
        answers: Object.fromEntries(
          judges.map(([id, judge]) => {
            const judgment = judge(one)
            return [id, { outcome: outcomeName(judgment), findings: codesOf(judgment) }]
          }),
        ),
        examples: one.examples.map(({ id, facts }) => ({ id, facts: Facts.encode(facts) })),
      })),
    )
  }
}
