import type { Case } from '../../../src/comparison/cases.js'
import { openComparison } from '../../../src/comparison/compare.js'
import { population } from '../../../src/comparison/population.js'
import { loadPopulation } from '../../../src/comparison/population-file.js'
import type { CaseCell, ComparisonResults } from '../../../src/comparison/results.js'
import { loadTariffs } from '../../../src/comparison/tariffs.js'
import type { Legislation } from '../../../src/law/legislation.js'
import { loadLegislation } from '../../../src/law/load.js'
import { dataFolder } from '../../law/support.js'

export const law: Legislation = loadLegislation(dataFolder)
export const populationFile = loadPopulation(dataFolder)
export const base = 'kz-current'
const variants = [base, 'kz-draft-ban-2024', 'kz-draft-notify-2024', 'kz-voluntary']

/** A comparison of the drafts over some cases, as the service makes it. */
export function resultsOf(cases: readonly Case[]): { results: ComparisonResults; cells: CaseCell[] } {
  const running = openComparison({
    variants: variants.map((id) => law.variants.get(id)!),
    base,
    legislation: law,
    tariffs: loadTariffs(dataFolder),
    population: { file: populationFile, seed: 1 },
    changed: {},
    draws: 20,
  })
  for (const one of cases) running.add(one)
  return running.finish()
}

export const fixture = resultsOf([...population(populationFile, { size: 10_000, seed: 1 })])
