/**
 * Keeps one PostgreSQL for all test files of a run, each of which is a process of its own. The first file starts this
 * program, apart from itself; every file holds a connection to its socket while it runs. When nobody has held one for a
 * while, the server is stopped and its folder removed. A file that is killed lets go like any other; if this program is
 * killed, the server's own watchdog stops it, and the next keeper clears the folder.
 *
 * Usage: node database-keeper.js <folder>
 */
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { awaitLeftOver } from '../../src/database/embedded/left-over.js'
import { FolderInUse, isOwned, ownFolder } from '../../src/database/embedded/owner.js'
import { startEmbeddedServer } from '../../src/database/embedded-server.js'
import { type KeptServer, keeperAddress } from './database-kept.js'
import { prepareTemplate } from './database-template.js'

const idleMs = 10_000
const folder = process.argv[2] ?? ''
const clients = new Set<Socket>()

/** The address of the keeper that is already there is answered by that one. */
function ownOrLeave(): void {
  try {
    ownFolder(folder)
  } catch (error) {
    if (error instanceof FolderInUse) process.exit(0)
    throw error
  }
}

/** Folders of keepers that were killed; a young one may be just about to be owned. */
function removeLeftOvers(): void {
  for (const name of readdirSync(dirname(folder))) {
    const other = join(dirname(folder), name)
    if (name === basename(folder) || isOwned(other)) continue
    if (Date.now() - statSync(other).mtimeMs > 600_000) rmSync(other, { recursive: true, force: true })
  }
}

async function start(): Promise<{ kept: KeptServer; stop: () => Promise<void> }> {
  const serverFolder = join(folder, 'server')
  await awaitLeftOver(join(serverFolder, 'data'))
  rmSync(serverFolder, { recursive: true, force: true })
  const server = await startEmbeddedServer({ folder: serverFolder, durable: false })
  const stop = async () => {
    await server.stop()
    rmSync(server.folder, { recursive: true, force: true })
  }
  return { kept: { server: server.connection, template: await prepareTemplate(server.connection) }, stop }
}

async function keep(): Promise<void> {
  ownOrLeave()
  const address = keeperAddress(folder)
  if (process.platform !== 'win32') rmSync(address, { force: true })
  const started = start()
  let idle: NodeJS.Timeout | undefined
  const end = async () => {
    listener.close()
    const { stop } = await started
    await stop()
    // Under another name first: the next keeper may already be waiting for this one.
    const gone = `${folder}.gone-${process.pid}`
    renameSync(folder, gone)
    rmSync(gone, { recursive: true, force: true })
    process.exit(0)
  }
  const listener = createServer((client) => {
    clearTimeout(idle)
    clients.add(client)
    client.on('error', () => {})
    client.on('close', () => {
      clients.delete(client)
      if (clients.size === 0) idle = setTimeout(end, idleMs)
    })
    started.then(
      ({ kept }) => client.write(`${JSON.stringify(kept)}\n`),
      (error: Error) => client.end(`${JSON.stringify({ failure: String(error.stack ?? error) })}\n`),
    )
    client.resume()
  })
  listener.listen(address)
  idle = setTimeout(end, idleMs)
  removeLeftOvers()
  await started
}

keep().catch((error) => {
  console.error(error)
  // The waiting test files are told why before this program ends.
  setTimeout(() => process.exit(1), 500)
})
