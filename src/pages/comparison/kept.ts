import type { House } from '../../audit/house.js'
import type { NewComparison } from '../../comparison/contract.js'
import { loadPopulation } from '../../comparison/population-file.js'
import {
  cellsOfComparison,
  exampleOf,
  publishedComparison,
  publishedComparisons,
} from '../../comparison/queries.js'
import type { Text } from '../../kernel/texts.js'
import { decodeFacts } from '../../law/facts.js'
import { variantsFor } from '../../legislation/queries.js'
import type { ComparisonSource } from './source.js'

/** The published comparisons of this installation. */
export function keptComparisons(house: House, dataFolder: string): ComparisonSource {
  const { groups } = loadPopulation(dataFolder)
  return {
    async published() {
      const rows = await publishedComparisons(house)
      return rows.map(({ id, createdAt, variants, cases }) => {
        const ids = variants.map((variant) => variant.id)
        return { id, createdAt: createdAt.toISOString(), cases, base: ids[0] ?? '', variants: ids }
      })
    },
    async byId(id) {
      const found = await publishedComparison(house, id)
      if (found === undefined) return undefined
      const { row, results } = found
      const variants = [...(await variantsFor(house.read, house.law)).values()]
      const source = sourceOf(row.request as NewComparison)
      return { id, createdAt: row.createdAt.toISOString(), results, source, variants, groups }
    },
    cells: ({ id, results }, filter, after) => cellsOfComparison(house, id, results.base, filter, after),
    async factsOf(id, caseId) {
      const facts = decodeFacts(await exampleOf(house, id, caseId))
      return Array.isArray(facts) ? undefined : facts
    },
  }
}

function sourceOf({ cases }: NewComparison): Text {
  switch (cases.from) {
    case 'register':
      return {
        kk: `${cases.asOf} күнгі тізілімдегі жинаулар`,
        ru: `Сборы реестра на ${cases.asOf}`,
        en: `The collections of the register as of ${cases.asOf}`,
      }
    case 'file':
      return {
        kk: 'Жүктелген файлдағы жағдайлар',
        ru: 'Случаи из загруженного файла',
        en: 'Cases of an uploaded file',
      }
    case 'synthetic':
      return {
        kk: `Ойдан құрастырылған жиынтық (бастау саны ${cases.seed}); үлестері төменде көрсетілген болжамдар`,
        ru: `Условная совокупность (начальное число ${cases.seed}); её доли – допущения, перечисленные ниже`,
        en: `A synthetic population (seed ${cases.seed}); its shares are the assumptions listed below`,
      }
  }
}
