import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The user as whom PostgreSQL runs; undefined is the one who runs Node. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

const preferred = ['postgres', 'node', 'nobody']

/**
 * PostgreSQL refuses to run as root. Root therefore runs it as the owner of the data, else as the first of a few accounts
 * that systems usually have.
 */
export function chooseAccount(dataFolders: readonly string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const folder of dataFolders) {
    if (!existsSync(folder)) continue
    const { uid, gid } = statSync(folder)
    if (uid !== 0) return { uid, gid }
  }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of preferred) {
    const user = users.find((fields) => fields[0] === name)
    if (user !== undefined) return { uid: Number(user[2]), gid: Number(user[3]) }
  }
  return { uid: 65534, gid: 65534 }
}

/** Whether an account can enter a folder: asked of the system itself, which knows of groups, lists and mounts. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (account === undefined) return true
  const test = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  })
  return test.status === 0
}

/** Creates a folder and what is missing above it, so that everybody may pass through, whatever the umask says. */
export function makePassable(folder: string): void {
  if (existsSync(folder)) return
  makePassable(dirname(folder))
  mkdirSync(folder, { recursive: true })
  if (process.platform !== 'win32') chmodSync(folder, 0o711)
}

/** Creates a folder that only the account (and root) may look into. */
export function makePrivate(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
  giveTo(folder, account)
}

export function giveTo(path: string, account: Account | undefined): void {
  if (account !== undefined) chownSync(path, account.uid, account.gid)
}
