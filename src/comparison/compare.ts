import { canonicalJson, sha256Hex } from '../kernel/canonical-json.js'
import { type PreparedVariant, prepareVariant } from '../law/evaluate.js'
import { engine } from '../law/evaluation.js'
import { Facts } from '../law/facts.js'
import type { Legislation } from '../law/legislation.js'
import { neighboursOf } from '../law/mixture.js'
import { type Questionnaire, questionnaireOf } from '../law/questionnaire.js'
import { sanctionQuestions } from '../law/sanction-questions.js'
import type { Variant } from '../law/variant.js'
import { openBurden } from './burden.js'
import { type Case, type Dimension, valueIn } from './cases.js'
import { openDelay } from './delay.js'
import { headlinesOf, headlinesOfPopulation, type Judges } from './headlines.js'
import { classJudge, codesOf, outcomeName } from './judged.js'
import { type PopulationFile, sharesOf } from './population-file.js'
import { readAs, readings } from './readings.js'
import type { Assumption, CaseCell, ComparisonResults } from './results.js'
import { sensitivityOf } from './sensitivity.js'
import { type Amounts, addTo, type CaseClass, type Example, tallyBy } from './tally.js'
import { pricesOf, type Tariffs } from './tariffs.js'
import { variantResult } from './variant-result.js'
import { waysDependOn } from './way-back.js'

export interface ComparisonSetup {
  /** Each once, the base among them. */
  readonly variants: readonly Variant[]
  readonly base: string
  readonly legislation: Legislation
  readonly tariffs: Tariffs
  /** Assumptions that the user has changed, by their place. */
  readonly changed: Readonly<Record<string, number>>
  /** Where the cases are a population: its shares are assumptions too. */
  readonly population?: { readonly file: PopulationFile; readonly seed: number }
  /** How often all assumptions are drawn anew, to see how far the results hang on them; 0: not asked. */
  readonly draws: number
  readonly onDraw?: (done: number, of: number) => void
}

/** A replay: cases go in one by one, results come out once. The same cases in another order give the same numbers. */
export interface RunningComparison {
  add(one: Case): void
  finish(): { results: ComparisonResults; cells: CaseCell[] }
}

export function openComparison(setup: ComparisonSetup): RunningComparison {
  const { variants, base, legislation, tariffs, changed } = setup
  const baseVariant = variants.find(({ id }) => id === base)
  if (baseVariant === undefined) throw new Error(`the base ${base} is not among the variants`)
  const prepared = variants.map(prepareVariant)
  const preparedBase = prepareVariant(baseVariant)
  // Mixtures of two variants may ask what neither asks alone.
  const mixtures = variants.flatMap((variant) => neighboursOf(baseVariant, variant)).map(prepareVariant)
  const questionnaire = questionnaireOf([...prepared, ...mixtures], legislation, [
    ...sanctionQuestions(prepared),
    ...waysDependOn(prepared),
  ])
  const tally = tallyBy(questionnaire, legislation, readings.length)
  const burden = openBurden(prepared, tariffs, changed)
  const delay = openDelay(prepared, legislation)
  const read = readAs(prepared)
  const all: Amounts = { cases: 0, tiyn: 0n }

  return {
    add(one) {
      addTo(all, one.facts.raised)
      tally.add(
        one,
        readings.map((reading) => read[reading](one.facts)),
      )
      burden.add(one)
      delay.add(one.facts)
    },
    finish() {
      const classes = tally.classes()
      const resultsOf = (ofReading: readonly CaseClass[]) =>
        variants.map((variant, i) =>
          variantResult(
            { variant, prepared: prepared[i]!, base: baseVariant, preparedBase },
            ofReading,
            questionnaire,
            legislation,
          ),
        )
      const [asItStood, dutiesMet] = classes as [CaseClass[], CaseClass[]]
      const results: ComparisonResults = {
        engine,
        dataHash: legislation.dataHash,
        assumptionsHash: `sha256:${sha256Hex(canonicalJson({ tariffs, population: setup.population?.file }))}`,
        base,
        variants: variants.map(({ id, hash }) => ({ id, hash })),
        cases: { cases: all.cases, tiyn: String(all.tiyn) },
        classes: asItStood.length + dutiesMet.length,
        readings: { 'as-it-stood': resultsOf(asItStood), 'duties-met': resultsOf(dutiesMet) },
        delay: delay.results(),
        burden: burden.results(),
        sensitivity: sensitivity(
          setup,
          { variants: prepared, questionnaire, legislation, tariffs },
          dutiesMet,
          burden,
        ),
        assumptions: [...sharesAssumed(setup), ...burden.assumptions()],
      }
      return { results, cells: cellsOf(prepared, questionnaire, classes) }
    },
  }
}

function sensitivity(
  { draws, population, changed, tariffs, onDraw }: ComparisonSetup,
  judges: Judges,
  classes: readonly CaseClass[],
  burden: ReturnType<typeof openBurden>,
): ComparisonResults['sensitivity'] {
  if (draws === 0) return null
  const ranges = new Map([...pricesOf(tariffs)].map(([place, { range }]) => [place, range] as const))
  const common = { prices: ranges, changed, draws, ...(onDraw && { onProgress: onDraw }) }
  if (population !== undefined) {
    const { file, seed } = population
    const headlines = headlinesOfPopulation(judges, file, seed, casesIn(classes))
    return sensitivityOf({ ...common, seed, shares: sharesOf(file), headlinesOf: headlines })
  }
  return sensitivityOf({
    ...common,
    seed: 1,
    // Other cases might have come instead; what they would cost is told by the prices alone.
    headlinesOfWeighted: (weight, prices) => headlinesOf(judges, classes, burden.results(prices), weight),
  })
}

function sharesAssumed({ population, changed }: ComparisonSetup): Assumption[] {
  if (population === undefined) return []
  const { file } = population
  return [...sharesOf(file)].map(([place, [low, likely, high]]) => ({
    place,
    value: changed[place] ?? likely,
    low,
    high,
    changed: Object.hasOwn(changed, place),
    source: file.groups.find(({ id }) => place.startsWith(`${id}.`))?.note ?? 'Assumed.',
  }))
}

const casesIn = (classes: readonly CaseClass[]): number =>
  classes.reduce((sum, { amounts }) => sum + amounts.cases, 0)

/** What every number opens: the classes with what each variant says of them, and a few of their cases. */
function cellsOf(
  variants: readonly PreparedVariant[],
  questionnaire: Questionnaire,
  classes: readonly (readonly CaseClass[])[],
): CaseCell[] {
  const judges = variants.map((variant) => [variant.id, classJudge(variant, questionnaire)] as const)
  return readings.flatMap((reading, i) =>
    classes[i]!.map((one) => ({
      reading,
      class: one.index,
      kind: one.examples[0]!.facts.collector.kind,
      cases: one.amounts.cases,
      tiyn: String(one.amounts.tiyn),
      by: {
        size: byValue(one, 'size'),
        region: byValue(one, 'region'),
        purpose: byValue(one, 'purpose'),
        fraud: byValue(one, 'fraud'),
      },
      answers: Object.fromEntries(
        judges.map(([id, judge]) => {
          const judgment = judge(one)
          return [id, { outcome: outcomeName(judgment), findings: codesOf(judgment) }]
        }),
      ),
      examples: one.examples.map(exampleOf),
    })),
  )
}

const byValue = ({ by }: CaseClass, dimension: Dimension) =>
  Object.fromEntries(
    [...by[dimension]].map(([value, { cases, tiyn }]) => [value, { cases, tiyn: String(tiyn) }]),
  )

const exampleOf = (one: Example) => ({
  id: one.id,
  facts: Facts.encode(one.read),
  size: valueIn(one, 'size'),
  region: valueIn(one, 'region'),
  purpose: valueIn(one, 'purpose'),
  fraud: valueIn(one, 'fraud'),
})
