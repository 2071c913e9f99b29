import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { giveTo } from './account.js'
import type { Binaries } from './binaries.js'
import type { Place } from './place.js'

/** A running server. */
export interface Postmaster {
  onUnexpectedEnd(tell: () => void): void
  stop(): Promise<void>
}

/** The environment of Node is not the server's: a PGOPTIONS or a LANG of the user must not reach it. Windows needs its own. */
const environment =
  process.platform === 'win32'
    ? {}
    : { env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' } }

/** Creates a cluster: UTF-8 with the same order everywhere, checksums, and a password even on the socket. */
export async function runInitdb(
  place: Place,
  binaries: Binaries,
  data: string,
  superuser: string,
  durable: boolean,
): Promise<void> {
  // initdb itself may not create a folder in ours.
  mkdirSync(data, { mode: 0o700 })
  giveTo(data, place.account)
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const access = ['--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${place.password}`]
  const safety = ['--data-checksums', ...(durable ? [] : ['--no-sync'])]
  const child = spawnLogged(
    place,
    binaries.initdb,
    [`--pgdata=${data}`, ...locale, ...access, ...safety],
    true,
  )
  const code = await ended(child)
  if (code !== 0) throw new Error(`PostgreSQL could not create its data: ${lastWords(place)}`)
}

/**
 * Starts the server and waits until it takes connections: after a crash that may last, since it first plays its log.
 * `guard` gets its process number at once, and returns what dismisses the guard.
 */
export async function startPostmaster(
  place: Place,
  binaries: Binaries,
  settings: readonly string[],
  guard: (pid: number) => () => void,
): Promise<Postmaster> {
  const child = spawnLogged(place, binaries.postgres, ['-D', place.data, ...settings])
  const end = ended(child)
  const { pid } = child
  if (pid === undefined) throw new Error(`PostgreSQL could not be started: ${await end}`)
  const dismiss = guard(pid)
  let running = true
  const watched = end.then(() => {
    running = false
  })
  while (running && !isReady(place.data, pid)) await sleep(5)
  if (!running) {
    dismiss()
    throw new Error(`PostgreSQL did not start: ${lastWords(place)}`)
  }
  let stopping = false
  return {
    onUnexpectedEnd: (tell) => void watched.then(() => stopping || tell()),
    async stop() {
      stopping = true
      child.ref()
      for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
        if (running) child.kill(signal)
        await Promise.race([watched, sleep(20_000, undefined, { ref: false })])
      }
      dismiss()
    },
  }
}

/** The eighth line says `ready`; the first says of whom. */
function isReady(data: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

/** Its output goes to a file, which outlives Node; it runs in a session of its own, so that Ctrl-C leaves the order to Node. */
function spawnLogged(place: Place, program: string, parameters: string[], waiting = false): ChildProcess {
  const size = statSync(place.log, { throwIfNoEntry: false })?.size ?? 0
  const output = openSync(place.log, size > 1_000_000 ? 'w' : 'a', 0o600)
  const options: SpawnOptions = {
    ...place.account,
    ...environment,
    cwd: '/',
    stdio: ['ignore', output, output],
    detached: true,
    windowsHide: true,
  }
  const child = spawn(program, parameters, options)
  closeSync(output)
  if (!waiting) child.unref()
  return child
}

/** The exit code, or the reason why it could not be started. */
function ended(child: ChildProcess): Promise<number | string | null> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal))
    child.once('error', (error) => resolve(error.message))
  })
}

/** The end of the server's log, which holds no data of people at the usual level. */
function lastWords(place: Place): string {
  return `${readFileSync(place.log, 'utf8').trim().split('\n').slice(-5).join('\n')}\n(${place.log})`
}
