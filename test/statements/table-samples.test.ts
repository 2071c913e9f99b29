import { join } from 'node:path'
import t from 'tap'
import { loadPresets } from '../../src/statements/presets.js'
import type { ReadLine } from '../../src/statements/statement.js'
import { temporaryFolder } from '../support/folder.js'
import { ibans } from '../support/stories.js'
import { kaspiRows } from './kaspi.js'
import { mappingOf, tableIn } from './tables.js'
import { serialOf, writeXlsx } from './workbooks.js'

const [kaspi, halyk] = loadPresets('data').map(({ table }) => table) as [never, never]
const samples = 'test/statements/samples/tables'

const short = ({ line, bookedOn, side, amountTiyn, isReversal, counterparty }: ReadLine): string =>
  [
    line,
    bookedOn,
    side,
    amountTiyn,
    ...(isReversal ? ['reversal'] : []),
    ...Object.values(counterparty),
  ].join(' ')

t.test('a CSV file of Windows in Kazakhstan is read by the names of its columns', async (t) => {
  const { lines, declared } = await tableIn(join(samples, 'halyk.csv'), halyk)
  t.strictSame(lines.map(short), [
    '8 2026-03-02 credit 1500000 Сәрсенова Айгүл 900101350013 ',
    '9 2026-03-03 debit 25000050 ТОО "Шаңырақ Құрылыс" 240340000128 KZ86125KZT5004100100',
    '10 2026-03-10 credit 100 =HYPERLINK("http://example.org")  ',
    '11 2026-03-14 debit 100 reversal Возврат ошибочного  ',
  ])
  t.match(lines[1], {
    purpose: 'Кирпич; по счету "12"',
    knp: '859',
    kod: '18',
    kbe: '17',
    documentNumber: '77',
  })
  t.match(lines[2], { purpose: '+7 701 000 00 00 на помощь' }, 'a text is a text, whatever it begins with')
  t.strictSame(declared, {
    format: 'csv',
    account: 'KZ86125KZT5004100100',
    encoding: 'windows-1251',
    holder: { name: null, binOrIin: null },
    currency: 'KZT',
    from: '2026-03-01',
    to: '2026-03-14',
    openingTiyn: 100_000_000n,
    closingTiyn: 76_499_950n,
    // A bank counts what takes back a gift as less of the gifts, and we as money that went out: its sums are not ours.
    creditsTiyn: null,
    debitsTiyn: null,
    line: 13,
  })
})

t.test('a CSV file in Kazakh tells the side of an amount by a word', async (t) => {
  const mapping = mappingOf({
    file: { format: 'csv', encoding: 'utf-8', delimiter: '\t' },
    columns: { bookedOn: ['Date', 'Күні'], name: ['Кімнен'], purpose: ['Мақсаты'] },
    amounts: {
      kind: 'amount-and-side',
      amount: ['Сома'],
      side: ['Бағыты'],
      creditWords: ['кіріс'],
      debitWords: ['шығыс'],
    },
    ...{ dateFormat: 'YYYY-MM-DD', decimalSign: '.', thousands: "'" },
    ...{
      account: { label: ['Шот'] },
      opening: { label: ['Кіріс қалдық'] },
      closing: { label: ['Шығыс қалдық'] },
    },
  })
  const { lines, declared } = await tableIn(join(samples, 'kazakh.tsv'), mapping)
  t.strictSame(lines.map(short), [
    '5 2026-03-02 credit 123450 Әлия Қонысбаева  ',
    '6 2026-03-03 debit 3450 Ұлттық пошта  ',
  ])
  t.match(declared, { from: '2026-03-02', to: '2026-03-03', openingTiyn: 0n, closingTiyn: 120_000n, line: 7 })
})

const kaspiStatement = kaspiRows({
  ...{ opening: 14_770_684.5, closing: 26_379_684.5 },
  payments: [
    {
      at: '14.03.2026 23:11:36',
      credit: 12_109_000,
      who: 'Сәрсенова Айгүл\nИИН/БИН 900101350013',
      purpose: 'Қайырмалдық',
    },
    { at: '03.03.2026 21:40:05', debit: 500_000, who: 'ТОО "Альфа"', purpose: 'Кирпич' },
  ],
})

t.test('the Excel file of Kaspi Business is read, as far as its layout is known', async (t) => {
  const path = await writeXlsx(join(temporaryFolder(t), 'kaspi.xlsx'), { rows: kaspiStatement })
  const { lines, declared } = await tableIn(path, kaspi)
  t.strictSame(lines.map(short), [
    '13 2026-03-14 credit 1210900000 Сәрсенова Айгүл 900101350013 KZ33999KZT0000000002',
    '14 2026-03-03 debit 50000000 ТОО "Альфа"  ',
  ])
  t.match(lines[0], { documentNumber: '1098480', knp: '119', purpose: 'Қайырмалдық' })
  t.match(declared, {
    holder: { name: 'ОФ "Ақжайық"', binOrIin: '240340000128' },
    ...{ account: ibans[0], currency: 'KZT', from: '2026-03-01', to: '2026-03-14', line: 9 },
    ...{ openingTiyn: 1_477_068_450n, closingTiyn: 2_637_968_450n },
    ...{ creditsTiyn: 1_210_900_000n, debitsTiyn: 50_000_000n },
  })
})

t.test('what a spreadsheet keeps as numbers is read as it was meant', async (t) => {
  const mapping = mappingOf({
    file: { format: 'xlsx', sheet: 'Выписка' },
    columns: { bookedOn: ['Date'], purpose: ['Purpose'], binOrIin: ['BIN'], knp: ['KNP'] },
    amounts: { kind: 'signed', amount: ['Amount'] },
  })
  const v = (text: string) => `<v>${text}</v>`
  for (const from1904 of [false, true]) {
    const day = (date: string, fraction = '', style: 1 | 2 = 1) => ({
      raw: v(serialOf(date, from1904, fraction)),
      style,
    })
    const path = await writeXlsx(join(temporaryFolder(t), 'numbers.xlsx'), {
      from1904,
      rows: [
        ['Date', 'Amount', 'Purpose', 'BIN', 'KNP'],
        [
          day('2026-03-15'),
          { raw: v('1150.4000000000001'), style: 3 },
          { inline: '<Tea> & Co' },
          40340000007,
          10,
        ],
        [
          day('2026-02-28', '.99999', 2),
          { raw: v('-1.0E-2') },
          { raw: v('of a program'), type: 'str' },
          undefined,
          '010',
        ],
        [{ raw: v('2024-02-29T10:00:00'), type: 'd' }, { raw: v('1.234567890123E12') }, '', '', ''],
        ['1.3.2026', '999 999 999 999,99', 'text\r\nand more', '', ''],
        ['Closing: 1,00'],
      ],
    })
    const { lines } = await tableIn(path, mapping)
    t.strictSame(
      lines.map(({ bookedOn, side, amountTiyn, purpose, knp, counterparty }) => [
        ...[bookedOn, side, amountTiyn, purpose, knp, counterparty.binOrIin],
      ]),
      [
        ['2026-03-15', 'credit', 115_040n, '<Tea> & Co', '010', '040340000007'],
        ['2026-02-28', 'debit', 1n, 'of a program', '010', null],
        ['2024-02-29', 'credit', 123_456_789_012_300n, '', null, null],
        ['2026-03-01', 'credit', 99_999_999_999_999n, 'text\r\nand more', null, null],
      ],
    )
  }
})
