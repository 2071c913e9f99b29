import { z } from 'zod'
import { Iban } from '../../kernel/identifiers.js'
import { currencies } from '../../kernel/money.js'
import { declareReason } from '../../kernel/reasons.js'

const sameSign = declareReason('mapping-same-sign', {
  kk: 'Мыңдықтарды бөлетін таңба ондық таңбадан өзгеше болуы керек.',
  ru: 'Разделитель тысяч должен отличаться от десятичного знака.',
  en: 'What separates thousands must differ from the decimal sign.',
})

const Word = z.string().trim().min(1).max(200)
const Words = z.array(Word).min(1).max(20)

const Column = Words.meta({
  id: 'StatementColumn',
  description:
    'What the column is called, in whatever languages; case, line breaks and a colon at the end do not matter',
})

const Labelled = z.strictObject({
  label: Words.meta({
    description: 'What a cell above or below the table begins with; the value follows in it, or in the next',
  }),
})
const given = <T extends z.ZodType>(value: T) => z.union([Labelled, z.strictObject({ value })])
const Balance = given(
  z
    .string()
    .regex(/^(0|-?[1-9]\d{0,17})$/)
    .meta({ description: 'Minor units (tiyn), for one file' }),
)

const CsvFile = z.strictObject({
  format: z.literal('csv'),
  encoding: z
    .enum(['utf-8', 'windows-1251'])
    .meta({ description: 'Windows-1251 with the Kazakh letters of KZ-1048' }),
  delimiter: z.enum([';', ',', '\t']),
})
const XlsxFile = z.strictObject({
  format: z.literal('xlsx'),
  sheet: z.string().min(1).max(31).optional().meta({ description: 'The first one if none is named' }),
})

const Amounts = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('credit-and-debit'), credit: Column, debit: Column }),
  z.strictObject({
    kind: z.literal('amount-and-side'),
    amount: Column,
    side: Column,
    creditWords: Words,
    debitWords: Words,
  }),
  z.strictObject({
    kind: z.literal('signed'),
    amount: Column.meta({ description: 'Below zero for money that went out' }),
  }),
])

/** What a column may tell of a line beside its day and its amount. */
const Columns = z.strictObject({
  bookedOn: Column,
  valueOn: Column.optional(),
  name: Column.optional(),
  binOrIin: Column.optional().meta({ description: 'Perhaps the same column as the name' }),
  iban: Column.optional(),
  knp: Column.optional(),
  kod: Column.optional(),
  kbe: Column.optional(),
  purpose: Column,
  documentNumber: Column.optional(),
  reference: Column.optional(),
  bankId: Column.optional(),
})

export const dateFormats = ['DD.MM.YYYY', 'DD.MM.YY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYY-MM-DD'] as const

/** How a table of a bank is read: every column and label that it names must be found. */
export const TableMapping = z
  .strictObject({
    file: z.discriminatedUnion('format', [CsvFile, XlsxFile]),
    headerRow: z
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ description: 'Otherwise the first row that names all columns' }),
    columns: Columns,
    amounts: Amounts,
    dateFormat: z.enum(dateFormats).meta({ description: 'Of dates that are texts; a time may follow' }),
    decimalSign: z.enum([',', '.']),
    thousands: z
      .enum(['none', 'space', ',', '.', "'"])
      .meta({ description: '`space` stands for those that do not break, too' }),
    account: given(Iban),
    currency: given(z.enum(currencies)),
    opening: Balance,
    closing: Balance,
    period: Labelled.optional().meta({ description: 'First and last day; otherwise those of its lines' }),
    holderName: Labelled.optional(),
    holderBinOrIin: Labelled.optional(),
    totals: Words.optional().meta({
      description: 'What the row begins with that ends the table and holds the sums of its amounts',
    }),
    end: Words.optional().meta({ description: 'What another row begins with that ends the table' }),
  })
  .refine(({ decimalSign, thousands }) => decimalSign !== thousands, { path: ['thousands'], error: sameSign })
  .meta({ id: 'StatementTable' })
export type TableMapping = z.output<typeof TableMapping>
