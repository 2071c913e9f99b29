import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Day } from '../kernel/days.js'
import type { Currency } from '../kernel/money.js'
import { accountOfEntry, daysOfAccount } from './lookups.js'
import { type AccountCode, cash } from './posting.js'

/** Whoever takes cash out of a ledger, or what boxes held, does so one after another; a fund is locked before it, the books after it. */
export async function lockCash(tx: Transaction, ledger: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`cash of ${ledger}`}, 0))`)
}

/** The least cash (minor units) that a ledger holds on a day or later: so much can leave on that day, and no day falls below zero. */
export async function leastCash(
  tx: Transaction,
  ledger: string,
  currency: Currency,
  from: Day,
  account: AccountCode = cash,
): Promise<bigint> {
  const [row] = await tx.execute<{ least: string }>(sql`
    WITH moved AS (
      SELECT '-infinity'::date AS day, 0 AS sum
      UNION ALL SELECT d.effective_on, sum(d.debit - d.credit) FROM accounts AS a, ${daysOfAccount()} AS d
        WHERE a.ledger = ${ledger} AND a.code = ${account.code} AND a.currency = ${currency} GROUP BY d.effective_on
    ), balances AS (SELECT sum(sum) OVER in_order AS balance, lead(day) OVER in_order AS next FROM moved WINDOW in_order AS (ORDER BY day))
    SELECT min(balance)::text AS least FROM balances WHERE next IS NULL OR next > ${from}`)
  return BigInt(row?.least ?? 0)
}

/** What a transaction brought into the cash of its ledger, or on another account (tiyn): its reversal takes it out again. */
export async function broughtInCash(
  tx: Transaction,
  ledger: string,
  transaction: string,
  account: AccountCode = cash,
): Promise<bigint> {
  const [row] = await tx.execute<{ sum: string }>(sql`
    SELECT coalesce(sum(e.amount), 0)::text AS sum FROM entries AS e, ${accountOfEntry} AS a
    WHERE e.ledger = ${ledger} AND e.transaction_id = ${transaction} AND e.side = 'D' AND a.code = ${account.code} AND a.currency = 'KZT'`)
  return BigInt(row?.sum ?? 0)
}
