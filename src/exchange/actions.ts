import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { actorName } from '../kernel/actor.js'
import { sha256Hex } from '../kernel/canonical-json.js'
import { uuidv7 } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import type { ImportedRates, NewExchangeRates } from './contract.js'
import { ratesUnreadable } from './problems.js'
import { type RateLine, readRates } from './rates-file.js'

const mostErrors = 20

/** Keeps the rates of a file, all or none. One that is known otherwise is kept beside what was known: a correction. */
export function importRates(
  house: House,
  by: By,
  { content, origin }: NewExchangeRates,
): Promise<ImportedRates | Refusal> {
  const command = { ...by, action: 'exchange-rates.import', log: 'register' }
  return house.door.act<ImportedRates>(command, async ({ tx, now, say }) => {
    const file = readRates(content)
    if ('errors' in file) return ratesUnreadable({ errors: file.errors.slice(0, mostErrors) })
    const sha256 = sha256Hex(content)
    const news = await unknownOf(tx, file.rates, origin)
    for (const { currency, day, rate, units } of news)
      await tx.execute(sql`
        INSERT INTO exchange_rates (id, currency, day, rate, units, origin, file_hash, recorded_by, recorded_at)
        VALUES (${uuidv7(now)}, ${currency}, ${day}, ${rate}::numeric, ${units}, ${origin}, ${sha256}, ${actorName(by.actor)},
          ${now.toISOString()}::timestamptz)`)
    say({ subject: `exchange-rates:${sha256}`, facts: { sha256, origin, rates: news } })
    return { sha256, imported: news.length, unchanged: file.rates.length - news.length }
  })
}

/** Those that are not known just so; one import at a time, so that none is kept twice. */
async function unknownOf(
  tx: Transaction,
  rates: readonly RateLine[],
  origin: NewExchangeRates['origin'],
): Promise<RateLine[]> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('exchange rates', 0))`)
  const places = await tx.execute<{ place: number }>(sql`
    SELECT said.place FROM jsonb_to_recordset(${JSON.stringify(rates.map((rate, place) => ({ ...rate, place })))}::text::jsonb)
        AS said (place integer, currency text, day date, rate numeric, units integer)
      LEFT JOIN LATERAL (SELECT x.rate, x.units, x.origin FROM exchange_rates AS x WHERE x.currency = said.currency AND x.day = said.day
        ORDER BY x.recorded_at DESC, x.id DESC LIMIT 1) AS known ON true
    WHERE (known.rate, known.units, known.origin) IS DISTINCT FROM (said.rate, said.units, ${origin}::text)
    ORDER BY said.place`)
  return places.flatMap(({ place }) => rates[place] ?? [])
}
