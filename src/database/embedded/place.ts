import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Account, canEnter, chooseAccount, giveTo, makePassable, makePrivate } from './account.js'

/** Where everything of one server lies, and who runs it. */
export interface Place {
  readonly account: Account | undefined
  readonly folder: string
  readonly data: string
  readonly password: string
  readonly log: string
}

/**
 * Finds or makes the folder of a server. Below a folder that is closed to the account (`/root`), the data lies elsewhere;
 * a note in the wanted folder and `say` tell where.
 */
export function findPlace(wanted: string, say: (message: string) => void): Place {
  const folder = resolve(wanted)
  const account = chooseAccount([join(folder, 'data'), folder])
  makePassable(folder)
  if (canEnter(account, folder)) return placeAt(realpathSync(folder), account)
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  for (const base of ['/var/lib/adal', '/var/tmp/adal']) {
    const other = join(base, digest)
    const owner = chooseAccount([join(other, 'data')])
    try {
      makePassable(other)
    } catch {
      continue
    }
    if (!canEnter(owner, other)) continue
    const where = `PostgreSQL may not run as root, and nobody else may enter ${folder}: the data is in ${other}.`
    writeFileSync(join(folder, 'the-data-is-elsewhere.txt'), `${where}\n`)
    say(where)
    return placeAt(realpathSync(other), owner)
  }
  throw new Error(
    `No folder can be reached by the user of PostgreSQL. Set ADAL_DATA to one outside of ${folder}.`,
  )
}

function placeAt(folder: string, account: Account | undefined): Place {
  return {
    account,
    folder,
    data: join(folder, 'data'),
    password: join(folder, 'password'),
    log: join(folder, 'server.log'),
  }
}

/** The longest path of a unix socket that every system takes is about 104 bytes, with the name of the socket. */
const longestFolder = 104 - '/.s.PGSQL.5432.lock'.length

/** A folder for the socket that nobody else may enter. A short one has to be removed after use. */
export function socketFolder({ folder, account }: Place): { path: string; temporary: boolean } {
  const beside = join(folder, 'socket')
  if (Buffer.byteLength(beside) <= longestFolder) {
    makePrivate(beside, account)
    return { path: beside, temporary: false }
  }
  const base =
    [tmpdir(), '/tmp'].find((path) => path.length < longestFolder - 20 && existsSync(path)) ?? '/tmp'
  const path = realpathSync(mkdtempSync(join(base, 'adal-')))
  chmodSync(path, 0o700)
  giveTo(path, account)
  return { path, temporary: true }
}

/** What a killed server left of its socket; its lock may name a process that is another one by now. */
export function clearSocketFolder(path: string): void {
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) rmSync(join(path, name), { force: true })
}
