import { spawn } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { DatabaseTarget } from '../../src/database/target.js'

/** What the keeper (see `database-keeper.ts`) tells a test file. */
export interface KeptServer {
  readonly server: DatabaseTarget
  readonly template: string
}

/** The socket on which the keeper of a folder listens. */
export const keeperAddress = (folder: string): string =>
  process.platform === 'win32' ? `\\\\.\\pipe\\adal-test-${basename(folder)}` : join(folder, 'keeper.sock')

/** The server for tests under these migrations; it is kept until `release` is called or this process ends. */
export async function keptServer(digest: string): Promise<KeptServer & { release: () => void }> {
  const folder = join(testFolders(), digest)
  const end = Date.now() + 60_000
  let started = 0
  for (;;) {
    const answer = await ask(keeperAddress(folder))
    if (answer !== undefined) return answer
    if (Date.now() > end) throw new Error(`The PostgreSQL for tests in ${folder} does not start.`)
    if (Date.now() - started > 1000) {
      started = Date.now()
      startKeeper(folder)
    }
    await sleep(25)
  }
}

/** A folder of this user alone, through which PostgreSQL's user may pass. */
export function testFolders(): string {
  const folder = join(realpathSync(tmpdir()), `adal-test-${process.getuid?.() ?? 'user'}`)
  mkdirSync(folder, { recursive: true })
  if (process.platform !== 'win32') {
    if (lstatSync(folder).uid !== process.getuid?.()) throw new Error(`${folder} belongs to somebody else.`)
    chmodSync(folder, 0o711)
  }
  return folder
}

/** Of its own session and without the environment of tap, which would count it among its processes. */
function startKeeper(folder: string): void {
  // Each time: the keeper before it may just have removed the folder.
  mkdirSync(folder, { recursive: true })
  const program = fileURLToPath(new URL('./database-keeper.js', import.meta.url))
  const { PATH, TMPDIR, TEMP, SystemRoot } = process.env
  const env = { PATH, TMPDIR, TEMP, SystemRoot }
  spawn(process.execPath, [program, folder], { env, cwd: '/', stdio: 'ignore', detached: true }).unref()
}

/** Undefined while there is no keeper. Holding the connection is what keeps the server. */
function ask(address: string): Promise<(KeptServer & { release: () => void }) | undefined> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket: Socket = connect(address)
    socket.on('error', () => resolve(undefined))
    socket.on('close', () => resolve(undefined))
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (!text.endsWith('\n')) return
      const answer = JSON.parse(text) as KeptServer | { failure: string }
      if ('failure' in answer) return reject(new Error(answer.failure))
      socket.unref()
      resolve({ ...answer, release: () => socket.destroy() })
    })
  })
}
