import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { documentTypes } from '../../src/documents/types.js'
import { startAdal } from '../support/app.js'
import { form, formType, read, samples, send, upload } from './stories.js'

const adal = await startAdal(t)
const person = await adal.signUp()
const filesIn = (place: string): string[] => readdirSync(join(adal.documents, place))
const types = Object.keys(documentTypes)

t.test('each type of document is taken, answered by its hash, and read back byte for byte', async (t) => {
  t.strictSame(types.sort(), Object.keys(samples).sort(), 'there is a sample of each type')
  for (const [type, content] of Object.entries(samples)) {
    const bytes = Buffer.from(content as Uint8Array)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { status, body } = await upload(adal, person, { type, content })
    t.match({ status, sha256: body.sha256 }, { status: 201, sha256 }, type)
    const back = await read(adal, person, body.id)
    t.ok(back.content.equals(bytes), type)
    t.match(back.headers, {
      'content-type': type,
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="${body.id}.${documentTypes[type as 'text/csv']}"`,
      'x-content-type-options': 'nosniff',
      etag: `"${sha256}"`,
    })
    const again = await read(adal, person, body.id, { 'if-none-match': `"${sha256}"` })
    t.match({ status: again.status, length: again.content.length }, { status: 304, length: 0 })
  }
})

t.test('the same content is one file, and the same upload is the same document', async (t) => {
  const part = { type: 'text/plain', content: 'the one invoice' }
  const first = await upload(adal, person, part)
  const [files, again] = [filesIn('kept').length, await upload(adal, person, part)]
  t.strictSame(again.body, first.body)
  const another = await upload(adal, await adal.signUp(), part)
  t.equal(another.status, 201)
  t.not(another.body.id, first.body.id, 'of another person')
  t.equal(another.body.sha256, first.body.sha256)
  t.equal(filesIn('kept').length, files)
  const atOnce = await Promise.all(
    Array.from({ length: 5 }, () => upload(adal, person, { ...part, content: 'at once' })),
  )
  t.equal(new Set(atOnce.map(({ body }) => body.id)).size, 1)
})

t.test('a file is what its content says, whatever it is said to be', async (t) => {
  const plain = ['text/plain', 'text/csv']
  for (const type of types)
    for (const [other, content] of Object.entries(samples)) {
      const isSame = type === other || (plain.includes(type) && plain.includes(other))
      const { status, body } = await upload(adal, person, { type, content })
      t.equal(status, isSame ? 201 : 422, `${other} said to be ${type}`)
      if (!isSame) t.match(body, { type: '/problems/file-wrong', errors: [{ pointer: '/file' }] })
    }
  const program = { type: 'text/plain', content: Buffer.from('4d5a90000300', 'hex') }
  t.match(await upload(adal, person, program), { status: 422 }, 'what is no text')
  t.match(await upload(adal, person, { type: 'text/plain', content: '' }), { status: 422 }, 'nothing at all')
  const page = { type: 'text/html', content: '<script>alert(1)</script>' }
  t.match(await upload(adal, person, page), { status: 415, body: { type: '/problems/file-type-refused' } })
})

t.test('whatever the bytes are, the answer is a document or a refusal', async () => {
  const starts = ['', ...Object.values(samples)].map((sample) => Buffer.from(sample as Uint8Array))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...types),
      fc.constantFrom(...starts),
      fc.nat(200),
      fc.uint8Array({ maxLength: 300 }),
      async (type, start, cut, rest) => {
        const content = Buffer.concat([start.subarray(0, cut), rest])
        const { status } = await upload(adal, person, { type, content })
        return status === 201 || status === 422
      },
    ),
    { numRuns: 200, seed: 16 },
  )
})

t.test('a form that is cut, empty, doubled or none is refused, and leaves nothing', async (t) => {
  const kept = filesIn('kept').length
  const part = { type: 'text/plain', content: 'never kept' }
  const whole = form(part)
  const refused = async (payload: Buffer, status: number, type = formType) =>
    t.equal((await send(adal, person, payload, { type })).status, status)
  for (const length of [0, 10, 100, whole.length - 30, whole.length - 8])
    await refused(whole.subarray(0, length), 400)
  await refused(form(), 400)
  await refused(form(part, part), 400)
  await refused(Buffer.from(String(whole).replace('; filename="чек.bin"', '')), 400)
  await refused(whole, 400, 'multipart/form-data')
  await refused(Buffer.from('{}'), 415, 'application/json')
  await refused(Buffer.from('x'), 415, 'application/pdf')
  t.equal((await send(adal, undefined, whole)).status, 401)
  t.equal(filesIn('kept').length, kept)
  t.strictSame(filesIn('incoming'), [])
})

t.test('a file of more than 20 MB is refused over the wire, and leaves nothing', async (t) => {
  const address = await adal.app.listen({ port: 0, host: '127.0.0.1' })
  const kept = filesIn('kept').length
  const post = (bytes: number) => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(bytes).fill(0x61)], { type: 'text/plain' }), 'a.txt')
    const headers = { authorization: `Bearer ${person.token}` }
    return fetch(`${address}/v1/documents`, { method: 'POST', headers, body })
  }
  const tooLarge = await post(20 * 1024 * 1024 + 1)
  t.equal(tooLarge.status, 413)
  t.match(await tooLarge.json(), { type: '/problems/file-too-large', errors: [{ pointer: '/file' }] })
  t.equal((await post(30 * 1024 * 1024)).status, 413)
  t.equal(filesIn('kept').length, kept)
  t.strictSame(filesIn('incoming'), [])
  t.equal((await post(20 * 1024 * 1024)).status, 201, 'just 20 MB')
})

t.test('the log names the hash of an upload, and nothing kept names the file', async (t) => {
  const name = 'Айгүл Сәрсенова.txt'
  const { body } = await upload(adal, person, { type: 'text/plain', content: 'named', name })
  const [entry] = await adal.owner<{ leaf: string; log: string }[]>`
    SELECT log, leaf FROM audit_entries WHERE subject = ${`document:${body.id}`}`
  t.match(entry, { log: 'internal' })
  t.match(JSON.parse(entry?.leaf ?? ''), {
    action: 'document.upload',
    facts: { sha256: body.sha256, bytes: '5' },
  })
  const [row] = await adal.owner<
    { row: object }[]
  >`SELECT to_jsonb(d) AS row FROM documents AS d WHERE id = ${body.id}`
  t.notMatch(JSON.stringify(row), 'Айгүл')
})
