import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
import type { ForeignCurrency } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { decideRate, type ExchangeRate, firstUsableDay } from './decisions.js'

type Row = ExchangeRate & Record<string, unknown>

/**
 * The rate of each currency on a day, as it was recorded by `asOf`: of the day itself or the last before, of several
 * versions the newest.
 */
export async function ratesOn(reader: Reader, on: Day, asOf?: Date): Promise<ExchangeRate[]> {
  const known = asOf?.toISOString() ?? null
  const rows = await reader.execute<Row>(sql`
    SELECT DISTINCT ON (currency) id, currency, day::text, trim_scale(rate)::text AS rate, units, origin FROM exchange_rates
    WHERE day BETWEEN ${firstUsableDay(on)} AND ${on} AND (${known}::timestamptz IS NULL OR recorded_at <= ${known}::timestamptz)
    ORDER BY currency, exchange_rates.day DESC, recorded_at DESC, id DESC`)
  return [...rows]
}

/** The rate by which a sum of a day is valued, or why there is none. */
export async function rateOn(
  reader: Reader,
  currency: ForeignCurrency,
  on: Day,
  pointer = '/amount/currency',
): Promise<ExchangeRate | Refusal> {
  const rates = await ratesOn(reader, on)
  return decideRate(
    rates.find((rate) => rate.currency === currency),
    currency,
    on,
    pointer,
  )
}
