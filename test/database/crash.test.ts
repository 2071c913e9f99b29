import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { processesOver } from '../../src/database/embedded/processes.js'
import { startEmbeddedServer } from '../../src/database/embedded-server.js'
import { openPool } from '../../src/database/pool.js'
import { testFolder, withServer } from '../support/database.js'
import { serve } from './child.js'

// Without /proc nobody can tell whose processes these are.
if (process.platform !== 'linux') t.plan(0, 'only on Linux')
else {
  t.test('kill -9 of the service loses no acknowledged row and leaves no server', async (t) => {
    const folder = testFolder(t)
    for (let round = 1; round <= 3; round++) {
      const child = serve(t, folder)
      await child.says((saying) => (saying.acknowledged ?? 0) > round * 100)
      await child.kill()
      const killed = Date.now()
      while (processesOver(join(folder, 'data')).length !== 0 && Date.now() - killed < 5000) await sleep(5)
      t.same(processesOver(join(folder, 'data')), [], `no server after ${Date.now() - killed} ms`)

      const server = await startEmbeddedServer({ folder, durable: true })
      const sql = openPool(server.connection, { max: 1 })
      const [kept] = await sql<{ rows: bigint }[]>`SELECT count(*) AS rows FROM gifts`
      t.ok(
        Number(kept?.rows) >= child.acknowledged(),
        `${kept?.rows} kept, ${child.acknowledged()} acknowledged`,
      )
      await sql.end()
      await server.stop()
    }
  })

  t.test('a start right after kill -9 waits for the old server', async (t) => {
    const folder = testFolder(t)
    const child = serve(t, folder)
    await child.says((saying) => saying.acknowledged !== undefined)
    await child.kill()
    await t.resolves(withServer(t, { folder }))
  })

  t.test('a server whose watchdog was killed, too, is stopped by the next start', async (t) => {
    const folder = testFolder(t)
    const child = serve(t, folder)
    await child.says((saying) => saying.acknowledged !== undefined)
    process.kill(watchdogOf(folder), 'SIGKILL')
    await child.kill()
    await sleep(300)
    t.not(processesOver(join(folder, 'data')).length, 0, 'the old server still runs')
    await t.resolves(withServer(t, { folder }))
  })

  t.test('the number of a dead server that another process has by now stops no start', async (t) => {
    const folder = testFolder(t)
    const child = serve(t, folder)
    await child.says((saying) => saying.acknowledged !== undefined)
    const file = join(folder, 'data', 'postmaster.pid')
    const [, ...rest] = readFileSync(file, 'utf8').split('\n')
    await child.kill()
    while (processesOver(join(folder, 'data')).length !== 0) await sleep(5)

    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' })
    t.teardown(() => stranger.kill())
    writeFileSync(file, [stranger.pid, ...rest].join('\n'))
    writeFileSync(join(folder, 'socket', '.s.PGSQL.5432.lock'), `${stranger.pid}\n`)
    writeFileSync(join(folder, 'owner'), `${stranger.pid} 12345 another-start`)
    await t.resolves(withServer(t, { folder }))
    t.equal(stranger.exitCode, null, 'and the other process is left alone')
  })

  t.test('a zombie in postmaster.pid stops no start', async (t) => {
    const folder = testFolder(t)
    const child = serve(t, folder)
    await child.says((saying) => saying.acknowledged !== undefined)
    const file = join(folder, 'data', 'postmaster.pid')
    const [, ...rest] = readFileSync(file, 'utf8').split('\n')
    await child.kill()
    while (processesOver(join(folder, 'data')).length !== 0) await sleep(5)

    // A shell that starts a child and becomes a program which never asks for its end.
    const parent = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    t.teardown(() => parent.kill())
    const zombie = await new Promise<string>((resolve) =>
      parent.stdout.once('data', (data) => resolve(`${data}`.trim())),
    )
    while (!/^State:\tZ/m.test(readFileSync(`/proc/${zombie}/status`, 'utf8'))) await sleep(5)
    writeFileSync(file, [zombie, ...rest].join('\n'))
    await t.resolves(withServer(t, { folder }))
  })
}

/** The process number of the shell that guards the server of a folder. */
function watchdogOf(folder: string): number {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
      if (words.includes('adal-watchdog') && words.includes(join(folder, 'data'))) return Number(name)
    } catch {
      // It has ended in the meantime.
    }
  }
  throw new Error(`${folder} has no watchdog`)
}
