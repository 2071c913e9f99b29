import t from 'tap'
import { signNote } from '../../src/audit/checkpoint.js'
import { sha256Hex } from '../../src/kernel/canonical-json.js'
import { fridaysRates } from '../exchange/stories.js'
import { foreignBooks } from '../giving/currency-stories.js'
import { startAdal } from '../support/app.js'
import { exported, type Kit, sign, unpacked, verified } from './stories.js'

const adal = await startAdal(t)
const books = await foreignBooks(adal, fridaysRates)
await sign(adal)
const kit = await unpacked((await exported(adal, books.session, books, 'kit')).bytes)
const signer = adal.opened.signers(books.bin)

/** What only who holds the key can do: a file changed, and the list of files signed anew. */
function changed(name: string, from: string | RegExp, to: string): Kit {
  const content = kit.get(name) ?? ''
  if (content.replace(from, to) === content) throw new Error(`${name} does not hold ${from}`)
  const files = [...new Map(kit).set(name, content.replace(from, to))]
  const lines = files.filter(([file]) => file !== 'manifest.txt')
  const hashed = lines.map(([file, text]) => `${sha256Hex(text)}  ${file}\n`)
  const [title] = (kit.get('manifest.txt') ?? '').split('\n')
  return new Map(files).set('manifest.txt', signNote(`${title}\n${hashed.join('')}`, signer))
}

t.test('journals keep each currency as a commodity of its own, with the prices of their days', async (t) => {
  const hledger = kit.get('journal.hledger') ?? ''
  t.match(hledger, /^commodity 1000\.00 USD$/m)
  t.match(hledger, /^P 2026-03-13 RUB 5\.63 KZT\nP 2026-03-13 USD 450\.27 KZT$/m)
  t.match(
    hledger,
    new RegExp(
      [
        'donation .*',
        '    assets:bank {2}100.33 USD',
        `    funds:${books.number}:currency:usd {2}-100.33 USD`,
        `    funds:${books.number}:currency:usd {2}45175.59 KZT`,
        `    funds:${books.number}:raised {2}-45175.59 KZT`,
      ].join('\n'),
    ),
  )
  t.match(kit.get('journal.beancount'), /^2026-03-13 price USD 450\.27 KZT$/m)
})

t.test('the trial balance foots in each currency', async (t) => {
  const totals = (kit.get('trial-balance.csv') ?? '').split('\r\n').filter((line) => line.includes(',total,'))
  t.equal(totals.length, 3)
  for (const line of totals) t.match(line, /^,total,,(KZT|RUB|USD),0\.00,(\d+\.\d\d),\2,0\.00$/)
})

t.test('the kit proves gifts in other currencies, their values and what was converted', async (t) => {
  const { code, said } = await verified(t, kit, signer.verifierKey)
  t.equal(code, 0, said)
  const changes: [string, string | RegExp, string][] = [
    ['foreign-gifts.csv', '450.27', '450.28'],
    ['foreign-gifts.csv', '100.33', '100.34'],
    ['foreign-gifts.csv', '2026-03-13', '2026-03-12'],
    ['foreign-gifts.csv', 'made-up', 'national-bank'],
    ['foreign-gifts.csv', /\r\n[^\r]*USD[^\r]*/, ''],
    ['donations.csv', '100.33', '100.34'],
    ['disbursements.csv', '40.00', '41.00'],
    ['refunds.csv', '10.00', '11.00'],
    ['conversions.csv', '13000.00', '13000.01'],
    ['conversions.csv', '30.00', '31.00'],
  ]
  for (const [name, from, to] of changes) {
    const { code, said } = await verified(t, changed(name, from, to), signer.verifierKey)
    t.equal(code, 1, `${name}: ${from} → ${to}`)
    t.match(said, 'WRONG', `${name}: ${from} → ${to}`)
  }
})

t.test('the yearly sheet in tenge foots, and names what lies in other currencies', async (t) => {
  const path = `/v1/ledgers/${books.bin}/yearly-sheet?year=2026`
  const { body } = await adal.call('GET', path, { as: books.session })
  t.strictSame(body.otherCurrencies, ['RUB', 'USD'])
  const { lines } = body.sections.find(({ id }: { id: string }) => id === 'funds')
  const [, ...moved] = lines as { id: string; title: unknown; amount: string }[]
  const closing = moved.pop()
  t.equal(
    moved.reduce((sum, { amount }) => sum + BigInt(amount), 0n),
    BigInt(closing?.amount ?? 0),
  )
  // 1,000 KZT and what the bank gave; dollars and roubles are not there to be paid in tenge.
  t.equal(closing?.amount, '1460000')
  for (const { id, title } of moved)
    t.notOk(JSON.stringify(title).includes(`"${id}`), `${id} has a name: ${JSON.stringify(title)}`)
})
