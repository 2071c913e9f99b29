import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { startAdal } from '../support/app.js'
import { ask, asked, caseLine, see, synthetic } from './stories.js'

const adal = await startAdal(t)
const analyst = await adal.signInAs('analyst')
await adal.app.listen({ port: 0, host: '127.0.0.1' })
const { port } = adal.app.server.address() as AddressInfo
const url = `http://127.0.0.1:${port}/v1/comparisons`
const headers = { authorization: `Bearer ${analyst.token}` }

t.test('whoever goes away while progress is told leaves nothing behind', async (t) => {
  const { id } = (await ask(adal, analyst, asked(synthetic(1_000_000)))).body
  const listening = request(`${url}/${id}/events`, { headers })
  listening.on('error', () => {})
  listening.end()
  const [answer] = (await once(listening, 'response')) as [IncomingMessage]
  t.equal(answer.headers['content-type'], 'text/event-stream')
  t.match(String((await once(answer, 'data'))[0]), /^event: progress\ndata: /)
  const open = () =>
    new Promise((resolve) => adal.app.server.getConnections((_error, count) => resolve(count)))
  t.equal(await open(), 1)
  listening.destroy()
  for (let i = 0; i < 100 && (await open()) !== 0; i++) await sleep(50)
  t.equal(await open(), 0)
  if (process.platform === 'linux') {
    const nice = () =>
      readdirSync('/proc/self/task').map((task) =>
        Number(
          readFileSync(`/proc/self/task/${task}/stat`, 'utf8')
            .replace(/^.*\) /, '')
            .split(' ')[16],
        ),
      )
    for (let i = 0; i < 100 && !nice().includes(10); i++) await sleep(50)
    t.equal(nice().filter((value) => value === 10).length, 1, 'the run, and nothing else, takes second place')
  }
  t.equal((await adal.call('POST', `/v1/comparisons/${id}/cancel`, { as: analyst })).status, 200)
})

t.test('a large file that is refused early still gets its answer', async (t) => {
  const line = `${caseLine('x'.repeat(50))}\n`
  const body = `not json\n${line.repeat(60_000)}`
  const answer = await fetch(`${url}/uploads`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-ndjson' },
    body,
  })
  t.equal(answer.status, 422)
  t.match(await answer.json(), { total: 1, errors: [{ line: 1 }] })
})

t.test('a file that breaks off is forgotten', async (t) => {
  const sending = request(`${url}/uploads`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-ndjson' },
  })
  sending.on('error', () => {})
  const lines = (from: number) =>
    Array.from({ length: 5_000 }, (_, i) => `${caseLine(`c${from + i}`)}\n`).join('')
  sending.write(lines(0))
  const chunks = async () =>
    (await adal.owner<{ count: number }[]>`SELECT count(*)::int AS count FROM comparison_cases`)[0]?.count
  for (let i = 0; i < 200 && (await chunks()) === 0; i++) await sleep(50)
  t.ok((await chunks())! > 0, 'it was kept as it came')
  sending.destroy()
  for (let i = 0; i < 200 && (await chunks()) !== 0; i++) await sleep(50)
  t.equal(await chunks(), 0)
})

t.test('a donor is answered while a large comparison runs', async (t) => {
  const { id } = (await ask(adal, analyst, asked(synthetic(1_000_000)))).body
  for (let i = 0; i < 600 && !((await see(adal, analyst, id)).body.progress?.done > 0); i++) await sleep(50)
  let slowest = 0
  for (let i = 0; i < 50; i++) {
    const start = performance.now()
    await adal.call('GET', '/v1/variants')
    slowest = Math.max(slowest, performance.now() - start)
  }
  t.comment(`slowest of 50 answers: ${Math.round(slowest)} ms`)
  t.ok(slowest < 2_000)
  await adal.call('POST', `/v1/comparisons/${id}/cancel`, { as: analyst })
})
