import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const fromDist = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

export interface Service {
  readonly address: string
  readonly data: string
  /** From the start of the process until the first answer of `/health/ready`, milliseconds. */
  readonly startedIn: number
  readonly environment: NodeJS.ProcessEnv
  readonly child: ChildProcess
  memoryMegabytes(): number
  /** The most that it has held since it started. */
  mostMegabytes(): number
  /** Milliseconds from its start until the demo story is whole. */
  toldIn(): Promise<number>
  stop(): Promise<void>
}

const secret = () => randomBytes(32).toString('base64')
const secrets = { ADAL_TOKEN_SECRET: secret(), ADAL_LOG_SECRET: secret(), ADAL_FIELD_SECRET: secret() }

/** The real service as a process of its own, on its own durable PostgreSQL in `data`. */
export async function startService(
  data: string,
  port: number,
  more: NodeJS.ProcessEnv = {},
): Promise<Service> {
  const environment = {
    ...process.env,
    ...secrets,
    PORT: String(port),
    ADAL_DATA: data,
    ADAL_DEMO: 'off',
    LOG_LEVEL: 'warn',
    ...more,
  }
  const start = performance.now()
  const child = spawn(process.execPath, ['--max-semi-space-size=64', fromDist('src/server.js')], {
    env: environment,
    stdio: ['ignore', more.LOG_LEVEL === 'info' ? 'pipe' : 'inherit', 'inherit'],
  })
  const address = `http://127.0.0.1:${port}`
  await untilReady(address, child)
  return {
    address,
    data,
    startedIn: performance.now() - start,
    environment,
    child,
    memoryMegabytes: () => megabytesOf(child, 'VmRSS'),
    mostMegabytes: () => megabytesOf(child, 'VmHWM'),
    toldIn: async () => {
      await untilTold(child)
      return performance.now() - start
    },
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function untilReady(address: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    try {
      if ((await fetch(`${address}/health/ready`)).ok) return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  throw new Error('the service has ended')
}

/** The service says where it is when it has told the story. */
async function untilTold(child: ChildProcess): Promise<void> {
  for await (const chunk of child.stdout ?? []) if (String(chunk).includes('Adal is at')) return
  throw new Error('the service has ended')
}

function megabytesOf({ pid }: ChildProcess, figure: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`${figure}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1]) / 1024
}

/** `npx adal …` in the environment of a service. */
export async function adal(
  service: Service,
  arguments_: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<void> {
  const child = spawn(process.execPath, [fromDist('src/cli.js'), ...arguments_], {
    env: { ...service.environment, ...more },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`adal ${arguments_.join(' ')} ended with ${code}`)
}
