import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startAdal } from '../support/app.js'
import { donation, give } from '../support/stories.js'
import { bookkeeping, exported, sign, signedAnew, unpacked, verified } from './stories.js'

const adal = await startAdal(t)
const books = await bookkeeping(adal)
await sign(adal)
const auditor = await adal.signInAs('auditor')
const period = 'kit?from=2026-03-12&to=2026-03-14'
const { bytes } = await exported(adal, auditor, books, period)
const kit = await unpacked(bytes)
const signer = adal.opened.signers(books.bin)

t.test('a kit is verified with Node alone, and the script says what it checked', async (t) => {
  const { code, said } = await verified(t, kit, signer.verifierKey)
  t.equal(code, 0, said)
  t.equal(kit.get('verify.mjs')?.includes('import { createHash'), true, 'the script is in the kit')
  for (const line of [
    'files  31 files, as adal.test/log/240340000128 signed them',
    'log    14 leaves; the first 14 have the signed root',
    'rows   14 transactions, as the log committed to them; debits equal credits; three journals agree',
    'sums   trial balance: opening + movements = closing for each account, and the totals foot',
    'rows   10 donations, 2 disbursements, 1 refunds, as the log committed to them',
    'All is well with the ledger 240340000128.',
  ])
    t.ok(said.split('\n').includes(line), line)
})

t.test('the trial balance of a period opens with what was there before it', async (t) => {
  const [header, bank, ...rest] = (kit.get('trial-balance.csv') ?? '').split('\r\n')
  t.equal(header, '\ufeffaccount_number,account,type,currency,opening,debit,credit,closing')
  // 1000, 70, 1, 2, 6 and 7 tenge had come before the 12th, 3, 4 and 5 came in the period; 250, 300 and 50 were paid.
  t.equal(bank, '1,assets:bank,asset,KZT,1098.00,12.00,600.00,510.00')
  t.match(rest.join('\n'), /,total,,KZT,0\.00,\d+\.00,\d+\.00,0\.00/)
})

t.test('no name, no IIN and no sealed field of a person is in the kit', async (t) => {
  const all = [...kit].map(([name, content]) => (name === 'verify.mjs' ? '' : content)).join('\n')
  t.notMatch(all, /Сейтқали|900101350013|_sealed|lookup/)
})

t.test('what has not changed makes the same bytes again, whenever it is asked for', async (t) => {
  adal.clock.set('2026-03-15T06:05:00Z')
  t.ok((await exported(adal, auditor, books, period)).bytes.equals(bytes))
})

/** The places of all digits of a text, `many` of them, spread over it. */
function someDigits(text: string, many: number): number[] {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index)
  const step = Math.max(1, Math.floor(places.length / many))
  return places.filter((_, i) => i % step === Math.floor(step / 2)).slice(0, many)
}

function withDigitChanged(text: string, place: number): string {
  const digit = (Number(text[place]) + 1) % 10
  return text.slice(0, place) + digit + text.slice(place + 1)
}

/** How many digits of each file are changed, one at a time. */
const many = 4

t.test('one digit changed anywhere in any file of the kit is noticed, and the file is named', async (t) => {
  for (const [name, content] of kit)
    for (const place of someDigits(content, 1)) {
      const changed = new Map(kit).set(name, withDigitChanged(content, place))
      const { code, said } = await verified(t, changed, signer.verifierKey)
      t.equal(code, 1, `${name}, byte ${place}`)
      t.match(said, `WRONG  ${name}`)
    }
})

/** A document is proved by its hash and its payment; where it is fetched, and of what type it is, its hash proves once it is there. */
const isProved = (content: string, place: number): boolean =>
  content.slice(content.lastIndexOf('\n', place) + 1, place).split(',').length <= 2

t.test('who holds the key and signs the list anew still changes no figure unnoticed', async (t) => {
  t.equal((await verified(t, signedAnew(kit, signer), signer.verifierKey)).code, 0)
  const files = [
    ...['accounts.csv', 'trial-balance.csv', 'journal.csv', 'journal.hledger', 'journal.beancount'],
    ...['donations.csv', 'disbursements.csv', 'refunds.csv', 'documents.csv'],
    ...['log/leaves.ndjson', 'log/checkpoint.txt', 'log/key.txt'],
  ]
  for (const name of files) {
    const content = kit.get(name) ?? ''
    // The heads of the journals declare currencies: what follows are the transactions.
    const start = /hledger|beancount/.test(name) ? content.indexOf('\n\n') : 0
    const places = someDigits(content.slice(start), many)
      .map((place) => start + place)
      .filter((place) => name !== 'documents.csv' || isProved(content, place))
    await Promise.all(
      places.map(async (place) => {
        const changed = new Map(kit).set(name, withDigitChanged(content, place))
        const { code, said } = await verified(t, signedAnew(changed, signer), signer.verifierKey)
        t.equal(code, 1, `${name}: ${content.slice(place - 20, place + 20)}`)
        t.match(said, /WRONG/)
      }),
    )
  }
})

t.test('a donation left out of every file, or a leaf without its row, is noticed', async (t) => {
  const donations = (kit.get('donations.csv') ?? '').split('\r\n')
  const without = [...donations.slice(0, 2), ...donations.slice(3)].join('\r\n')
  const { code, said } = await verified(t, signedAnew(new Map(kit).set('donations.csv', without), signer))
  t.equal(code, 1)
  t.match(said, /WRONG {2}donations 240340000128\/[0-9a-f-]{36}: the log speaks of this row/)
})

t.test('a checkpoint that was kept shows that nothing has been rewritten since', async (t) => {
  await give(adal, books.session, books.number, donation(8))
  const unsigned = await unpacked((await exported(adal, auditor, books, 'kit')).bytes)
  const late = await verified(t, unsigned, signer.verifierKey)
  t.equal(late.code, 0, late.said)
  t.match(late.said, /note {3}the last 1 leaves came after the checkpoint/)
  await sign(adal)
  const later = await unpacked((await exported(adal, auditor, books, 'kit')).bytes)
  const folder = t.testdir({ 'kept.txt': kit.get('log/checkpoint.txt') ?? '' })
  const good = await verified(t, later, signer.verifierKey, join(folder, 'kept.txt'))
  t.equal(good.code, 0, good.said)
  writeFileSync(join(folder, 'kept.txt'), later.get('log/checkpoint.txt') ?? '')
  const cutOff = await verified(t, kit, signer.verifierKey, join(folder, 'kept.txt'))
  t.equal(cutOff.code, 1)
  t.match(cutOff.said, /kept\.txt: is of 15 leaves, log\/leaves\.ndjson has 14/)
})

t.test('a kit of another key is not taken for one of this log', async (t) => {
  const other = adal.opened.signers('150640000112').verifierKey
  const { code, said } = await verified(t, kit, other)
  t.equal(code, 1)
  t.match(said, /log\/key\.txt: is another key than the one that you gave/)
})
