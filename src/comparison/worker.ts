import { setPriority } from 'node:os'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { canonicalJson } from '../kernel/canonical-json.js'
import { loadLegislation } from '../law/load.js'
import { unpackCases } from './case-lines.js'
import { openComparison } from './compare.js'
import { population } from './population.js'
import { loadPopulation, sharesOf } from './population-file.js'
import { loadTariffs } from './tariffs.js'
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.js'

/** A replay in a thread of its own: it reads no database, and knows nothing but what it is sent and the data folder. */
const port = parentPort as MessagePort
const { variants, base, changed, draws, dataFolder, synthetic } = workerData as WorkerSetup
const say = (message: FromWorker): void => port.postMessage(message)

// On Linux a priority is a thread's own; elsewhere this would hold back the whole service.
const niceness = 10
if (process.platform === 'linux') setPriority(niceness)

const tellEveryMs = 200
const file = loadPopulation(dataFolder)
const comparison = openComparison({
  variants,
  base,
  changed: { ...changed, ...synthetic?.shares },
  legislation: loadLegislation(dataFolder),
  tariffs: loadTariffs(dataFolder),
  ...(synthetic && { population: { file, seed: synthetic.seed } }),
  draws,
})
let done = 0

if (synthetic !== undefined) {
  let told = performance.now()
  // A share may be changed as one, or as an assumption: it is the same.
  const known = sharesOf(file)
  const assumed = Object.entries(changed).filter(([place]) => known.has(place))
  const shares = { ...Object.fromEntries(assumed), ...synthetic.shares }
  for (const one of population(file, { ...synthetic, shares })) {
    comparison.add(one)
    done += 1
    if (done % 100 !== 0 || performance.now() - told < tellEveryMs) continue
    told = performance.now()
    say({ done })
  }
  finish()
} else {
  port.on('message', (message: ToWorker) => {
    if ('end' in message) return finish()
    for (const one of unpackCases(message.lines)) {
      comparison.add(one)
      done += 1
    }
    say({ done, taken: true })
  })
}

function finish(): void {
  say({ done })
  const { results, cells } = comparison.finish()
  say({ results: canonicalJson(results), cells })
  port.close()
}
