import { openComparison } from '../src/comparison/compare.js'
import { population } from '../src/comparison/population.js'
import { loadPopulation } from '../src/comparison/population-file.js'
import { loadTariffs } from '../src/comparison/tariffs.js'
import { dataFolder } from '../src/house.js'
import { loadLegislation } from '../src/law/load.js'

const cases = Number(process.argv[2])
const law = loadLegislation(dataFolder)
const variants = ['kz-current', 'kz-draft-ban-2024', 'kz-draft-notify-2024', 'kz-voluntary', 'ref-cz'].map(
  (id) => {
    const variant = law.variants.get(id)
    if (variant === undefined) throw new Error(`no variant ${id}`)
    return variant
  },
)
const start = performance.now()
const file = loadPopulation(dataFolder)
const running = openComparison({
  variants,
  base: 'kz-current',
  legislation: law,
  tariffs: loadTariffs(dataFolder),
  changed: {},
  draws: 0,
})
for (const one of population(file, { size: cases, seed: 1 })) running.add(one)
const { results } = running.finish()
if (results.cases.cases !== cases) throw new Error('not every case was replayed')
const seconds = (performance.now() - start) / 1000
process.stdout.write(JSON.stringify({ cases, seconds, megabytes: process.resourceUsage().maxRSS / 1024 }))
