import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { giveTo } from './embedded/account.js'
import { type Binaries, findBinaries, packagedPostgres } from './embedded/binaries.js'
import { awaitLeftOver } from './embedded/left-over.js'
import { ownFolder } from './embedded/owner.js'
import { clearSocketFolder, findPlace, type Place, socketFolder } from './embedded/place.js'
import { type Postmaster, runInitdb, startPostmaster } from './embedded/postmaster.js'
import { type Listening, serverSettings } from './embedded/settings.js'
import { guard } from './embedded/watchdog.js'
import type { DatabaseTarget } from './target.js'

/** Two functions of a pino logger. */
export interface ServerLog {
  info(message: string): void
  error(message: string): void
}

export interface EmbeddedServerOptions {
  /** Is created if missing; the data may have to lie elsewhere (see `EmbeddedServer.folder`). */
  readonly folder: string
  /** False for tests only: a power cut loses everything. */
  readonly durable: boolean
  readonly log?: ServerLog
  /** Another copy of the programs than the package's. */
  readonly native?: string
}

export interface EmbeddedServer {
  readonly connection: DatabaseTarget
  /** Where data, password, socket and log of the server are. */
  readonly folder: string
  /** Ends all connections and stops the server; the folder is free afterwards. */
  stop(): Promise<void>
}

const silent: ServerLog = { info: () => {}, error: () => {} }

/**
 * Starts our own PostgreSQL over a folder and waits until it answers. It stops with this process, however that ends.
 * Throws `FolderInUse` while another process has the folder, else an Error in words that says what is the matter.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { durable, log = silent, native = packagedPostgres() } = options
  const place = findPlace(options.folder, (message) => log.info(message))
  const release = ownFolder(place.folder)
  try {
    const binaries = findBinaries(native, place.account, place.folder, (message) => log.info(message))
    await awaitLeftOver(place.data)
    await createData(place, binaries, durable)
    return await run(place, binaries, durable, log, release)
  } catch (error) {
    release()
    throw error
  }
}

async function run(
  place: Place,
  binaries: Binaries,
  durable: boolean,
  log: ServerLog,
  release: () => void,
): Promise<EmbeddedServer> {
  const { listening, temporaryFolder } = await chooseListening(place)
  const removeTemporary = () => {
    if (temporaryFolder !== undefined) rmSync(temporaryFolder, { recursive: true, force: true })
  }
  let postmaster: Postmaster
  try {
    postmaster = await startPostmaster(place, binaries, serverSettings(listening, durable), (pid) =>
      guard(pid, place.data, temporaryFolder, place.account),
    )
  } catch (error) {
    removeTemporary()
    throw error
  }
  postmaster.onUnexpectedEnd(() => log.error(`PostgreSQL has ended by itself; see ${place.log}.`))
  const stop = async () => {
    await postmaster.stop()
    removeTemporary()
    release()
  }
  const password = readFileSync(place.password, 'utf8')
  const connection = { ...listening, user: superuser, password, database: 'postgres' }
  return { connection, folder: place.folder, stop }
}

const superuser = 'adal'

/** A new cluster gets its name last, so that one which has its name is whole. */
async function createData(place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  const versionFile = join(place.data, 'PG_VERSION')
  if (existsSync(versionFile)) {
    const major = readFileSync(versionFile, 'utf8').trim()
    if (major !== binaries.major)
      throw new Error(
        `The data in ${place.data} is of PostgreSQL ${major}; this Adal brings PostgreSQL ${binaries.major}.`,
      )
    return
  }
  if (existsSync(place.data) && statSync(place.data).isDirectory())
    throw new Error(`${place.data} exists but holds no PostgreSQL data. Set ADAL_DATA to another folder.`)
  // What a killed start was still making loses its folder, and ends; it must not find it again under the same name.
  for (const name of readdirSync(place.folder).filter((name) => /^data\.\d+$/.test(name)))
    rmSync(join(place.folder, name), { recursive: true, force: true })
  const half = `${place.data}.${process.pid}`
  writeFileSync(place.password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  giveTo(place.password, place.account)
  await runInitdb(place, binaries, half, superuser, durable)
  renameSync(half, place.data)
}

/** A unix socket needs no port and is seen by nobody else; Windows gets a free port of this machine alone. */
async function chooseListening(place: Place): Promise<{ listening: Listening; temporaryFolder?: string }> {
  if (process.platform === 'win32') return { listening: { host: '127.0.0.1', port: await freePort() } }
  const { path, temporary } = socketFolder(place)
  clearSocketFolder(path)
  return { listening: { host: path, port: 5432 }, temporaryFolder: temporary ? path : undefined }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 5432))
    })
  })
}
