import { deepEqual } from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { addDays } from '../../src/kernel/days.js'
import { largestAmount } from '../../src/kernel/money.js'
import { dateFormats, type TableMapping } from '../../src/statements/tables/mapping.js'
import { temporaryFolder } from '../support/folder.js'
import { mappingOf, tableIn } from './tables.js'
import { serialOf, type Written, writeXlsx } from './workbooks.js'

const path = join(temporaryFolder(t), 'table')

interface Payment {
  readonly day: string
  readonly amount: bigint
  readonly purpose: string
}

const days = fc.integer({ min: 0, max: 70_000 }).map((number) => addDays('1950-01-01', number))
const purposes = fc
  .array(fc.constantFrom(...'әқө Ёя"\';,\t=+-@\\<>&%🎁'), { maxLength: 12 })
  .map((characters) => `x${characters.join('')}x`)
const paymentsUpTo = (most: bigint): fc.Arbitrary<Payment[]> =>
  fc.array(
    fc.record(
      {
        day: days,
        amount: fc.bigInt({ min: -most, max: most }).filter((amount) => amount !== 0n),
        purpose: purposes,
      },
      { noNullPrototype: true },
    ),
    { minLength: 1, maxLength: 8 },
  )

/** `-1 234,50` with these signs. */
function written(amount: bigint, decimalSign: string, separator: string): string {
  const size = (amount < 0n ? -amount : amount).toString().padStart(3, '0')
  const whole = size.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, separator)
  return `${amount < 0n ? '-' : ''}${whole}${decimalSign}${size.slice(-2)}`
}

const dated = (day: string, format: TableMapping['dateFormat']): string =>
  format
    .replace('YYYY', day.slice(0, 4))
    .replace('YY', day.slice(2, 4))
    .replace('MM', day.slice(5, 7))
    .replace('DD', day.slice(8))

const read = async (mapping: TableMapping): Promise<Payment[]> =>
  (await tableIn(path, mapping)).lines.map(({ bookedOn, side, amountTiyn, purpose }) => ({
    day: bookedOn,
    amount: side === 'credit' ? amountTiyn : -amountTiyn,
    purpose,
  }))

const mapped = { closing: { value: '0' }, amounts: { kind: 'signed', amount: ['Amount'] } }

t.test('whatever days and amounts are written into a CSV file, the same are read back', async () => {
  const writing = fc.record({
    delimiter: fc.constantFrom(';', ',', '\t'),
    dateFormat: fc.constantFrom(...dateFormats.filter((format) => format !== 'DD.MM.YY')),
    signs: fc.constantFrom(
      [',', 'space', ' '],
      [',', 'space', '\u00a0'],
      [',', 'space', '\u202f'],
      [',', '.', '.'],
      ['.', ',', ','],
      ['.', "'", '’'],
      [',', 'none', ''],
    ),
    mark: fc.constantFrom('', '\ufeff'),
    newline: fc.constantFrom('\n', '\r\n'),
  })
  await fc.assert(
    fc.asyncProperty(
      paymentsUpTo(largestAmount),
      writing,
      async (payments, { delimiter, dateFormat, signs, mark, newline }) => {
        const [decimalSign, thousands, separator] = signs as [string, string, string]
        const rows = [
          ['Date', 'Amount', 'Purpose'],
          ...payments.map(({ day, amount, purpose }) => [
            dated(day, dateFormat),
            written(amount, decimalSign, separator),
            purpose,
          ]),
        ]
        const text = rows
          .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
          .join(newline)
        writeFileSync(path, mark + text)
        const file = { format: 'csv', encoding: 'utf-8', delimiter }
        deepEqual(await read(mappingOf({ ...mapped, file, dateFormat, decimalSign, thousands })), payments)
      },
    ),
    { numRuns: 200 },
  )
})

t.test('whatever days and amounts are written into a workbook, the same are read back', async () => {
  /** As Excel writes a binary fraction: 17 digits. */
  const asNumber = (amount: bigint): Written => ({
    raw: `<v>${Number(written(amount, '.', '')).toPrecision(17)}</v>`,
    style: 3,
  })
  await fc.assert(
    fc.asyncProperty(
      paymentsUpTo(10n ** 15n - 1n),
      fc.record({
        from1904: fc.boolean(),
        asTexts: fc.boolean(),
        inline: fc.boolean(),
        style: fc.constantFrom(1, 2),
      }),
      async (payments, { from1904, asTexts, inline, style }) => {
        const rows = payments.map(({ day, amount, purpose }): Written[] => [
          asTexts
            ? dated(day, 'DD.MM.YYYY')
            : { raw: `<v>${serialOf(day, from1904, '.75')}</v>`, style: style as 1 | 2 },
          asTexts ? written(amount, ',', '\u00a0') : asNumber(amount),
          inline ? { inline: purpose } : purpose,
        ])
        await writeXlsx(path, { rows: [['Date', 'Amount', 'Purpose'], ...rows], from1904 })
        deepEqual(await read(mappingOf({ ...mapped, file: { format: 'xlsx' } })), payments)
      },
    ),
    { numRuns: 200 },
  )
})
