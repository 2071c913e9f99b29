import fc from 'fast-check'
import t from 'tap'
import { valueInTiyn } from '../../src/exchange/decisions.js'
import { later } from '../collections/stories.js'
import { startAdal } from '../support/app.js'
import { bankFile, importRates } from './stories.js'

const adal = await startAdal(t)
let registrar = await adal.signInAs('registrar')
const ratesOn = async (query: string) => (await adal.call('GET', `/v1/exchange-rates?${query}`)).body.items

t.test('a file of the National Bank is kept once, and tells everybody the rates of its day', async (t) => {
  const file = bankFile('2026-03-13', { USD: '450.27', AUD: '311.95', RUB: '56.3/10' })
  t.match(await importRates(adal, registrar, file, 'national-bank'), {
    status: 201,
    body: { imported: 2, unchanged: 0, sha256: /^[0-9a-f]{64}$/ },
  })
  t.match((await importRates(adal, registrar, file, 'national-bank')).body, { imported: 0, unchanged: 2 })
  const friday = { day: '2026-03-13', origin: 'national-bank' }
  t.strictSame(await ratesOn('on=2026-03-13'), [
    { currency: 'RUB', ...friday, rate: '56.3', units: 10 },
    { currency: 'USD', ...friday, rate: '450.27', units: 1 },
  ])
  t.strictSame(await ratesOn('on=2026-03-15&currency=USD'), await ratesOn('on=2026-03-13&currency=USD'))
  t.strictSame(await ratesOn('on=2026-03-12'), [], 'nothing is known of the day before')
  t.strictSame(await ratesOn('on=2026-03-24'), [], 'nor of one so long after')
})

t.test('a correction stands beside what was known before it', async (t) => {
  registrar = await later(adal, '2026-03-16T06:00:00Z', registrar)
  const csv = '\ufeffday,currency,rate,units\r\n2026-03-13,USD,450.72,1\r\n2026-03-14,EUR,491.5,1\r\n'
  t.match((await importRates(adal, registrar, csv, 'national-bank')).body, { imported: 2, unchanged: 0 })
  t.match(await ratesOn('on=2026-03-13&currency=USD'), [{ rate: '450.72' }])
  t.match(await ratesOn('on=2026-03-13&currency=USD&asOf=2026-03-15T12:00:00Z'), [{ rate: '450.27' }])
  await t.rejects(adal.behindTheBack(`UPDATE exchange_rates SET rate = 1`), /append/)
})

t.test('a file with anything wrong in it is refused whole, with the line and the reason', async (t) => {
  const day = '2026-03-16'
  const csv = (...lines: string[]) => ['day,currency,rate,units', `${day},EUR,490,1`, ...lines].join('\n')
  const usd = { USD: '451' }
  const wrong: [string, string, number | undefined, RegExp][] = [
    ['no file at all', 'hello', 1, /first line/],
    ['another heading', 'date;code\n', 1, /first line/],
    ['a cell too many', csv(`${day},USD,451,1,1`), 3, /four cells/],
    ['a day that no calendar has', csv('2026-02-30,USD,451,1'), 3, /no such day/],
    ['a rate of nothing', csv(`${day},USD,0.00,1`), 3, /above zero/],
    ['a rate below zero', csv(`${day},USD,-451,1`), 3, /above zero/],
    ['a comma in a rate', csv(`${day},USD,"451,5",1`), 3, /above zero/],
    ['seven decimals', csv(`${day},USD,451.1234567,1`), 3, /six decimals/],
    ['units of seven', csv(`${day},USD,451,7`), 3, /Units/],
    ['tenge in tenge', csv(`${day},KZT,1,1`), 3, /not the tenge/],
    ['a currency twice', csv(`${day},EUR,490,1`), 3, /twice/],
    ['a formula', csv(`${day},=1+1,451,1`), 3, /three Latin letters/],
    ['only other currencies', bankFile(day, { AUD: '300' }), undefined, /no rate of dollar/],
    ['XML cut in the middle', bankFile(day, usd).slice(0, 300), 11, /well-formed/],
    ['no day', bankFile('', usd), 13, /no such day/],
    [
      'entities',
      bankFile(day, usd).replace(
        '<rates>',
        '<!DOCTYPE rates [<!ENTITY a SYSTEM "file:///etc/passwd">]><rates>',
      ),
      2,
      /DOCTYPE/,
    ],
    ['an entity that nobody declared', bankFile(day, { USD: '&a;' }), 9, /well-formed/],
    ['HTML instead', '<html><body>502 Bad Gateway</body></html>', undefined, /no rate of dollar/],
  ]
  const leaves = await adal.leaves()
  for (const [what, content, line, reason] of wrong) {
    const { status, body } = await importRates(adal, registrar, content)
    t.match({ status, body }, { status: 422, body: { type: '/problems/exchange-rates-unreadable' } }, what)
    t.match(body.errors[0], { pointer: '/content', detail: reason, ...(line && { line }) }, what)
  }
  t.equal(await adal.leaves(), leaves, 'nothing was kept')
  t.match((await importRates(adal, await adal.signUp(), csv())).status, 403, 'and not everybody brings rates')
})

t.test(
  'a value is the exact product, rounded once to the nearest tiyn, a half to the even one',
  async (t) => {
    const rate = fc.record({
      whole: fc.bigInt({ min: 0n, max: 99_999_999n }),
      decimals: fc.stringMatching(/^[0-9]{0,6}$/),
      units: fc.constantFrom(1, 10, 100, 1000, 10000),
    })
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), rate, (amount, { whole, decimals, units }) => {
        const written = decimals === '' ? `${whole}` : `${whole}.${decimals}`
        const value = valueInTiyn(amount, { rate: written, units })
        // |value - amount × rate / units| ≤ 1/2, and even at exactly a half; everything times two million units.
        const exact = 2n * amount * BigInt(whole.toString() + decimals.padEnd(6, '0'))
        const one = 1_000_000n * BigInt(units)
        const off = exact - 2n * value * one
        const size = off < 0n ? -off : off
        return size < one || (size === one && value % 2n === 0n)
      }),
      { numRuns: 2_000 },
    )
    t.equal(valueInTiyn(1n, { rate: '0.5', units: 1 }), 0n)
    t.equal(valueInTiyn(3n, { rate: '0.5', units: 1 }), 2n)
    t.equal(valueInTiyn(5n, { rate: '0.5', units: 1 }), 2n)
  },
)
