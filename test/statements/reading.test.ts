import t, { type Test } from 'tap'
import { isRefusal } from '../../src/kernel/problems.js'
import { reasons } from '../../src/statements/reading/texts.js'
import type { ReadStatement } from '../../src/statements/statement.js'
import { ibans, iins } from '../support/stories.js'
import { encoded, nobodysNumber, readBytes, sample } from './files.js'
import { largeStatement } from './large-statement.js'

async function reading(t: Test, content: Buffer | string): Promise<ReadStatement> {
  const read = await readBytes(t, content)
  if (isRefusal(read)) throw new Error(JSON.stringify(read.errors))
  return read
}

/** What the formats have in common of the lines. */
const told = ({ lines }: ReadStatement) =>
  lines.map(({ line, bankId, reference, contentHash, ...said }) => said)

t.test('the five samples of one statement tell the same payments', async (t) => {
  const first = await reading(t, sample('camt.053.001.08.xml'))
  t.match(first.statement, {
    format: 'camt.053.001.08',
    account: ibans[0],
    holder: { name: '«Ақжайық» қоры', binOrIin: '240340000128' },
    ...{ currency: 'KZT', from: '2026-03-01', to: '2026-03-14', lines: 8 },
    ...{
      openingTiyn: 100_000_000n,
      creditsTiyn: 3_050_050n,
      debitsTiyn: 10_035_000n,
      closingTiyn: 93_015_050n,
    },
  })
  const [gift, , , , , , paid] = first.lines
  t.match(gift, {
    ...{ line: 1, bookedOn: '2026-03-05', side: 'credit', amountTiyn: 2_500_000n, isReversal: false },
    counterparty: { name: 'Сәрсенова Айгүл', binOrIin: iins[0], iban: 'KZ76999KZT0000000101' },
    ...{ knp: '119', kod: '19', kbe: '18', documentNumber: '101', reference: 'GIFT-101', bankId: 'BR-0001' },
  })
  t.match(paid, { side: 'debit', counterparty: { name: 'ИП Сейткали Е.' }, reference: null, knp: '710' })
  t.strictSame(told(await reading(t, sample('camt.053.001.02.xml'))), told(first))
  const codes = /^\/KOD\/\d\d \/KBE\/\d\d /
  const words = told(first).map((line) => ({
    ...line,
    valueOn: null,
    purpose: line.purpose.replace(codes, ''),
  }))
  for (const name of ['1c-windows.txt', '1c-utf-8.txt']) {
    const read = await reading(t, sample(name))
    const encoding = name === '1c-utf-8.txt' ? 'utf-8' : 'windows-1251'
    t.match(read.statement, { ...first.statement, holder: {}, encoding, format: '1CClientBankExchange' })
    t.strictSame(told(read), words, name)
  }
  const dos = await reading(t, sample('1c-dos.txt'))
  t.equal(dos.lines[0]?.counterparty.name, 'Сарсенова Айгул', 'CP866 has no Kazakh letters')
  t.strictSame(
    dos.lines.map(({ amountTiyn }) => amountTiyn),
    words.map(({ amountTiyn }) => amountTiyn),
  )
})

t.test('the fields of the published 1C format are read without those of Kazakhstan', async (t) => {
  const { statement, lines } = await reading(t, sample('1c-published.txt'))
  t.match(statement, { from: '2026-03-05', to: '2026-03-06', openingTiyn: 10_000n, closingTiyn: 13_050n })
  t.match(lines, [
    {
      ...{ side: 'credit', bookedOn: '2026-03-05', amountTiyn: 5_050n, documentNumber: '7' },
      counterparty: { name: 'Иванова Ольга', binOrIin: iins[0] },
      purpose: `Помощь ${nobodysNumber}`,
    },
    { side: 'debit', bookedOn: '2026-03-06', purpose: 'Оплата по счету 5', counterparty: { binOrIin: null } },
  ])
})

t.test('two equal lines of a day differ, and each is known again in another statement', async (t) => {
  const { lines } = await reading(t, sample('camt.053.001.08.xml'))
  const hashes = lines.map(({ contentHash }) => contentHash)
  t.equal(new Set(hashes).size, 8)
  t.match(hashes[2], /^[0-9a-f]{64}$/)
  const renumbered = sample('camt.053.001.08.xml', ['BR-000', 'XX-000'], ['SAMPLE-1', 'SAMPLE-2'])
  const again = await reading(t, renumbered)
  t.strictSame(
    again.lines.map(({ contentHash }) => contentHash),
    hashes,
  )
  const elsewhere = await reading(t, sample('camt.053.001.08.xml', [ibans[0], ibans[1]]))
  t.notOk(
    elsewhere.lines.some(({ contentHash }) => hashes.includes(contentHash)),
    'of another account',
  )
})

const entry = '<BookgDt>\n          <Dt>2026-03-10</Dt>'
const indicator = '<CdtDbtInd>DBIT</CdtDbtInd>'

t.test('camt.053 says more: reversals, what is not booked, batches without sums', async (t) => {
  const reversed = sample('camt.053.001.08.xml', [indicator, `${indicator}<RvslInd>true</RvslInd>`])
  const taken = (await reading(t, reversed)).lines.at(-1)
  t.match(taken, { side: 'debit', isReversal: true, counterparty: { name: null } })

  const pending = `<Ntry><Amt Ccy="KZT">9</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts></Ntry></Stmt>`
  t.equal((await reading(t, sample('camt.053.001.08.xml', ['</Stmt>', pending]))).lines.length, 8)

  const silent = await reading(
    t,
    sample('camt.053.001.08.xml', ['<Amt Ccy="KZT">1000.00</Amt>', ''], ['<Cd>BOOK</Cd>', '<Cd>BOOK</Cd>']),
  )
  t.match(silent.lines[4], { amountTiyn: 300_000n, counterparty: { name: null } })
  t.equal(silent.lines.length, 7, 'a batch that does not say its sums is one line')

  const moment = sample('camt.053.001.08.xml', [
    entry,
    '<BookgDt>\n          <DtTm>2026-03-09T20:30:00Z</DtTm>',
  ])
  t.equal((await reading(t, moment)).lines.at(-1)?.bookedOn, '2026-03-10', 'the day in Almaty')
  const prefixed = sample('camt.053.001.08.xml')
    .toString()
    .replace(/<(\/?)(?=[A-Z])/g, '<$1c:')
    .replace('xmlns=', 'xmlns:c=')
  t.equal((await reading(t, prefixed)).lines.length, 8)
})

t.test('Kazakh letters of Windows are those of KZ-1048, and CP866 is read as it says', async (t) => {
  const { lines } = await reading(t, sample('1c-windows.txt'))
  t.equal(lines[1]?.counterparty.name, '«Өркен» ЖШС')
  const text = sample('1c-utf-8.txt').toString().replace('Кодировка=UTF-8', 'Кодировка=DOS')
  const inDos = await reading(t, encoded(text, 'ibm866'))
  t.equal(inDos.lines[7]?.purpose, 'Комиссия за перевод')
  t.equal(inDos.statement.encoding, 'ibm866')
})

t.test('1C in UTF-8 that says Windows is read as what it is, to its last byte', async (t) => {
  const text = sample('1c-utf-8.txt')
  const saysWindows = Buffer.from(text.toString().replace('Кодировка=UTF-8', 'Кодировка=Windows'))
  const read = await reading(t, saysWindows)
  t.strictSame(told(read), told(await reading(t, text)))
  t.equal(read.statement.encoding, 'utf-8')
  const refused = await readBytes(t, Buffer.concat([saysWindows, encoded('я', 'windows-1251')]))
  t.match(refused, { errors: [{ detail: reasons.wrongEncoding }] }, 'one in both encodings is in none')
})

t.test('a statement of 100,000 lines is read to its end, while others have their turn', async (t) => {
  let turns = 0
  const watch = setInterval(() => {
    turns += 1
  }, 5)
  for (const format of ['camt', '1c'] as const) {
    const { statement, lines } = await reading(t, [...largeStatement(100_000, format)].join(''))
    t.equal(statement.lines, 100_000)
    t.equal(new Set(lines.map(({ contentHash }) => contentHash)).size, 100_000)
  }
  clearInterval(watch)
  t.ok(turns > 20)
})
