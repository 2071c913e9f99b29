import { sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
import type { Text } from '../kernel/texts.js'
import type { FundRole } from '../ledger/posting.js'
import type { SheetCollection, YearSum } from './figures.js'
import { isFromAbroad } from './parties.js'

/**
 * What stood on each account of a currency before a year, and what moved in it: by the kind of what was posted (a reversal
 * counts to the kind of what it takes back) and by who gave. One statement, so that all of it is of one moment.
 */
export async function yearSums(
  reader: Reader,
  ledger: string,
  currency: string,
  { from, to }: { from: Day; to: Day },
): Promise<YearSum[]> {
  const rows = await reader.execute<Row>(sql`
    SELECT a.code AS account, a.type, a.fund, a.role, s.origin, s.donor, s.abroad, s.opening::text, s.debit::text, s.credit::text
    FROM accounts AS a JOIN (
      SELECT d.account, NULL AS origin, NULL AS donor, false AS abroad, sum(d.debit - d.credit) AS opening, 0 AS debit, 0 AS credit
      FROM account_days AS d WHERE d.ledger = ${ledger} AND d.effective_on < ${from} GROUP BY d.account
      UNION ALL
      SELECT e.account, o.kind, d.donor_kind, d.id IS NOT NULL AND ${isFromAbroad(sql`d.ledger`, sql`d.id`)}, 0,
        coalesce(sum(e.amount) FILTER (WHERE e.side = 'D'), 0), coalesce(sum(e.amount) FILTER (WHERE e.side = 'C'), 0)
      FROM entries AS e JOIN transactions AS t ON t.ledger = e.ledger AND t.id = e.transaction_id
        JOIN transactions AS o ON o.ledger = t.ledger AND o.id = coalesce(t.reverses, t.id)
        LEFT JOIN refunds AS r ON r.ledger = o.ledger AND r.id = o.id
        LEFT JOIN donations AS d ON d.ledger = o.ledger AND d.id = coalesce(r.donation, o.id)
      WHERE e.ledger = ${ledger} AND e.effective_on BETWEEN ${from} AND ${to} GROUP BY 1, 2, 3, 4
    ) AS s ON s.account = a.id
    WHERE a.ledger = ${ledger} AND a.currency = ${currency} ORDER BY a.code, s.origin, s.donor, s.abroad`)
  return rows.map(({ opening, debit, credit, ...row }) => ({
    ...row,
    opening: BigInt(opening),
    debit: BigInt(debit),
    credit: BigInt(credit),
  }))
}

interface Row {
  readonly [column: string]: unknown
  readonly account: string
  readonly type: YearSum['type']
  readonly fund: string | null
  readonly role: FundRole | null
  readonly origin: string | null
  readonly donor: string | null
  readonly abroad: boolean
  readonly opening: string
  readonly debit: string
  readonly credit: string
}

/** The collections whose funds a ledger keeps. */
export async function collectionsOfLedger(reader: Reader, ledger: string): Promise<SheetCollection[]> {
  const rows = await reader.execute<SheetCollection & { [column: string]: unknown; purpose: Text }>(sql`
    SELECT id, number, category, purpose, opened_on::text AS "openedOn", closed_on::text AS "closedOn"
    FROM collections WHERE ledger = ${ledger} ORDER BY number`)
  return [...rows]
}

/** The currencies in which a ledger has accounts that moved. */
export async function currenciesOf(reader: Reader, ledger: string): Promise<string[]> {
  const rows = await reader.execute<{ currency: string }>(sql`
    SELECT DISTINCT a.currency FROM accounts AS a
    WHERE a.ledger = ${ledger} AND EXISTS (SELECT FROM account_days AS d WHERE d.ledger = a.ledger AND d.account = a.id) ORDER BY 1`)
  return rows.map(({ currency }) => currency)
}
