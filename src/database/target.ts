import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'

/** Where a database is and as whom to connect. */
export interface DatabaseTarget {
  /** A host name or address; or the folder of a unix socket, which begins with `/`. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password?: string
  readonly database: string
  readonly ssl?: Ssl
}

/** What postgres.js understands: `require` encrypts without checking the certificate, an object is for `tls.connect`. */
export type Ssl = 'require' | 'prefer' | 'verify-full' | { readonly ca: string } | false

/**
 * Reads a `DATABASE_URL` as libpq does: `postgres://user:password@host:5432/database?sslmode=require`, or a unix socket as
 * `postgres://user@/database?host=/run/postgresql` or `postgres://user@%2Frun%2Fpostgresql/database`. postgres.js itself
 * overlooks the socket in both. Throws an Error that never repeats the password.
 */
export function parseDatabaseUrl(text: string): DatabaseTarget {
  const match = /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/.exec(
    text.trim(),
  )
  if (match === null)
    throw new Error('DATABASE_URL must look like postgres://user:password@host:5432/database')
  const [, credentials = '', address = '', path = '', query = ''] = match
  const parameters = new URLSearchParams(query)
  const [name = '', ...secret] = credentials.split(':')
  const { host, port } = splitAddress(address)
  const user = parameters.get('user') || decode(name) || userInfo().username
  return {
    host: parameters.get('host') || host || 'localhost',
    port: portOf(parameters.get('port') || port),
    user,
    password: parameters.get('password') ?? (secret.length > 0 ? decode(secret.join(':')) : undefined),
    database: parameters.get('dbname') || decode(path) || user,
    ssl: sslOf(parameters),
  }
}

/** The URL of a target, such that `parseDatabaseUrl` gives it back (without `ssl`). It holds the password. */
export function databaseUrl(target: DatabaseTarget): string {
  const { host, port, user, password, database } = target
  const credentials = [user, ...(password === undefined ? [] : [password])].map(encodeURIComponent).join(':')
  const address = host.includes(':') ? `[${host}]` : encodeURIComponent(host)
  return `postgres://${credentials}@${address}:${port}/${encodeURIComponent(database)}`
}

function splitAddress(address: string): { host: string; port: string } {
  if (address.includes(',')) throw new Error('DATABASE_URL must name one host')
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(address)
  if (match === null) throw new Error('DATABASE_URL has an impossible host or port')
  const [, ipv6, name = '', port = ''] = match
  return { host: ipv6 ?? decode(name), port }
}

function portOf(text: string): number {
  const port = Number(text || 5432)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error('DATABASE_URL has an impossible port')
  return port
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error('DATABASE_URL holds a % that does not encode a character; write it as %25')
  }
}

/** Without `sslmode` it encrypts where the server can, as libpq does. */
function sslOf(parameters: URLSearchParams): Ssl | undefined {
  const mode = parameters.get('sslmode')
  const rootCertificate = parameters.get('sslrootcert')
  switch (mode) {
    case null:
      return undefined
    case 'disable':
      return false
    case 'allow':
    case 'prefer':
      return 'prefer'
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      if (rootCertificate && rootCertificate !== 'system')
        return { ca: readFileSync(rootCertificate, 'utf8') }
      return mode === 'require' ? 'require' : 'verify-full'
    default:
      throw new Error(`DATABASE_URL has an unknown sslmode: ${mode}`)
  }
}
