import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { currencies } from '../kernel/money.js'
import { reason } from '../kernel/reasons.js'

/** The period of the kit's trial balance; without a bound from the first day of the ledger, or to its last. */
export const KitQuery = z
  .strictObject({ from: Day.optional(), to: Day.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: reason('period-turned-round'),
    path: ['to'],
  })
export type KitQuery = z.output<typeof KitQuery>

export const NoQuery = z.strictObject({})

export const YearlySheetQuery = z.strictObject({
  year: z.coerce
    .number()
    .int()
    .min(1992)
    .max(2199)
    .meta({ examples: [2026] }),
  currency: z.enum(currencies).default('KZT'),
})
export type YearlySheetQuery = z.output<typeof YearlySheetQuery>

const InThreeLanguages = z.object({ kk: z.string(), ru: z.string(), en: z.string() })
const Sum = z.string().meta({ description: 'Minor units (tiyn)' })

const YearlyFigure = z
  .object({
    id: z.string(),
    of: z.string().nullable().meta({ description: 'The category of spending, or the account' }),
    title: InThreeLanguages,
    collection: z.string().nullable(),
    amount: Sum,
    side: z
      .enum(['debit', 'credit'])
      .meta({ description: 'The amount is the entries of this side less those of the other' }),
    entries: z.string().meta({ description: 'The address of exactly the entries that sum to it' }),
    included: z.boolean().meta({ description: 'Part of other lines, and not added to the total again' }),
  })
  .meta({ id: 'YearlyFigure' })

export const YearlySheet = z
  .object({
    ledger: z.string(),
    year: z.int(),
    from: z.string(),
    to: z.string(),
    currency: z.string(),
    otherCurrencies: z.array(z.string()).meta({ description: 'In which the ledger has sheets besides' }),
    duties: z
      .array(
        z.object({
          id: z.string(),
          title: InThreeLanguages,
          due: z.string().nullable(),
          citation: z.object({
            act: z.string(),
            article: z.string().optional(),
            url: z.string().optional(),
            status: z.string(),
            confidence: z.enum(['verified', 'secondary', 'unverified']),
          }),
          note: z.string().optional(),
        }),
      )
      .meta({ description: 'What the law asks of an organization, and how sure Adal is of it' }),
    byHand: InThreeLanguages,
    collections: z.array(
      z.object({
        number: z.string(),
        category: z.string(),
        purpose: InThreeLanguages,
        openedOn: z.string().nullable(),
        closedOn: z.string().nullable(),
      }),
    ),
    sections: z.array(
      z.object({
        id: z.string(),
        title: InThreeLanguages,
        lines: z.array(YearlyFigure),
        total: Sum.nullable().meta({
          description: 'The sum of the lines; null where they lead from an opening to a closing',
        }),
      }),
    ),
  })
  .meta({ id: 'YearlySheet' })
export type YearlySheet = z.output<typeof YearlySheet>
