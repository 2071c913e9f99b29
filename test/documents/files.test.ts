import { chmodSync, existsSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { sweepFiles } from '../../src/documents/sweeping.js'
import { startAdal } from '../support/app.js'
import { read, upload } from './stories.js'

const hourBefore = (moment: Date, hours: number): number => moment.getTime() / 1_000 - hours * 3_600

t.test('a file that no document speaks of is swept after a day, and no other', async (t) => {
  const adal = await startAdal(t)
  const person = await adal.signUp()
  const { body } = await upload(adal, person, { type: 'text/plain', content: 'kept' })
  // What a crash between the file and the row leaves.
  const keep = async (content: string) => {
    const file = await adal.house.files.take(Readable.from([Buffer.from(content)]))
    await file.keep()
    return file.sha256
  }
  const [old, young] = [await keep('of yesterday'), await keep('of today')]
  const placeOf = (sha256: string) => join(adal.documents, 'kept', sha256)
  const halfTaken = join(adal.documents, 'incoming', 'half-taken')
  writeFileSync(halfTaken, 'half')
  const aged = (path: string, hours: number) => {
    const at = hourBefore(adal.clock(), hours)
    utimesSync(path, at, at)
  }
  for (const path of [placeOf(body.sha256), placeOf(old), halfTaken]) aged(path, 25)
  aged(placeOf(young), 23)
  await sweepFiles(adal.house)
  t.strictSame(readdirSync(join(adal.documents, 'kept')).sort(), [body.sha256, young].sort())
  t.notOk(existsSync(halfTaken))
  t.equal((await read(adal, person, body.id)).status, 200)
})

t.test('an upload and a sweep at once never leave a document without its file', async (t) => {
  const adal = await startAdal(t)
  const person = await adal.signUp()
  for (let i = 0; i < 20; i++) {
    const content = `again and again ${i}`
    const left = await adal.house.files.take(Readable.from([Buffer.from(content)]))
    await left.keep()
    const at = hourBefore(adal.clock(), 48)
    utimesSync(join(adal.documents, 'kept', left.sha256), at, at)
    const [uploaded] = await Promise.all([
      upload(adal, person, { type: 'text/plain', content }),
      sweepFiles(adal.house),
    ])
    t.equal((await read(adal, person, uploaded.body.id)).status, 200)
  }
})

t.test('verification recomputes every file and names the one that is gone or changed', async (t) => {
  const adal = await startAdal(t, { tampered: true })
  const person = await adal.signUp()
  const [gone, changed, whole] = await Promise.all(
    ['gone', 'changed', 'whole'].map(
      async (content) => (await upload(adal, person, { type: 'text/plain', content })).body,
    ),
  )
  t.strictSame((await adal.verify()).findings, [])
  rmSync(join(adal.documents, 'kept', gone.sha256))
  writeFileSync(join(adal.documents, 'kept', changed.sha256), 'changeD')
  t.strictSame(
    new Set((await adal.verify()).findings.map(({ where, what }) => `${where}: ${what}`)),
    new Set([`file ${gone.sha256}: the file is gone`, `file ${changed.sha256}: the file was changed`]),
  )
  t.equal((await read(adal, person, whole.id)).status, 200)
  t.equal((await read(adal, person, gone.id)).status, 503)
  await upload(adal, person, { type: 'text/plain', content: 'gone' })
  t.equal((await read(adal, person, gone.id)).status, 200, 'the same upload again heals it')
})

t.test('a store that cannot be written is told, and an upload is put off', async (t) => {
  const adal = await startAdal(t)
  const person = await adal.signUp()
  const documentsReady = async () => {
    const { status, body } = await adal.call('GET', '/health/ready')
    return { status, ...body.checks.find(({ name }: { name: string }) => name === 'documents') }
  }
  t.match(await documentsReady(), { status: 200, ok: true })
  // A file where the folder should be stops everybody, the superuser too.
  renameSync(adal.documents, `${adal.documents}-away`)
  writeFileSync(adal.documents, '')
  chmodSync(adal.documents, 0o400)
  t.match(await documentsReady(), { status: 503, ok: false })
  const { status, body } = await upload(adal, person, { type: 'text/plain', content: 'later' })
  t.match({ status, type: body.type }, { status: 503, type: '/problems/files-away' })
  rmSync(adal.documents)
  renameSync(`${adal.documents}-away`, adal.documents)
  t.equal((await upload(adal, person, { type: 'text/plain', content: 'later' })).status, 201)
})
