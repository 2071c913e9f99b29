import { createReadStream, writeFileSync } from 'node:fs'
import { readCases } from './comparison/case-files.js'
import type { Case } from './comparison/cases.js'
import { openComparison } from './comparison/compare.js'
import { population } from './comparison/population.js'
import { loadPopulation } from './comparison/population-file.js'
import { loadTariffs } from './comparison/tariffs.js'
import { dataFolder } from './house.js'
import { canonicalJson } from './kernel/canonical-json.js'
import { loadLegislation } from './law/load.js'
import type { Variant } from './law/variant.js'

export const compareUsage = `  compare --variants <a,b,…> --base <c> [--cases <file.ndjson|file.csv> | --synthetic <size> --seed <seed>] [--draws <n>] [--out <file>]
                                                       compares variants of the law, without a service or a database;
                                                       10,000 synthetic cases if nothing else is said`

export const compareOptions = {
  variants: { type: 'string' },
  base: { type: 'string' },
  cases: { type: 'string' },
  synthetic: { type: 'string' },
  seed: { type: 'string' },
  draws: { type: 'string' },
  out: { type: 'string' },
} as const

export type CompareOptions = { readonly [name in keyof typeof compareOptions]?: string }

const tellEvery = 10_000

/** The results as canonical JSON, on `--out` or the standard output. Throws an Error in words for what cannot be compared. */
export async function compareCommand(options: CompareOptions): Promise<number> {
  const { base, variants: others, out } = options
  if (base === undefined || others === undefined)
    throw new Error(`What is compared with what?\n\n${compareUsage}`)
  const legislation = loadLegislation(dataFolder)
  const variants = [...new Set([base, ...others.split(',')])].map((id): Variant => {
    const variant = legislation.variants.get(id)
    if (variant !== undefined) return variant
    throw new Error(`There is no variant ${id}. There are: ${[...legislation.variants.keys()].join(', ')}`)
  })
  const tariffs = loadTariffs(dataFolder)
  const file = loadPopulation(dataFolder)
  const seed = wholeNumber('--seed', options.seed ?? '1')
  const comparison = openComparison({
    variants,
    base,
    legislation,
    tariffs,
    changed: {},
    ...(options.cases === undefined && { population: { file, seed } }),
    draws: wholeNumber('--draws', options.draws ?? '200'),
  })
  let done = 0
  for await (const one of casesOf(options)) {
    comparison.add(one)
    done += 1
    if (done % tellEvery === 0) process.stderr.write(`\r${done} cases`)
  }
  process.stderr.write(`\r${done} cases\n`)
  const results = `${canonicalJson(comparison.finish().results)}\n`
  if (out === undefined) process.stdout.write(results)
  else writeFileSync(out, results)
  return 0
}

async function* casesOf({ cases: path, synthetic, seed }: CompareOptions): AsyncGenerator<Case> {
  if (path === undefined) {
    const size = wholeNumber('--synthetic', synthetic ?? '10000')
    yield* population(loadPopulation(dataFolder), { size, seed: wholeNumber('--seed', seed ?? '1') })
    return
  }
  if (synthetic !== undefined) throw new Error('Either --cases or --synthetic, not both.')
  const { cases, wrong } = readCases(createReadStream(path), path.endsWith('.csv') ? 'csv' : 'ndjson')
  for await (const some of cases) yield* some
  const { errors, total } = wrong()
  if (total === 0) return
  const listed = errors.map(
    ({ line, pointer, detail }) => `line ${line}${pointer && ` ${pointer}`}: ${detail.en}`,
  )
  throw new Error([`${path} has ${total} errors.`, ...listed].join('\n'))
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new Error(`${option} takes a whole number.`)
}
