import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { population } from '../src/comparison/population.js'
import { loadPopulation } from '../src/comparison/population-file.js'
import { dataFolder } from '../src/house.js'
import { Facts } from '../src/law/facts.js'

/**
 * A process of its own: sends a file of so many synthetic cases that is made on the way, and prints how long that took and
 * how long JSON.parse alone takes for its lines.
 */
const [url = '', token = '', size = '0'] = process.argv.slice(2)
const cases = Number(size)
const different = 10_000
const linesAtOnce = 200

const rests = [...population(loadPopulation(dataFolder), { size: different, seed: 1 })].map(
  ({ facts, labels }) =>
    `,"facts":${JSON.stringify(Facts.encode(facts))},"labels":${JSON.stringify(labels)}}\n`,
)
const lineOf = (i: number): string => `{"id":"case-${i}"${rests[i % different]}`

function parsedPerSecond(): number {
  const lines = rests.map((_, i) => lineOf(i))
  const start = performance.now()
  for (let round = 0; round < 5; round++) for (const line of lines) JSON.parse(line)
  return (5 * different * 1000) / (performance.now() - start)
}

const parsed = parsedPerSecond()
const start = performance.now()
const sending = request(url, {
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
})
const answered = once(sending, 'response')
for (let first = 0; first < cases; first += linesAtOnce) {
  let lines = ''
  for (let i = first; i < Math.min(first + linesAtOnce, cases); i++) lines += lineOf(i)
  if (!sending.write(lines)) await once(sending, 'drain')
}
sending.end()
const [answer] = await answered
const body = JSON.parse(await text(answer))
if (answer.statusCode !== 201 || body.cases !== cases) throw new Error(JSON.stringify(body))
const seconds = (performance.now() - start) / 1000
process.stdout.write(JSON.stringify({ seconds, perSecond: cases / seconds, parsedPerSecond: parsed }))
