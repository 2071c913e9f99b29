import type { Charity } from './charity.js'
import type { Service } from './service.js'

const firstDay = Date.parse('2026-03-02T06:00:00Z')

/**
 * So many anonymous donations by files, one a day and drive in the order of the days, as a payment system sends them; answers
 * the seconds that it took.
 */
export async function giveInBulk(
  service: Service,
  charity: Charity,
  donations: number,
  days: number,
): Promise<number> {
  const each = Math.ceil(donations / charity.drives.length / days)
  const start = performance.now()
  for (let day = 0; day < days; day++) {
    const token = await charity.signIn()
    const receivedAt = new Date(firstDay + day * 86_400_000).toISOString()
    for (const drive of charity.drives)
      await giveFile(service, token, drive, linesOf(`${drive}-${day}`, receivedAt, each))
  }
  return (performance.now() - start) / 1000
}

async function giveFile({ address }: Service, token: string, drive: string, lines: string[]): Promise<void> {
  const answer = await fetch(`${address}/v1/collections/${drive}/donations/bulk`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: lines.join(''),
  })
  const answers = (await answer.text()).trim().split('\n')
  const given = answers.filter((line) => line.includes('"receipt"')).length
  if (given !== lines.length) throw new Error(`${given} of ${lines.length} were recorded: ${answers[0]}`)
}

const linesOf = (file: string, receivedAt: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const amount = { amount: String(100 + i), currency: 'KZT' }
    const donor = { kind: 'anonymous' }
    return `${JSON.stringify({ id: `${file}-${i}`, amount, channel: 'card', receivedAt, donor })}\n`
  })
