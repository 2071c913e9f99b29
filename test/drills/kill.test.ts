import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { openCharity } from '../../bench/charity.js'
import { adal, startService } from '../../bench/service.js'
import { testFolder } from '../support/database.js'

const rounds = 10
const clients = 64
const port = 18_400 + (process.pid % 500)

const body = JSON.stringify({
  amount: { amount: '100', currency: 'KZT' },
  channel: 'card',
  receivedAt: '2026-03-10T10:00:00Z',
  donor: { kind: 'anonymous' },
})

t.test(
  'kill -9 while 64 clients give, ten times: every acknowledged donation is there once',
  { timeout: 280_000 },
  async (t) => {
    const data = testFolder(t)
    let service = await startService(data, port)
    const charity = await openCharity(service, 4)
    const acknowledged = new Map<string, string>()
    const asked: { key: string; drive: string }[] = []

    async function post(key: string, drive: string): Promise<string | undefined> {
      const response = await fetch(`${service.address}/v1/collections/${drive}/donations`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${charity.token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body,
      })
      const answer = (await response.json()) as { receipt?: { number: string } }
      return response.status === 201 ? answer.receipt?.number : undefined
    }

    for (let round = 0; round < rounds; round++) {
      let killed = false
      const giving = Array.from({ length: clients }, async (_, client) => {
        for (let n = 0; !killed; n++) {
          const request = {
            key: `${round}-${client}-${n}`,
            drive: charity.drives[n % charity.drives.length] ?? '',
          }
          asked.push(request)
          const receipt = await post(request.key, request.drive).catch(() => undefined)
          if (receipt !== undefined) acknowledged.set(request.key, receipt)
        }
      })
      // In the middle of the giving, however slow the machine is: so many answers, and a little later each time.
      const enough = acknowledged.size + 2 * clients
      while (acknowledged.size < enough) await sleep(5)
      await sleep(10 * round)
      const exited = once(service.child, 'exit')
      service.child.kill('SIGKILL')
      killed = true
      await exited
      await Promise.all(giving)
      service = await startService(data, port, service.environment)
    }

    t.ok(acknowledged.size > rounds * clients, `${acknowledged.size} of ${asked.length} were acknowledged`)
    const wrong: string[] = []
    const receipts = new Set<string>()
    for (let i = 0; i < asked.length; i += clients) {
      await Promise.all(
        asked.slice(i, i + clients).map(async ({ key, drive }) => {
          const again = await post(key, drive)
          const before = acknowledged.get(key)
          if (again === undefined || (before !== undefined && before !== again))
            wrong.push(`${key}: ${before} and then ${again}`)
          else receipts.add(again)
        }),
      )
    }
    t.strictSame(wrong, [], 'asked again, each gets the answer that it had, or its first')
    t.equal(receipts.size, asked.length)

    const balance = await fetch(`${service.address}/v1/ledgers/${charity.bin}/trial-balance`, {
      headers: { authorization: `Bearer ${charity.token}` },
    })
    const total = String(asked.length * 100)
    t.match(await balance.json(), {
      totals: [{ currency: 'KZT', debit: total, credit: total, difference: '0' }],
    })
    await adal(service, ['audit-verify'])
    t.pass("every log's root recomputes from its leaves")
    await service.stop()
    rmSync(data, { recursive: true, force: true })
  },
)
