import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { read, samples, upload } from '../documents/stories.js'
import { pay } from '../giving/stories.js'
import { fundOfTwo } from '../spending/bound-stories.js'
import { startAdal } from '../support/app.js'
import { donation, give, openDrive } from '../support/stories.js'
import { exported, sign, signedAnew, unpacked, unpackedFolder, verified, verifiedThere } from './stories.js'

const adal = await startAdal(t)
const { first, second, bin } = await fundOfTwo(adal)
const number = await openDrive(adal, first, bin)
await give(adal, first, number, donation(1_000))
const picture = samples['image/png'] as Uint8Array
const uploads = [
  await upload(adal, first, { type: 'text/plain', content: 'Шот № 1' }, bin),
  await upload(adal, first, { type: 'image/png', content: picture }),
]
const [invoice, photo] = uploads.map(({ body }) => body as { id: string; sha256: string })
await pay(adal, first, number, 300, { evidence: [invoice?.id, photo?.id] })
await pay(adal, first, number, 200, { evidence: [photo?.id] })
await sign(adal)
const signer = adal.opened.signers(bin)
const kitOf = async (as: Parameters<typeof exported>[1]) => (await exported(adal, as, { bin }, 'kit')).bytes

t.test(
  'the documents that the books cite are packed, each once, and nothing is needed to check them',
  async (t) => {
    const folder = await unpackedFolder(t, await kitOf(await adal.signInAs('auditor')))
    const names = [`${invoice?.sha256}.txt`, `${photo?.sha256}.png`].sort()
    t.strictSame(readdirSync(join(folder, 'documents')).sort(), names)
    const packed = readFileSync(join(folder, 'documents', `${photo?.sha256}.png`))
    t.ok(packed.equals(Buffer.from(picture)), 'byte by byte')
    const { code, said } = await verifiedThere(folder, signer.verifierKey)
    t.equal(code, 0, said)
    t.match(said, 'docs   2 documents are packed, each under its hash')

    packed[20] = (packed[20] ?? 0) ^ 1
    writeFileSync(join(folder, 'documents', `${photo?.sha256}.png`), packed)
    const changed = await verifiedThere(folder, signer.verifierKey)
    t.equal(changed.code, 1)
    t.match(changed.said, /WRONG {2}documents\/[0-9a-f]{64}\.png: is not the document of that hash/)
    rmSync(join(folder, 'documents', `${photo?.sha256}.png`))
    t.match(await verifiedThere(folder), { code: 1, said: /\.png: cannot be read/ })
  },
)

t.test('who may not see a document finds its hash and the reason', async (t) => {
  const kit = await unpacked(await kitOf(second))
  t.strictSame(
    [...kit.keys()].filter((name) => name.startsWith('documents/')),
    [`documents/${invoice?.sha256}.txt`],
  )
  const withheld = (kit.get('documents.csv') ?? '').split('\r\n').filter((line) => /not-yours/.test(line))
  t.equal(withheld.length, 2)
  t.match(withheld[0], new RegExp(`^${photo?.sha256},disbursements,[^,]+,,,,not-yours-to-see$`))
  t.equal((await read(adal, second, photo?.id ?? '')).status, 404, 'as the service itself answers')
  const { code, said } = await verified(t, kit, signer.verifierKey)
  t.equal(code, 0, said)
  t.match(said, 'note   2 citations of documents that are not packed: not-yours-to-see')

  const forged = new Map(kit).set(
    'documents.csv',
    (kit.get('documents.csv') ?? '').replace(/not-yours-to-see/, ''),
  )
  const silent = await verified(t, signedAnew(forged, signer), signer.verifierKey)
  t.match(silent, { code: 1, said: /documents\.csv, line \d: is not packed, and does not say why/ })
})

t.test('a document that was lost is listed, and the rest is there', async (t) => {
  const published = await adal.call('POST', `/v1/documents/${photo?.id}/publish`, { as: first })
  t.equal(published.status, 201)
  await adal.house.files.forget(invoice?.sha256 ?? '', new Date(Date.now() + 86_400_000))
  const kit = await unpacked(await kitOf(second))
  t.match(kit.get('documents.csv'), new RegExp(`${invoice?.sha256},disbursements,.*,not-kept\r\n`))
  t.ok(kit.has(`documents/${photo?.sha256}.png`), 'what is published is packed for everybody')
  await upload(adal, first, { type: 'text/plain', content: 'Шот № 1' }, bin)
})
