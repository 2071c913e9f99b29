import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { PurposeFigures } from '../collections/purpose-figures.js'
import type { Day } from '../kernel/days.js'
import { type Currency, toMoneyView } from '../kernel/money.js'
import { daysOfAccount } from '../ledger/lookups.js'

interface Counted {
  readonly [column: string]: unknown
  readonly currency: Currency
  readonly given: string
  readonly value: string
  readonly held: string
}

/** What was given to a drive in other currencies, and what of them it held, as of a day. */
export async function currenciesOf(
  reader: Reader,
  { ledger, id }: { readonly ledger: string; readonly id: string },
  on: Day,
): Promise<PurposeFigures['inCurrencies']> {
  const rows = await reader.execute<Counted>(sql`
    SELECT f.currency, coalesce(sum(gift.amount), 0)::text AS given, coalesce(sum(gift.value), 0)::text AS value,
      (SELECT coalesce(sum(b.credit - b.debit), 0)::text FROM accounts AS a, ${daysOfAccount(sql`effective_on <= ${on}`)} AS b
        WHERE a.ledger = f.ledger AND a.fund = f.id AND a.role = 'raised') AS held
    FROM funds AS f LEFT JOIN LATERAL (
      SELECT g.amount - coalesce(back.amount, 0) AS amount, d.amount - coalesce(back.value, 0) AS value
      FROM donations AS d JOIN foreign_gifts AS g ON g.ledger = d.ledger AND g.donation = d.id
        JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
        LEFT JOIN LATERAL (
          SELECT sum(r.foreign_amount) AS amount, sum(r.amount) AS value
          FROM refunds AS r JOIN transactions AS u ON u.ledger = r.ledger AND u.id = r.id
          WHERE r.ledger = d.ledger AND r.donation = d.id AND u.effective_on <= ${on} AND NOT ${reversedBy(sql`u`, on)}
        ) AS back ON true
      WHERE d.ledger = f.ledger AND d.collection = f.beside AND g.currency = f.currency AND NOT d.held
        AND t.effective_on <= ${on} AND NOT ${reversedBy(sql`t`, on)}
    ) AS gift ON true
    WHERE f.ledger = ${ledger} AND f.beside = ${id} GROUP BY f.ledger, f.id, f.currency ORDER BY f.currency`)
  return rows.map(({ currency, given, value, held }) => ({
    given: toMoneyView(BigInt(given), currency),
    value: toMoneyView(BigInt(value)),
    held: toMoneyView(BigInt(held), currency),
  }))
}

const reversedBy = (transaction: ReturnType<typeof sql>, on: Day) => sql`EXISTS (SELECT FROM transactions AS x
  WHERE x.ledger = ${transaction}.ledger AND x.reverses = ${transaction}.id AND x.effective_on <= ${on})`
