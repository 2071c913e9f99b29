import { z } from 'zod'
import { Day, Iban } from '../kernel/identifiers.js'
import { currencies } from '../kernel/money.js'
import { reason } from '../kernel/reasons.js'
import { Sum } from './contract.js'

export const ReconciliationQuery = z
  .strictObject({
    from: Day,
    to: Day,
    account: Iban.optional().meta({ description: 'One bank account; default: all of them together' }),
    currency: z.enum(currencies).optional().meta({
      description: 'Default: that of the newest statement of the account; without an account, KZT',
    }),
  })
  .refine(({ from, to }) => from <= to, { message: reason('period-turned-round'), path: ['to'] })

const Movement = z.object({ opening: Sum, credits: Sum, debits: Sum, closing: Sum })

export const Reconciliation = z
  .object({
    ledger: z.string(),
    from: z.string(),
    to: z.string(),
    account: z.string().nullable(),
    currency: z.string(),
    bank: Movement.meta({
      description:
        'As the statements say. Where the lines make another closing than the newest of them states, they contradict each other: a line is counted twice, or missing',
    }),
    books: Movement.meta({ description: 'As the books say; credits are what came in' }),
    explained: z.array(
      z.object({
        what: z.enum([
          'opening-difference',
          'lines-unmatched-in',
          'lines-unmatched-out',
          'lines-set-aside-in',
          'lines-set-aside-out',
          'entries-without-line-in',
          'entries-without-line-out',
          'booked-in-another-period',
          'booked-on-another-account',
          'statements-contradict',
        ]),
        count: z
          .int()
          .meta({ description: 'Of lines or entries; of accounts where their statements contradict' }),
        amount: Sum.meta({ description: 'By so much the bank has more than the books' }),
      }),
    ),
    unexplained: Sum.meta({
      description:
        'Closing of the bank, less that of the books, less all that is explained: 0 where it foots',
    }),
    announced: z
      .array(z.object({ collection: z.string(), announced: Sum, raised: Sum, gap: Sum }))
      .meta({ description: 'What was announced to have been raised and never came' }),
    undone: z
      .array(
        z.object({
          ...{ statement: z.uuid(), line: z.int(), amount: Sum, transaction: z.uuid().nullable() },
          reason: z.string().meta({ description: 'Why the match was wrong' }),
          undoneAt: z.string(),
        }),
      )
      .meta({ description: 'Matches of lines of the period that two people have undone' }),
    gaps: z.array(z.object({ account: z.string(), from: z.string(), to: z.string() })).meta({
      description:
        'Days between two statements of an account of which there is none, or whose sums do not follow',
    }),
  })
  .meta({ id: 'Reconciliation' })
export type Reconciliation = z.output<typeof Reconciliation>
