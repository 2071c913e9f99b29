import { z } from 'zod'
import { Bin } from '../kernel/identifiers.js'
import { MoneyView } from '../kernel/money.js'
import { PageQuery, pageOf, placeAmong } from '../kernel/pages.js'
import { LedgerParams } from '../ledger/contract.js'
import { PublishedText } from '../organizations/contract.js'

/** Minor units, also below zero. */
export const Sum = z.string().meta({ description: 'Minor units (tiyn); debits below zero' })

/** The fields of the form, beside the file. */
export const StatementForm = z.strictObject({ ledger: Bin, mapping: z.uuid().optional() })
export type StatementForm = z.output<typeof StatementForm>

/** Read as it comes in, so it is described here and decoded by the route. */
export const StatementUpload = z.unknown().meta({
  id: 'StatementForm',
  type: 'object',
  properties: {
    ledger: { type: 'string', description: 'The BIN of the organization whose account it is of' },
    mapping: {
      type: 'string',
      format: 'uuid',
      description: 'How the columns of a table are read; for CSV and XLSX',
    },
    file: { type: 'string', format: 'binary' },
  },
  required: ['ledger', 'file'],
  description:
    'camt.053.001.02 or .08, 1CClientBankExchange, or a table with its mapping: at most 256 MiB and 200,000 lines. It is taken whole or not at all.',
})

export const StatementView = z
  .object({
    id: z.uuid(),
    ledger: z.string(),
    account: z.string(),
    format: z.string(),
    encoding: z
      .string()
      .nullable()
      .meta({ description: 'In which the text of the file was read; null of a workbook' }),
    currency: z.string(),
    from: z.string(),
    to: z.string(),
    opening: Sum,
    credits: Sum,
    debits: Sum,
    closing: Sum,
    lines: z.int(),
    linked: z.int().meta({ description: 'Lines that stand for entries that the books already had' }),
    posted: z.int().meta({ description: 'Lines taken as gifts' }),
    setAside: z.int(),
    duplicates: z.int().meta({ description: 'Lines that an earlier statement holds' }),
    unmatched: z.int().meta({ description: 'Lines that wait for a person' }),
    importedAt: z.string(),
  })
  .meta({ id: 'Statement' })
export type StatementView = z.output<typeof StatementView>

export const StatementQuery = PageQuery.extend({ after: z.uuid().optional() })
export const Statements = pageOf(StatementView).meta({ id: 'Statements' })

const states = ['unmatched', 'linked', 'posted', 'set-aside', 'duplicate'] as const

export const LineQuery = PageQuery.extend({
  status: z.enum(states).optional(),
  after: placeAmong(z.uuid(), z.string().regex(/^\d{1,9}$/)).optional(),
})
export type LineQuery = z.output<typeof LineQuery>

export const StatementLineView = z
  .object({
    statement: z.uuid(),
    line: z.int(),
    status: z.enum(states),
    bookedOn: z.string(),
    side: z.enum(['credit', 'debit']).meta({ description: 'Credit is money that came in' }),
    amount: MoneyView,
    counterparty: z.object({
      name: z.string().nullable(),
      binOrIin: z.string().nullable(),
      iban: z.string().nullable(),
    }),
    purpose: z.string(),
    knp: z.string().nullable().meta({ description: 'Payment purpose code (КНП)' }),
    kod: z.string().nullable().meta({ description: 'Residency and sector of the payer (КОд)' }),
    kbe: z.string().nullable().meta({ description: 'Residency and sector of the payee (КБе)' }),
    documentNumber: z.string().nullable(),
    reference: z.string().nullable(),
    collection: z.string().nullable().meta({ description: 'The collection that the payer named' }),
    transaction: z.uuid().nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was linked, posted or set aside' }),
    refusedBy: z
      .string()
      .nullable()
      .meta({ description: 'The problem for which it was not taken by itself' }),
  })
  .meta({ id: 'StatementLine' })
export type StatementLineView = z.output<typeof StatementLineView>
export const StatementLines = pageOf(StatementLineView).meta({ id: 'StatementLines' })

export const LineParams = LedgerParams.extend({
  statement: z.uuid(),
  line: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
})

export const LineDecision = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('link'), transaction: z.uuid() }),
    z.strictObject({ decision: z.literal('post'), collection: z.string().max(40) }),
    z.strictObject({ decision: z.literal('set-aside'), reason: PublishedText.max(500) }),
  ])
  .meta({ id: 'StatementLineDecision' })
export type LineDecision = z.output<typeof LineDecision>

export const LineDecided = z
  .object({ statement: z.uuid(), line: z.int(), transaction: z.uuid().nullable() })
  .meta({ id: 'StatementLineDecided' })
export type LineDecided = z.output<typeof LineDecided>
