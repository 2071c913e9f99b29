import { sql } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import { tenge } from '../kernel/money.js'
import { daysOfAccount } from '../ledger/lookups.js'
import { donorOf } from './gifts-of-lines.js'
import { openLine } from './lines-store.js'
import { openEntries, openLines } from './matching.js'
import type { OfStatement } from './posting.js'

/**
 * Lines that may be what a payment system pays out and nobody has entered yet, or not by the reference of the bank: as much is in
 * transit, or is the net of a payout without a line, and they come from who paid out before; or from some organization that names
 * no collection, for of a first payout nobody knows who makes it.
 */
export async function linesOfPayouts(
  house: House,
  { ledger, id, currency, dedicatedTo }: OfStatement,
): Promise<number[]> {
  if (currency !== tenge) return []
  const rows = await house.read.execute<{
    line: number
    known: boolean
    kod: string | null
    sealed: Buffer
  }>(sql`
    WITH in_transit AS (
      SELECT coalesce(sum(d.debit - d.credit), 0) AS amount FROM accounts AS a, ${daysOfAccount()} AS d
      WHERE a.ledger = ${ledger} AND a.code = 'assets:in-transit' AND a.currency = ${tenge}
    ), nets AS (
      SELECT e.amount FROM (${openEntries(ledger, id)}) AS e JOIN payouts AS y ON y.ledger = ${ledger} AND y.id = e.id
    ), systems AS (
      SELECT l.counterparty FROM payouts AS y JOIN standing_matches AS m ON m.ledger = y.ledger AND m.transaction_id = y.id
        JOIN statement_lines AS l ON l.ledger = m.ledger AND l.statement = m.statement AND l.line = m.line
      WHERE y.ledger = ${ledger} AND l.counterparty IS NOT NULL
    )
    SELECT line, known, kod, sealed FROM (
      SELECT l.*, coalesce(counterparty IN (SELECT counterparty FROM systems), false) AS known FROM (${openLines(ledger, id)}) AS l
      WHERE side = 'C' AND NOT reversal AND coalesce(drive, ${dedicatedTo}) IS NOT NULL
        AND (amount <= (SELECT amount FROM in_transit) OR amount IN (SELECT amount FROM nets))
    ) AS candidates WHERE known OR drive IS NULL`)
  return rows
    .filter(
      ({ known, sealed, kod }) => known || donorOf(openLine(house, sealed), kod).kind === 'organization',
    )
    .map(({ line }) => line)
}
