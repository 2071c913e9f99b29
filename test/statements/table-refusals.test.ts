import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { temporaryFolder } from '../support/folder.js'
import { mappingOf, whyRefused } from './tables.js'
import { type Sheet, type Written, writeXlsx } from './workbooks.js'

const folder = temporaryFolder(t)
const path = join(folder, 'table')

/** Why a CSV file of these lines is refused. */
const whyNotCsv = (lines: readonly string[] | Buffer, more: Parameters<typeof mappingOf>[0] = {}) => {
  writeFileSync(path, Buffer.isBuffer(lines) ? lines : lines.join('\n'))
  return whyRefused(path, mappingOf(more))
}

const csv = {
  header: 'Date;Credit;Debit;Purpose',
  line: '01.03.2026;10,00;;Gift',
  end: 'Closing: 10,00',
}
const csvWith = (line: string) => [csv.header, csv.line, line, csv.end]

t.test('a line of a CSV file that is wrong is told by line, column and reason', async (t) => {
  const amount = 'An amount in the form that the mapping says, with at most two decimals, must stand here.'
  const day = 'A day in the form that the mapping says must stand here.'
  for (const [line, why] of [
    ['02.03.2026;ten;;Gift', `3 /Credit ${amount}`],
    ['02.03.2026;10,001;;Gift', `3 /Credit ${amount}`],
    ['02.03.2026;10.00;;Gift', `3 /Credit ${amount}`],
    ['02.03.2026;1 00;;Gift', `3 /Credit ${amount}`],
    ['02.03.2026;;=1+1;Gift', `3 /Debit ${amount}`],
    ['02.03.2026;1e3;;Gift', `3 /Credit ${amount}`],
    [
      '02.03.2026;92233720368547758,08;;Gift',
      '3 /Credit The amount is too large: at most 9223372036854775807 tiyn.',
    ],
    ['02.03.2026;;;Gift', '3 /Credit The row has no amount, or it is zero.'],
    ['02.03.2026;0,00;0,00;Gift', '3 /Credit The row has no amount, or it is zero.'],
    ['02.03.2026;1;1;Gift', '3 /Credit The row has both a credit and a debit.'],
    ['31.02.2026;1;;Gift', '3 /Date The calendar has no such day.'],
    ['2026-03-02;1;;Gift', `3 /Date ${day}`],
    [';1;;Gift', `3 /Date ${day}`],
    ['soon;1;;Gift', `3 /Date ${day}`],
    ['02.03.2026;1', '3 /Debit The row is shorter than the header: the file may have been cut.'],
  ] as const)
    t.equal(await whyNotCsv(csvWith(line)), why, line)
  t.equal(
    await whyNotCsv(csvWith('"02.03.2026;1;;Gift')),
    '4  The line is not well-formed CSV: quotes are not closed, or it is too long.',
  )
  t.equal(
    await whyNotCsv([...csvWith('02.03.2026;1;;Gift'), '03.03.2026;5,00;;Gift']),
    '5  A line of a payment stands after the end of the table.',
  )
  t.equal(
    await whyNotCsv([...csvWith('02.03.2026;1;;Gift'), ...Array.from({ length: 1_000 }, () => 'x')]),
    '1004  More than 1,000 rows stand after the end of the table.',
  )
})

t.test('a file without what the mapping names is refused, with its name', async (t) => {
  const columns = { bookedOn: ['Date'], purpose: ['Purpose'], knp: ['КНП', 'KNP'] }
  t.equal(
    await whyNotCsv(['Bank', csv.header, csv.line, csv.end], { columns }),
    '2 /КНП There is no such column.',
  )
  t.equal(await whyNotCsv([csv.header, csv.line], { headerRow: 2 }), '2 /Date There is no such column.')
  t.equal(await whyNotCsv([]), '1 /Date There is no such column.')
  t.equal(
    await whyNotCsv(['Date;Credit;Debit;Purpose;DEBIT :', csv.line]),
    '1 /DEBIT : Two columns are called so: it is not known which is meant.',
  )
  t.equal(
    await whyNotCsv([csv.header, csv.line, '02.03.2026;1;;Gift']),
    '3 /Closing The file does not say this: it may have been cut, or the mapping is for another one.',
    'cut before its end',
  )
  t.equal(
    await whyNotCsv(['Closing: 5,00', csv.header, csv.line, csv.end]),
    '4 /Closing This is said twice, and differently.',
  )
  t.equal(await whyNotCsv([csv.header, csv.end]), '2  The table has no line, and no period is said.')
  const said = {
    account: { label: ['Account'] },
    currency: { label: ['Currency'] },
    period: { label: ['Period'] },
  }
  const about = ['Account: KZ86125KZT5004100100', 'Currency: KZT', 'Period: 01.03.2026 - 31.03.2026']
  const whyNotAbout = (i: number, line: string) =>
    whyNotCsv([...about.with(i, line), csv.header, csv.line, csv.end], said)
  t.equal(await whyNotAbout(0, about[0]!), 'it was read')
  t.equal(
    await whyNotAbout(0, 'Account: KZ87125KZT5004100100'),
    '1 /Account No right Kazakh account number (IBAN) stands here.',
  )
  t.equal(await whyNotAbout(1, 'Currency: CNY'), '2 /Currency KZT, USD, EUR or RUB must stand here.')
  t.equal(
    await whyNotAbout(2, 'Period: 01.03.2026'),
    '3 /Period The first and the last day of the period must stand here.',
  )
})

t.test('text in another encoding than the mapping says is refused', async (t) => {
  const text = [csv.header, csv.line, '02.03.2026;1;;Қайырмалдық', csv.end].join('\n')
  const in1251 = Buffer.from(text.replace('Қайырмалдық', '\x00').split('\x00').join('\xc4\xe0\xf0'), 'latin1')
  t.equal(await whyNotCsv(in1251), '3  This is not text in UTF-8, which the mapping says it is.')
  const file = { format: 'csv', encoding: 'windows-1251', delimiter: ';' }
  t.equal(
    await whyNotCsv(Buffer.from(text), { file }),
    '1  This is text in UTF-8; the mapping says Windows-1251.',
  )
  t.equal(await whyNotCsv(Buffer.from(text, 'utf16le')), '1  This is no text file: it holds U+0000.')
})

const xlsx = { file: { format: 'xlsx' }, closing: { value: '0' } }
const rowsWith = (...cells: Written[]) => [['Date', 'Credit', 'Debit', 'Purpose'], cells]
const whyNotXlsx = async (sheet: Sheet, more: Parameters<typeof mappingOf>[0] = {}) =>
  whyRefused(await writeXlsx(path, sheet), mappingOf({ ...xlsx, ...more }))

t.test('a cell of a workbook that is wrong is told by row, column and reason', async (t) => {
  const day = { raw: '<v>46096</v>', style: 1 } as const
  const formula = 'The cell holds a formula. A bank writes none: get the file from the bank again.'
  const inexact = 'A spreadsheet does not keep this number exactly: it has more than 15 significant digits.'
  const cell = (raw: string, type = 'n', style: 1 | undefined = undefined) => ({
    raw,
    type,
    ...(style && { style }),
  })
  for (const [cells, why] of [
    [[day, 10, undefined, 'Gift'], 'it was read'],
    [[day, cell('<f>5+5</f><v>10</v>'), undefined, 'Gift'], `2 /Credit ${formula}`],
    [[cell('<f>TODAY()</f><v>46096</v>', 'n', 1), 10, undefined, 'Gift'], `2 /Date ${formula}`],
    [[day, 10, undefined, cell('<f>A1</f><v>Gift</v>', 'str')], `2 /Purpose ${formula}`],
    [[day, cell('<v>#REF!</v>', 'e'), undefined, 'Gift'], '2 /Credit The cell holds an error, not a value.'],
    [
      [day, cell('<v>10.001</v>'), undefined, 'Gift'],
      '2 /Credit An amount in the form that the mapping says, with at most two decimals, must stand here.',
    ],
    [[day, cell('<v>123456789012345.67</v>'), undefined, 'Gift'], `2 /Credit ${inexact}`],
    [[day, cell('<v>1E400</v>'), undefined, 'Gift'], `2 /Credit ${inexact}`],
    [[day, cell('<v>ten</v>'), undefined, 'Gift'], `2 /Credit ${inexact}`],
    [
      [day, day, undefined, 'Gift'],
      '2 /Credit An amount in the form that the mapping says, with at most two decimals, must stand here.',
    ],
    [[cell('<v>60</v>', 'n', 1), 10, undefined, 'Gift'], '2 /Date The calendar has no such day.'],
    [
      [cell('<v>46096</v>'), 10, undefined, 'Gift'],
      '2 /Date A day in the form that the mapping says must stand here.',
    ],
    [[cell('<v>-1</v>', 'n', 1), 10, undefined, 'Gift'], '2 /Date The calendar has no such day.'],
    [[cell('<v>2026-02-30</v>', 'd'), 10, undefined, 'Gift'], '2 /Date The calendar has no such day.'],
    [[day, 10, undefined, cell('<v>99</v>', 's')], '2  This is no .xlsx file, or it is damaged or was cut.'],
  ] as const)
    t.equal(await whyNotXlsx({ rows: rowsWith(...cells) }), why, JSON.stringify(cells))
})

t.test('a file that is no workbook, or a trap, is refused', async (t) => {
  const notXlsx = '1  This is no .xlsx file, or it is damaged or was cut.'
  const rows = rowsWith('01.03.2026', 10, undefined, 'Gift')
  const sheet = 'xl/worksheets/sheet1.xml'
  for (const [parts, why] of [
    [
      { [sheet]: `<worksheet>${' '.repeat(40_000_000)}</worksheet>` },
      '1  Unpacked, the file is too large: it is not taken.',
    ],
    [
      { [sheet]: '<!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>' },
      '1  The XML holds a DOCTYPE: such a file is not taken.',
    ],
    [{ [sheet]: '<worksheet>&a;</worksheet>' }, notXlsx],
    [{ [sheet]: '<worksheet><sheetData><row r="1">' }, notXlsx],
    [{ [sheet]: Buffer.from('<worksheet>\xff</worksheet>', 'latin1') }, notXlsx],
    [
      { [sheet]: '<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>' },
      '3  This is no .xlsx file, or it is damaged or was cut.',
    ],
    [
      { [sheet]: '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>' },
      '1  The row has more than 200 columns.',
    ],
    [{ [sheet]: '<worksheet><sheetData><row r="1048577"></row></sheetData></worksheet>' }, notXlsx],
    [
      {
        [sheet]:
          '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData></worksheet>',
      },
      notXlsx,
    ],
    [{ '_rels/.rels': '<Relationships/>' }, notXlsx],
    [{ 'xl/_rels/workbook.xml.rels': '<Relationships/>' }, notXlsx],
    [
      Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`${i}`, ''])),
      '1  Unpacked, the file is too large: it is not taken.',
    ],
  ] as const)
    t.equal(await whyNotXlsx({ rows, parts }), why)
  for (const target of ['http://[', '//', 'file://a b/', '']) {
    const parts = {
      '_rels/.rels': `<Relationships><Relationship Type="/officeDocument" Target="${target}"/></Relationships>`,
    }
    t.equal(await whyNotXlsx({ rows, parts }), notXlsx, target)
  }
  t.equal(
    await whyNotXlsx({ rows }, { file: { format: 'xlsx', sheet: 'Other' } }),
    '1  The workbook has no sheet of the name that the mapping says.',
  )
})

t.test('a workbook that was damaged, locked or is of another kind is refused', async (t) => {
  const rows = rowsWith('01.03.2026', 10, undefined, 'Gift')
  const whole = readFileSync(
    await writeXlsx(path, { rows, parts: { 'xl/worksheets/sheet1.xml': '<worksheet>'.padEnd(5_000) } }),
  )
  const why = (bytes: Buffer) => {
    writeFileSync(path, bytes)
    return whyRefused(path, mappingOf(xlsx))
  }
  const notXlsx = '1  This is no .xlsx file, or it is damaged or was cut.'
  const locked = '1  This is an .xls file, or one with a password: save it as .xlsx without one.'
  /** With this byte of what the directory says of its last part changed. */
  const changed = (at: number, to: (byte: number) => number) => {
    const bytes = Buffer.from(whole)
    const directory = bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1')
    bytes[directory + at] = to(bytes[directory + at]!)
    return bytes
  }
  const [flags, inflatedSize, method] = [8, 24, 10]
  for (const [what, bytes, reason] of [
    ['cut in the middle', whole.subarray(0, whole.length / 2), notXlsx],
    ['empty', Buffer.alloc(0), notXlsx],
    ['a table in CSV', Buffer.from(csvWith('').join('\n')), notXlsx],
    ['.xls, or with a password', Buffer.from('d0cf11e0a1b11ae1'.padEnd(4_096, '0'), 'hex'), locked],
    ['a part with a password', changed(flags, (byte) => byte | 1), locked],
    ['a part that is longer than it says', changed(inflatedSize, (byte) => byte - 1), notXlsx],
    ['a part packed in an unknown way', changed(method, () => 99), notXlsx],
  ] as const)
    t.equal(await why(bytes), reason, what)
})
