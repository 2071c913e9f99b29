import type { PreparedVariant } from '../law/evaluate.js'
import type { Legislation } from '../law/legislation.js'
import type { Questionnaire } from '../law/questionnaire.js'
import { type Burden, openBurden } from './burden.js'
import type { Values, Weight } from './draws.js'
import { classJudge, isStopped } from './judged.js'
import { population } from './population.js'
import type { PopulationFile } from './population-file.js'
import { readAs } from './readings.js'
import type { BurdenResult, Headline } from './results.js'
import type { HeadlinesByVariant } from './sensitivity.js'
import { type CaseClass, casesOf, tallyBy } from './tally.js'
import type { Tariffs } from './tariffs.js'

/** The cases of a draw: enough to see a variant beat another, few enough to draw hundreds of times. */
const drawnCases = 1_000

export interface Judges {
  readonly variants: readonly PreparedVariant[]
  readonly questionnaire: Questionnaire
  readonly legislation: Legislation
  readonly tariffs: Tariffs
}

/**
 * The headlines of a small population for any shares and prices, scaled to all cases of the replay; the small one is counted
 * anew only when the shares change.
 */
export function headlinesOfPopulation(judges: Judges, file: PopulationFile, seed: number, cases: number) {
  let counted: { shares: Values; classes: readonly CaseClass[]; burden: Burden } | undefined
  return (shares: Values, prices: Values): HeadlinesByVariant => {
    if (counted?.shares !== shares) counted = { shares, ...countedPopulation(judges, file, seed, shares) }
    return scaled(headlinesOf(judges, counted.classes, counted.burden.results(prices)), cases / drawnCases)
  }
}

const scaled = (headlines: HeadlinesByVariant, by: number): HeadlinesByVariant =>
  Object.fromEntries(
    Object.entries(headlines).map(([variant, values]) => [
      variant,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, Math.round(value * by)]),
      ) as typeof values,
    ]),
  )

function countedPopulation(
  { variants, questionnaire, legislation, tariffs }: Judges,
  file: PopulationFile,
  seed: number,
  shares: Values,
) {
  const tally = tallyBy(questionnaire, legislation, 1)
  const burden = openBurden(variants, tariffs)
  const dutiesMet = readAs(variants)['duties-met']
  for (const one of population(file, { size: drawnCases, seed, shares })) {
    tally.add(one, [dutiesMet(one.facts)])
    burden.add(one)
  }
  return { classes: tally.classes()[0]!, burden }
}

/** The headlines of counted classes, with every duty met; of each class as many cases as a draw gives it. */
export function headlinesOf(
  { variants, questionnaire }: Pick<Judges, 'variants' | 'questionnaire'>,
  classes: readonly CaseClass[],
  burden: readonly BurdenResult[],
  weight: Weight = (_, cases = 1) => cases,
): HeadlinesByVariant {
  const drawn = classes.map((one, i) => {
    const [frauds, honest] = [casesOf(one, 'yes'), casesOf(one, 'no')]
    return {
      frauds: weight(3 * i, frauds),
      honest: weight(3 * i + 1, honest),
      unlabelled: weight(3 * i + 2, one.amounts.cases - frauds - honest),
    }
  })
  return Object.fromEntries(
    variants.map((variant, place) => {
      const judge = classJudge(variant, questionnaire)
      const sums: Record<Headline, number> = {
        stopped: 0,
        'honest-stopped': 0,
        'frauds-stopped': 0,
        burden: Number(burden[place]!.totalKzt),
      }
      classes.forEach((one, i) => {
        if (!isStopped(judge(one))) return
        const { frauds, honest, unlabelled } = drawn[i]!
        sums.stopped += frauds + honest + unlabelled
        sums['honest-stopped'] += honest
        sums['frauds-stopped'] += frauds
      })
      return [variant.id, sums]
    }),
  )
}
