import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityOf, isRunning } from './processes.js'

/** Another process already serves this folder. */
export class FolderInUse extends Error {}

/**
 * Makes this process the owner of a folder; throws `FolderInUse` in words while another one is. A file `owner` says who,
 * so that a process that was killed leaves nothing to clean up. Returns what gives the folder free.
 */
export function ownFolder(folder: string): () => void {
  const file = join(folder, 'owner')
  const mine = `${file}.${process.pid}`
  const identity = identityOf(process.pid)
  if (identity === undefined) throw new Error('This process cannot see itself in the process table.')
  writeFileSync(mine, identity)
  try {
    while (!place(mine, file)) {
      const holder = read(file)
      if (holder !== undefined && isRunning(holder)) throw new FolderInUse(inUse(folder, holder))
      setAside(file, holder)
    }
  } finally {
    rmSync(mine, { force: true })
  }
  return () => {
    if (read(file) === identity) rmSync(file, { force: true })
  }
}

/** Whether a running process owns a folder. */
export function isOwned(folder: string): boolean {
  const holder = read(join(folder, 'owner'))
  return holder !== undefined && isRunning(holder)
}

/** A link appears with its content, and only where nothing stands yet: no reader sees a half-written file. */
function place(mine: string, file: string): boolean {
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Two processes may find the same dead owner; the slower one must not set aside the quicker one's file. */
function setAside(file: string, expected: string | undefined): void {
  const aside = `${file}.aside.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (read(aside) !== expected) place(aside, file)
  rmSync(aside, { force: true })
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function inUse(folder: string, holder: string): string {
  const pid = Number.parseInt(holder, 10)
  return (
    `The database in ${folder} is already in use by another Adal (process ${pid}). Stop it, or give this one another folder by ADAL_DATA.` +
    ` / База данных в ${folder} уже занята другим процессом Adal (${pid}). Остановите его или укажите другую папку в ADAL_DATA.`
  )
}
