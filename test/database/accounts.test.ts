import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { packagedPostgres } from '../../src/database/embedded/binaries.js'
import { startEmbeddedServer } from '../../src/database/embedded-server.js'
import { type Teardown, testFolder, withServer } from '../support/database.js'
import { serve } from './child.js'

const unix = process.platform !== 'win32'
const root = process.getuid?.() === 0
const nobody = 65534

/** The package as `npm ci --ignore-scripts` leaves it: without the links between its libraries. */
function packageWithoutLinks(folder: string): string {
  const packaged = packagedPostgres()
  const native = join(folder, 'package', 'native')
  cpSync(packaged, native, {
    recursive: true,
    filter: (path) => !path.endsWith('.a') && !lstatSync(path).isSymbolicLink(),
  })
  cpSync(join(dirname(packaged), 'package.json'), join(folder, 'package', 'package.json'))
  return native
}

async function startsOver(t: Teardown, folder: string, native: string): Promise<string[]> {
  const said: string[] = []
  const log = {
    info: (message: string) => said.push(message),
    error: (message: string) => said.push(message),
  }
  const server = await startEmbeddedServer({ folder, durable: false, native, log })
  t.teardown(() => rmSync(server.folder, { recursive: true, force: true }))
  await server.stop()
  return said
}

t.test('links that the package lacks are made at start', { skip: !unix }, async (t) => {
  const folder = testFolder(t)
  const native = packageWithoutLinks(folder)
  t.notOk(existsSync(join(native, 'lib', 'libpq.so.5')))
  t.same(await startsOver(t, join(folder, 'var'), native), [])
  t.ok(
    lstatSync(
      join(native, 'lib', process.platform === 'linux' ? 'libpq.so.5' : 'libpq.5.dylib'),
    ).isSymbolicLink(),
  )
})

t.test(
  'root runs the server as the owner of the folder, else as an account of the system',
  { skip: !root },
  async (t) => {
    for (const owner of [nobody, 0]) {
      const folder = testFolder(t)
      chownSync(folder, owner, owner)
      await (await startEmbeddedServer({ folder, durable: false })).stop()
      const { uid } = statSync(join(folder, 'data'))
      t.ok(owner === nobody ? uid === nobody : uid !== 0, `data of ${uid} in a folder of ${owner}`)
      await t.resolves(withServer(t, { folder, durable: false }), 'and again')
    }
  },
)

t.test(
  'below a closed folder root puts data and programs where they can be reached, and says where',
  { skip: !root },
  async (t) => {
    const closed = testFolder(t)
    const native = packageWithoutLinks(closed)
    chmodSync(closed, 0o700)
    const said = await startsOver(t, join(closed, 'var'), native)
    t.match(said[0], /PostgreSQL may not run as root, and nobody else may enter .*: the data is in \/var\//)
    t.match(said[1], /programs cannot be run in .*; they were copied to \/var\//)
    t.same(readdirSync(join(closed, 'var')), ['the-data-is-elsewhere.txt'])
  },
)

t.test(
  'an ordinary user runs it as himself, even from a package that he may not complete',
  { skip: !root },
  async (t) => {
    const folder = testFolder(t)
    const native = packageWithoutLinks(folder)
    const own = join(folder, 'own')
    mkdirSync(own)
    chownSync(own, nobody, nobody)
    const child = serve(t, own, { uid: nobody, native })
    const { uid } = await child.says((saying) => saying.uid !== undefined)
    await child.says((saying) => saying.acknowledged !== undefined)
    t.equal(uid, nobody)
    t.equal(statSync(join(own, 'data')).uid, nobody)
    t.match(child.said[0]?.log, /copied to/)
    await child.stop()
  },
)
