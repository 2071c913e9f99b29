import { Agent, request } from 'node:http'

/** A process of its own: posts donations over 64 connections for some seconds and prints what came back as JSON. */
interface Job {
  readonly address: string
  readonly token: string
  readonly drives: readonly string[]
  readonly connections: number
  readonly seconds: number
}

const job = JSON.parse(process.argv[2] ?? '{}') as Job
const agent = new Agent({ keepAlive: true, maxSockets: job.connections })
const body = JSON.stringify({
  amount: { amount: '500000', currency: 'KZT' },
  channel: 'card',
  receivedAt: '2026-03-10T10:00:00Z',
  donor: { kind: 'anonymous' },
})
const run = Math.random().toString(36).slice(2)
let count = 0

function post(drive: string): Promise<number> {
  const { hostname, port } = new URL(job.address)
  return new Promise((resolve, reject) => {
    const call = request(
      {
        agent,
        hostname,
        port,
        method: 'POST',
        path: `/v1/collections/${drive}/donations`,
        headers: {
          authorization: `Bearer ${job.token}`,
          'content-type': 'application/json',
          'content-length': body.length,
          'idempotency-key': `${run}-${count++}`,
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

const warmUntil = Date.now() + 2_000
const until = warmUntil + job.seconds * 1_000
const latencies: number[] = []
const statuses: Record<number, number> = {}
await Promise.all(
  Array.from({ length: job.connections }, async (_, i) => {
    for (let n = i; Date.now() < until; n++) {
      const start = performance.now()
      const status = await post(job.drives[n % job.drives.length] ?? '')
      statuses[status] = (statuses[status] ?? 0) + 1
      if (Date.now() >= warmUntil) latencies.push(performance.now() - start)
    }
  }),
)
latencies.sort((a, b) => a - b)
const quantile = (q: number) => latencies[Math.floor(q * (latencies.length - 1))] ?? 0
process.stdout.write(
  JSON.stringify({
    perSecond: latencies.length / job.seconds,
    statuses,
    p50: quantile(0.5),
    p99: quantile(0.99),
  }),
)
process.exit(0)
