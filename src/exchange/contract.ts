import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { Moment } from '../kernel/moments.js'
import { foreignCurrencies } from '../kernel/money.js'

const origins = ['national-bank', 'made-up'] as const

export const NewExchangeRates = z
  .strictObject({
    content: z.string().min(1).max(500_000).meta({
      description:
        'The text of a file: the XML that the National Bank gives for a day (get_rates.cfm?fdate=), or CSV with the line day,currency,rate,units first',
    }),
    origin: z.enum(origins).meta({ description: 'Rates that nobody published are said to be made up' }),
  })
  .meta({ id: 'NewExchangeRates' })
export type NewExchangeRates = z.output<typeof NewExchangeRates>

export const ImportedRates = z
  .object({
    sha256: z.string().meta({ description: 'Of the file, in UTF-8' }),
    imported: z.int().meta({ description: 'New rates, corrections among them' }),
    unchanged: z.int().meta({ description: 'Rates that are known as the file says them' }),
  })
  .meta({ id: 'ImportedRates' })
export type ImportedRates = z.output<typeof ImportedRates>

export const RateQuery = z.strictObject({
  on: Day.optional().meta({ description: 'Default: today' }),
  currency: z.enum(foreignCurrencies).optional(),
  asOf: Moment.optional().meta({
    description: 'A rate that was recorded later does not count; default: now',
  }),
})
export type RateQuery = z.output<typeof RateQuery>

export const RateView = z
  .object({
    currency: z.string(),
    day: z.string().meta({ description: 'For which it was set: on a day without one, the last before' }),
    rate: z.string().meta({ description: 'Tenge, an exact decimal number', examples: ['450.27'] }),
    units: z.int().meta({ description: 'For so many units of the currency' }),
    origin: z.enum(origins),
  })
  .meta({ id: 'ExchangeRate' })

export const RatesOnDay = z.object({ on: z.string(), items: z.array(RateView) }).meta({ id: 'ExchangeRates' })
