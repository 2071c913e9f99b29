import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Teardown } from '../support/database.js'

/** One line of what `serving-child.ts` says. */
interface Saying {
  readonly folder?: string
  readonly uid?: number
  readonly acknowledged?: number
  readonly failure?: string
  readonly log?: string
}

export interface ServingChild {
  readonly process: ChildProcess
  /** All it has said so far. */
  readonly said: readonly Saying[]
  /** Waits until it says something that fits. */
  says(fits: (saying: Saying) => boolean): Promise<Saying>
  /** The greatest row that was acknowledged to it. */
  acknowledged(): number
  /** Kills it as `kill -9` does, and waits for its end. */
  kill(): Promise<void>
  /** Lets it stop its server, and waits for its end. */
  stop(): Promise<void>
}

/** Starts a service in small over a folder, as another user if asked, without tap's environment. It ends with the test. */
export function serve(
  t: Teardown,
  folder: string,
  { uid, native }: { uid?: number; native?: string } = {},
): ServingChild {
  const program = fileURLToPath(new URL('./serving-child.js', import.meta.url))
  const child = spawn(process.execPath, [program, folder, ...(native === undefined ? [] : [native])], {
    ...(uid === undefined ? {} : { uid, gid: uid }),
    cwd: '/',
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const said: Saying[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => said.push(JSON.parse(line) as Saying))
  const exit = once(child, 'exit')
  t.teardown(() => child.kill('SIGKILL'))
  return {
    process: child,
    said,
    async says(fits) {
      for (;;) {
        const found = said.find(fits)
        if (found !== undefined) return found
        const next = await Promise.race([once(lines, 'line').then(() => 'line'), exit.then(() => 'exit')])
        if (next === 'exit' && !said.some(fits))
          throw new Error(`it ended with ${JSON.stringify(said.at(-1))}`)
      }
    },
    acknowledged: () => Math.max(0, ...said.map((saying) => saying.acknowledged ?? 0)),
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
    async stop() {
      child.stdin?.end('stop\n')
      await exit
    },
  }
}
