import Fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { Test } from 'tap'
import { cellsBehind } from '../../../src/comparison/cell-filter.js'
import type { CaseCell, ComparisonResults } from '../../../src/comparison/results.js'
import { answerErrors, validatorCompiler } from '../../../src/http/errors.js'
import { setSecurityHeaders } from '../../../src/http/limits.js'
import { decodeFacts } from '../../../src/law/facts.js'
import { assetRoutes } from '../../../src/pages/assets.js'
import { comparisonPages } from '../../../src/pages/comparison/routes.js'
import type { ComparisonSource, ShownCells, ShownComparison } from '../../../src/pages/comparison/source.js'
import { base, fixture, law, populationFile } from './fixture.js'

export const shownAs = (
  results: ComparisonResults,
  more: Partial<ShownComparison> = {},
): ShownComparison => ({
  id: 'c-1',
  createdAt: '2026-03-15T06:00:00Z',
  results,
  source: {
    kk: 'Болжамды жиынтықтың 10 000 жинауы: оларды ешкім санаған жоқ.',
    ru: '10 000 сборов предполагаемой совокупности: их никто не считал.',
    en: '10,000 collections of a stated population: nobody has counted them.',
  },
  groups: populationFile.groups,
  ...more,
})

/** Keeps one comparison in memory; a cell is found by what a cell can tell. */
export const sourceOf = (shown: ShownComparison, cells: readonly CaseCell[]): ComparisonSource => ({
  published: async () => [
    {
      id: shown.id,
      createdAt: shown.createdAt,
      ...(shown.title !== undefined && { title: shown.title }),
      cases: shown.results.cases.cases,
      base,
      variants: shown.results.variants.map(({ id }) => id),
    },
  ],
  byId: async (id) => (id === shown.id ? shown : undefined),
  cells: async (_shown, filter, after) => pageOf(cellsBehind(cells, filter, base), after?.number),
  factsOf: async (_id, caseId) => {
    const example = cells.flatMap(({ examples }) => examples).find(({ id }) => id === caseId)
    const facts = example && decodeFacts(example.facts)
    return facts === undefined || Array.isArray(facts) ? undefined : facts
  },
})

const onPage = 60

/** The number of a cell is its place among the sorted here. */
function pageOf(found: readonly CaseCell[], after = -1): ShownCells {
  const sorted = [...found].sort((a, b) => b.cases - a.cases)
  const items = sorted.slice(after + 1, after + 1 + onPage)
  const last = after + items.length
  return {
    items,
    next: last + 1 < sorted.length ? { cases: items.at(-1)!.cases, number: last } : null,
    all: {
      cells: sorted.length,
      cases: sorted.reduce((sum, cell) => sum + cell.cases, 0),
      tiyn: String(sorted.reduce((sum, cell) => sum + BigInt(cell.tiyn), 0n)),
    },
  }
}

/** The pages alone, with the headers of the whole service. */
export async function comparisonApp(t: Test, source = sourceOf(shownAs(fixture.results), fixture.cells)) {
  const app: FastifyInstance = Fastify({ routerOptions: { maxParamLength: 300 } })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerErrors(app)
  await setSecurityHeaders(app)
  await app.register(assetRoutes)
  await app.register(comparisonPages({ law }, source))
  t.teardown(() => app.close())
  return app
}
