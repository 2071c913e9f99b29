import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Replay {
  readonly cases: number
  readonly seconds: number
  readonly megabytes: number
}

/** A replay of so many synthetic cases under five variants with all results, in a process of its own. */
export async function measureReplay(cases: number): Promise<Replay> {
  const script = fileURLToPath(new URL('./replay-child.js', import.meta.url))
  const child = spawn(process.execPath, ['--max-semi-space-size=64', script, String(cases)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the replay ended with ${code}`)
  return JSON.parse(output) as Replay
}
