import t from 'tap'
import { later } from '../collections/stories.js'
import { read, upload } from '../documents/stories.js'
import { pay, reverse } from '../giving/stories.js'
import { imported, statementLine, statementOf } from '../statements/stories.js'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, iins, openDrive } from '../support/stories.js'
import { exported, sign, signedAnew, unpacked, verified } from './stories.js'

const adal = await startAdal(t)
const { session: inMarch, bin } = await confirmedCharity(adal)
const anAuditor = await adal.signInAs('auditor')
const number = await openDrive(adal, inMarch, bin)
await give(adal, inMarch, number, donation(500, { reference: 'INV (7), "x"\\' }))
await give(adal, inMarch, number, donation(70))
const invoice = await upload(adal, inMarch, { type: 'text/plain', content: 'an invoice' }, bin)
await pay(adal, inMarch, number, 300, { paidOn: '2026-03-12', evidence: [invoice.body.id] })
const lines = [
  statementLine(1, 500, { reference: 'INV (7), "x"\\', bookedOn: '2026-03-12' }),
  statementLine(2, 900, { from: { name: 'Ерлан Қалиев', binOrIin: iins[0] }, purpose: `${number} үшін` }),
  statementLine(3, -300, { from: { name: 'Сейтқали Ерлан' }, bookedOn: '2026-03-12', documentNumber: '' }),
  statementLine(4, 40, { from: { name: 'Неизвестный' } }),
  statementLine(5, 60, { from: { name: 'Неизвестный' } }),
]
const statement = await imported(adal, inMarch, bin, statementOf(lines, 10))
const setAside = `/v1/ledgers/${bin}/statements/${statement.id}/lines/4/decisions`
const decision = { decision: 'set-aside', reason: 'Банктің қатесі, "қайтарылды" (иә)' }
await adal.call('POST', setAside, { as: inMarch, body: decision })
await imported(adal, inMarch, bin, statementOf(lines.slice(1, 2)))

const inApril = await later(adal, '2026-04-03T06:00:00Z', inMarch)
await adal.call('POST', `/v1/ledgers/${bin}/seals`, { as: inApril, body: { month: '2026-03' } })
const wrong = await give(adal, inApril, number, donation(80, { receivedAt: '2026-04-02T10:00:00Z' }))
await reverse(adal, inApril, wrong.body.donation, { effectiveOn: '2026-04-03' })
const inMay = await later(adal, '2026-05-02T06:00:00Z', inMarch)
await adal.call('POST', `/v1/ledgers/${bin}/seals`, { as: inMay, body: { month: '2026-04' } })
await give(adal, inMay, number, donation(5, { receivedAt: '2026-05-01T10:00:00Z' }))
await sign(adal)
const signer = adal.opened.signers(bin)
const kit = await unpacked((await exported(adal, inMay, { bin }, 'kit')).bytes)

t.test(
  'a kit holds the statements, what became of their lines, and the seals, and the script proves them',
  async (t) => {
    const { code, said } = await verified(t, kit, signer.verifierKey)
    t.equal(code, 0, said)
    t.match(said, 'bank   2 statements that foot, 6 lines, 3 of them linked to entries')
    t.match(
      said,
      'seals  2 months sealed, each with the one before it, the head of the log and the sums of its entries',
    )
  },
)

t.test('who the other side of a line is, and the words of the payment, are not in the kit', async (t) => {
  const all = [...kit].map(([name, content]) => (name === 'verify.mjs' ? '' : content)).join('\n')
  t.notMatch(all, /Қалиев|Сейтқали|Неизвестный|900101350013|үшін/)
  t.match(all, /қайтарылды/, 'a reason that was given is')
})

/** What the script says of a kit in which one text of one file was replaced. */
async function changed(t: Parameters<typeof verified>[0], name: string, old: string | RegExp, by: string) {
  const text = kit.get(name) ?? ''
  const other = text.replace(old, by)
  t.not(other, text, `${old} stands in ${name}`)
  return verified(t, signedAnew(new Map(kit).set(name, other), signer), signer.verifierKey)
}

const lies: readonly { what: string; file: string; old: string | RegExp; by: string; named: RegExp }[] = [
  {
    what: 'another amount of a line',
    ...{ file: 'statement-lines.csv', old: ',500.00,', by: ',501.00,' },
    named: /statements\.csv, line 2: its lines in statement-lines\.csv are not those/,
  },
  {
    what: 'a line linked to another entry',
    ...{ file: 'statement-lines.csv', old: /own-reference/, by: 'by-hand' },
    named: /match-batches\.csv, line \d: its matches/,
  },
  {
    what: 'the reason for which a line was set aside',
    ...{ file: 'statement-lines.csv', old: 'Банктің', by: 'Біздің' },
    named: /match-batches\.csv, line \d: its matches/,
  },
  {
    what: 'a line that is gone',
    ...{ file: 'statement-lines.csv', old: /\r\n[^\r]*,60\.00,[^\r]*/, by: '' },
    named: /statements\.csv, line 2: says 5 lines, has 4/,
  },
  {
    what: 'another opening',
    ...{ file: 'statements.csv', old: ',10.00,', by: ',11.00,' },
    named: /statements\.csv, line 2: opening \+ credits - debits is not closing/,
  },
  {
    what: 'another bank account',
    ...{ file: 'statements.csv', old: 'KZ60999KZT0000000001', by: 'KZ33999KZT0000000002' },
    named: /statements\.csv, line 2: the row is not what the log committed to/,
  },
  {
    what: 'another sum in a seal',
    ...{ file: 'seals.ndjson', old: '"closing": "117000"', by: '"closing": "117001"' },
    named: /seals\.ndjson, line 1: assets:bank is not the sum of its entries/,
  },
  {
    what: 'a seal that follows another',
    ...{ file: 'seals.ndjson', old: /"previous": "sha256:./, by: '"previous": "sha256:x' },
    named: /seals\.ndjson, line 2: does not follow the seal before it/,
  },
  {
    what: 'another head of the log in a seal',
    ...{ file: 'seals.ndjson', old: /"log_size": (\d)/, by: '"log_size": 1$1' },
    named: /seals\.ndjson, line 1/,
  },
  {
    what: 'a seal that is gone',
    ...{ file: 'seals.ndjson', old: /^.*\n/, by: '' },
    named: /does not follow the seal before it/,
  },
]

t.test('who holds the key and signs the list anew changes nothing of them unnoticed', async (t) => {
  await Promise.all(
    lies.map(async ({ what, file, old, by, named }) => {
      const { code, said } = await changed(t, file, old, by)
      t.equal(code, 1, what)
      t.match(said, named, what)
    }),
  )
})

t.test('each digit of a line, of a match and of a seal counts', async (t) => {
  for (const name of ['statements.csv', 'match-batches.csv', 'statement-lines.csv', 'seals.ndjson']) {
    const text = kit.get(name) ?? ''
    const places = [...text.matchAll(/\d/g)].map(({ index }) => index)
    const some = places.filter((_, i) => i % Math.ceil(places.length / 5) === 3)
    await Promise.all(
      some.map(async (place) => {
        const other = text.slice(0, place) + ((Number(text[place]) + 1) % 10) + text.slice(place + 1)
        const forged = signedAnew(new Map(kit).set(name, other), signer)
        const { code } = await verified(t, forged, signer.verifierKey)
        t.equal(code, 1, `${name}: ${text.slice(place - 20, place + 20)}`)
      }),
    )
  }
})

t.test(
  'a document that is packed is the one that the service has, and is compared with its hash',
  async (t) => {
    const auditor = await later(adal, '2026-05-02T06:00:00Z', anAuditor)
    const [, row = ''] = (kit.get('documents.csv') ?? '').split('\r\n')
    const [hash, , , document] = row.split(',')
    const { status, content } = await read(adal, auditor, document ?? '')
    t.equal(status, 200)
    const beside = (text: string) =>
      verified(t, new Map(kit).set(`documents/${hash}.txt`, text), signer.verifierKey)
    t.equal((await beside(content.toString())).code, 0)
    t.match(await beside('another'), { code: 1, said: /WRONG {2}documents\/[0-9a-f]{64}\.txt/ })
  },
)
