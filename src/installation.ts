import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { Environment, type Secrets } from './config.js'
import { FolderInUse } from './database/embedded/owner.js'
import { type ServerLog, startEmbeddedServer } from './database/embedded-server.js'
import { type DatabaseTarget, databaseUrl, parseDatabaseUrl } from './database/target.js'

/** What an environment names: where the database is, the secrets, and whether the demo story belongs in it. */
export interface Installation {
  readonly environment: Environment
  readonly target: DatabaseTarget
  /** The folder of uploaded documents. */
  readonly documents: string
  readonly secrets: Secrets
  readonly demo: boolean
  /** Stops the embedded server, where it is ours. */
  stop(): Promise<void>
}

/** Throws an Error in words that names each variable that is missing or wrong. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const read = Environment.safeParse(given)
  if (!read.success) throw new Error(`The environment is not right.\n${z.prettifyError(read.error)}`)
  return read.data
}

/** The database of `DATABASE_URL`, else an embedded one in `ADAL_DATA`. */
export async function openInstallation(
  environment: Environment,
  log: ServerLog,
  whenInUse: 'refuse' | 'join' = 'refuse',
): Promise<Installation> {
  const { DATABASE_URL: url, ADAL_DATA } = environment
  const folder = resolve(ADAL_DATA)
  const documents = resolve(environment.ADAL_DOCUMENTS ?? join(folder, 'documents'))
  const demo = (environment.ADAL_DEMO ?? (url === undefined ? 'on' : 'off')) === 'on'
  const secrets = readSecrets(environment, folder, demo)
  const known = { environment, documents, secrets, demo }
  if (url !== undefined) return { ...known, target: parseDatabaseUrl(url), stop: async () => {} }
  const connectionFile = join(folder, 'connection')
  try {
    const server = await startEmbeddedServer({ folder: join(folder, 'postgres'), durable: true, log })
    writePrivately(connectionFile, databaseUrl(server.connection))
    return { ...known, target: server.connection, stop: () => server.stop() }
  } catch (error) {
    if (whenInUse === 'refuse' || !(error instanceof FolderInUse)) throw error
    const target = parseDatabaseUrl(readFileSync(connectionFile, 'utf8'))
    return { ...known, target, stop: async () => {} }
  }
}

const names = { token: 'ADAL_TOKEN_SECRET', log: 'ADAL_LOG_SECRET', field: 'ADAL_FIELD_SECRET' } as const

/** Outside the demo each secret must be given; the demo makes its own once. */
function readSecrets(environment: Environment, folder: string, demo: boolean): Secrets {
  const kept = demo ? demoSecrets(folder) : {}
  const missing: string[] = []
  const secretOf = (part: keyof Secrets): Buffer => {
    const text = environment[names[part]] ?? kept[part]
    if (text === undefined) missing.push(names[part])
    return Buffer.from(text ?? '', 'base64')
  }
  const secrets = { token: secretOf('token'), log: secretOf('log'), field: secretOf('field') }
  if (missing.length > 0)
    throw new Error(
      `Outside the demo these must be set (32 bytes in base64 each): ${missing.join(', ')}. See docs/decisions/secrets.md.`,
    )
  return secrets
}

function demoSecrets(folder: string): Partial<Record<keyof Secrets, string>> {
  const file = join(folder, 'demo-secrets.json')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const fresh = () => randomBytes(32).toString('base64')
    writePrivately(file, JSON.stringify({ token: fresh(), log: fresh(), field: fresh() }))
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

function writePrivately(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 })
  chmodSync(file, 0o600)
}
