/**
 * A service in small, to be killed: starts a server over a folder, says what it did as lines of JSON, and writes rows
 * until it is told to stop. Usage: node serving-child.js <folder> [<native>]
 */
import { startEmbeddedServer } from '../../src/database/embedded-server.js'
import { openPool } from '../../src/database/pool.js'

const [folder = '', native] = process.argv.slice(2)
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)

try {
  const log = {
    info: (message: string) => say({ log: message }),
    error: (message: string) => say({ log: message }),
  }
  const server = await startEmbeddedServer({ folder, durable: true, log, native })
  say({ folder: server.folder, uid: process.getuid?.() })
  const sql = openPool(server.connection, { max: 1 })
  await sql`CREATE TABLE IF NOT EXISTS gifts (id bigint PRIMARY KEY)`
  const [last] = await sql<{ id: bigint }[]>`SELECT coalesce(max(id), 0) AS id FROM gifts`
  let stopping = false
  process.stdin.on('data', () => {
    stopping = true
  })
  for (let id = (last?.id ?? 0n) + 1n; !stopping; id++) {
    await sql`INSERT INTO gifts VALUES (${id})`
    say({ acknowledged: Number(id) })
  }
  await sql.end()
  await server.stop()
  process.exit(0)
} catch (error) {
  say({ failure: (error as Error).message })
  process.exit(1)
}
