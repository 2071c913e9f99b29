import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Charity, openCharity } from './charity.js'
import { giveInBulk } from './giving.js'
import type { Service } from './service.js'

export interface Export {
  readonly form: string
  readonly seconds: number
  readonly megabytes: number
  /** By how much the service's resident memory grew at most while it was sent. */
  readonly growthMegabytes: number
}

/** A ledger of so many donations, given in bulk through the API, then each of its exports. */
export async function measureExports(service: Service, donations: number): Promise<Export[]> {
  const charity = await openCharity(service, 16)
  await giveInBulk(service, charity, donations, 1)
  await untilSigned(service, charity.bin, donations)
  const measured: Export[] = []
  for (const form of ['hledger', 'beancount', 'csv', 'kit']) measured.push(await take(service, charity, form))
  return measured
}

/** The second line of the checkpoint is how many leaves it is of. */
async function untilSigned({ address }: Service, bin: string, leaves: number): Promise<void> {
  for (;;) {
    const note = await (await fetch(`${address}/log/${bin}/checkpoint`)).text()
    if (Number(note.split('\n')[1]) >= leaves) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function take(service: Service, { bin, token }: Charity, form: string): Promise<Export> {
  const before = service.memoryMegabytes()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, service.memoryMegabytes())
  }, 20)
  const start = performance.now()
  // A process of its own reads, so that reading costs the measured one nothing.
  const url = `${service.address}/v1/ledgers/${bin}/exports/${form}`
  const reader = `let bytes = 0
    const answer = await fetch(process.argv[1], { headers: { authorization: process.argv[2] } })
    if (!answer.ok) throw new Error(await answer.text())
    for await (const piece of answer.body) bytes += piece.length
    console.log(bytes)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', reader, url, `Bearer ${token}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (piece) => {
    said += piece
  })
  const [code] = await once(child, 'close')
  const seconds = (performance.now() - start) / 1000
  clearInterval(watch)
  if (code !== 0) throw new Error(`the export ${form} broke off`)
  return { form, seconds, megabytes: Number(said) / 1e6, growthMegabytes: most - before }
}
