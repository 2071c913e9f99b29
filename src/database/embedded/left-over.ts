import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { processesOver } from './processes.js'

/**
 * Waits until no server runs over a data folder whose owner was killed. Its watchdog stops it at once; a server without
 * one is stopped here after a second. Then it removes `postmaster.pid`, which may name a process that is another one by
 * now, or a zombie: PostgreSQL would refuse to start for it.
 */
export async function awaitLeftOver(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  const began = Date.now()
  for (let asked = false; ; await sleep(10)) {
    const postmaster = readPid(file)
    const running = postmaster === undefined ? [] : processesOver(data, postmaster)
    if (running.length === 0) break
    const waited = Date.now() - began
    if (waited > 30_000) throw new Error(`An old PostgreSQL does not stop (processes ${running.join(', ')}).`)
    if (waited > 1000 && !asked) {
      asked = true
      for (const pid of running) signal(pid, 'SIGQUIT')
    }
  }
  rmSync(file, { force: true })
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended in the meantime.
  }
}
