import { connect } from 'node:net'

/**
 * A process of its own: posts donations over some connections for some seconds and prints what came back as JSON. It speaks
 * HTTP/1.1 over bare sockets, so that little of the machine is spent on asking.
 */
interface Job {
  readonly address: string
  readonly token: string
  readonly drives: readonly string[]
  readonly connections: number
  readonly seconds: number
}

const job = JSON.parse(process.argv[2] ?? '{}') as Job
const { hostname, port, host } = new URL(job.address)
const body = JSON.stringify({
  amount: { amount: '500000', currency: 'KZT' },
  channel: 'card',
  receivedAt: '2026-03-10T10:00:00Z',
  donor: { kind: 'anonymous' },
})
const run = Math.random().toString(36).slice(2)
let count = 0

const requestTo = (drive: string): string =>
  `POST /v1/collections/${drive}/donations HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${job.token}\r\n` +
  `content-type: application/json\r\ncontent-length: ${body.length}\r\nidempotency-key: ${run}-${count++}\r\n\r\n${body}`

// Long enough for the service to be compiled as it will be on a long evening.
const warmUntil = Date.now() + 6_000
const until = warmUntil + job.seconds * 1_000
const latencies: number[] = []
const statuses: Record<string, number> = {}

/** One connection: asks, waits for the whole answer, asks again. It reads into a buffer of its own, past the streams of Node. */
function converse(first: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let turn = first
    let start = 0
    let answer = ''
    const buffer = Buffer.alloc(16_384)
    const socket = connect({ port: Number(port), host: hostname, onread: { buffer, callback: receive } }, ask)
    function ask(): void {
      if (Date.now() >= until) {
        socket.end()
        resolve()
        return
      }
      start = performance.now()
      socket.write(requestTo(job.drives[turn++ % job.drives.length] ?? ''), 'latin1')
    }
    function receive(bytes: number): boolean {
      answer += buffer.toString('latin1', 0, bytes)
      const end = answer.indexOf('\r\n\r\n')
      const length = answer.indexOf('content-length: ')
      if (end === -1 || answer.length < end + 4 + Number.parseInt(answer.slice(length + 16), 10)) return true
      const status = answer.slice(9, 12)
      answer = ''
      statuses[status] = (statuses[status] ?? 0) + 1
      if (Date.now() >= warmUntil) latencies.push(performance.now() - start)
      ask()
      return true
    }
    socket.setNoDelay(true)
    socket.on('error', reject)
  })
}

await Promise.all(Array.from({ length: job.connections }, (_, i) => converse(i)))
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
