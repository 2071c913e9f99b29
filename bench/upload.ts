import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { signInAnalyst } from './charity.js'
import type { Service } from './service.js'

export interface Upload {
  readonly seconds: number
  readonly perSecond: number
  /** Of the same lines by JSON.parse alone. */
  readonly parsedPerSecond: number
  /** The most memory that the service has held so far. */
  readonly megabytes: number
  /** Of the answers of `/health/live` meanwhile, milliseconds. */
  readonly p50: number
  readonly p99: number
}

/** Files of so many cases each, one after the other, from another process through HTTP into the database. */
export async function measureUploads(service: Service, sizes: readonly number[]): Promise<Upload[]> {
  const token = await signInAnalyst(service)
  const uploads: Upload[] = []
  for (const size of sizes) uploads.push(await measureUpload(service, token, size))
  return uploads
}

async function measureUpload(service: Service, token: string, cases: number): Promise<Upload> {
  const script = fileURLToPath(new URL('./upload-child.js', import.meta.url))
  const url = `${service.address}/v1/comparisons/uploads`
  const child = spawn(process.execPath, [script, url, token, String(cases)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const closed = once(child, 'close')
  const waits = await waitsUntil(closed, `${service.address}/health/live`)
  const [code] = await closed
  if (code !== 0) throw new Error(`the upload ended with ${code}`)
  return {
    ...(JSON.parse(output) as Pick<Upload, 'seconds' | 'perSecond' | 'parsedPerSecond'>),
    ...{ megabytes: service.mostMegabytes(), p50: quantile(waits, 0.5), p99: quantile(waits, 0.99) },
  }
}

export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN

const askEveryMs = 50

/** How long each answer took until then, the shortest first. */
export async function waitsUntil(end: Promise<unknown>, address: string): Promise<number[]> {
  const waits: number[] = []
  let isOver = false
  void end.then(() => {
    isOver = true
  })
  while (!isOver) {
    const start = performance.now()
    await (await fetch(address)).text()
    waits.push(performance.now() - start)
    await sleep(askEveryMs)
  }
  return waits.sort((a, b) => a - b)
}
