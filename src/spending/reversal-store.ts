import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import { accountOfEntry } from '../ledger/lookups.js'
import type { BankLine } from './reversal-decisions.js'

/** Which line of a bank statement stands for a transaction; no other line comes to stand for it before this act has ended. */
export async function lineStandingFor(
  tx: Transaction,
  ledger: string,
  transaction: string,
): Promise<BankLine | undefined> {
  const [found] = await tx.execute<BankLine>(
    sql`SELECT statement, line FROM line_standing_for(${ledger}, ${transaction}::uuid)`,
  )
  return found
}

/** Whether a payout counts on this donation, or on this refund, which was taken from it while it was in transit. */
export async function countsInPayout(tx: Transaction, ledger: string, transaction: string): Promise<boolean> {
  const [row] = await tx.execute<{ counts: boolean }>(sql`
    SELECT EXISTS (
      SELECT FROM payout_donations AS p
      WHERE p.ledger = ${ledger} AND NOT is_reversed(p.ledger, p.payout) AND p.donation IN (
        SELECT ${transaction}::uuid UNION ALL
        SELECT r.donation FROM refunds AS r
          JOIN entries AS e ON e.ledger = r.ledger AND e.transaction_id = r.id
          JOIN ${accountOfEntry} AS a ON a.code = 'assets:in-transit'
        WHERE r.ledger = ${ledger} AND r.id = ${transaction})) AS counts`)
  return row?.counts === true
}

/** What an opening brought into its fund (tiyn), which its reversal takes away; nothing of any other transaction. */
export async function countedInto(tx: Transaction, ledger: string, id: string): Promise<bigint> {
  const [row] = await tx.execute<{ raised: string }>(sql`
    SELECT coalesce(sum(e.amount), 0)::text AS raised FROM box_openings AS o
      JOIN entries AS e ON e.ledger = o.ledger AND e.transaction_id = o.id AND e.side = 'C'
      JOIN ${accountOfEntry} AS a ON a.role = 'raised'
    WHERE o.ledger = ${ledger} AND o.id = ${id}`)
  return BigInt(row?.raised ?? 0)
}
