import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
import type { Currency } from '../kernel/money.js'
import type { Authority } from './transfer-decisions.js'

export interface KeptTransfer extends Authority {
  readonly id: string
  readonly ledger: string
  /** Numbers of the drives. */
  readonly from: string
  readonly to: string
  /** Tiyn. */
  readonly amount: bigint
  readonly currency: Currency
  readonly status: 'pending' | 'approved' | 'refused'
  readonly decidedBy: string | null
  readonly decidedOn: Day | null
}

interface NewTransfer extends Omit<KeptTransfer, 'from' | 'to' | 'status' | 'decidedBy' | 'decidedOn'> {
  readonly fromId: string
  readonly toId: string
  readonly reasons: string
  readonly variantHash: string
  readonly askedBy: string
  readonly askedOn: Day
}

export async function keepTransfer(tx: Transaction, asked: NewTransfer, now: Date): Promise<void> {
  const { id, ledger, fromId, toId, amount, currency, reasons, authority, article } = asked
  await tx.execute(sql`
    INSERT INTO fund_transfers (id, ledger, from_collection, to_collection, amount, currency, reasons, authority, article,
      variant_hash, asked_by, asked_on, status, recorded_at)
    VALUES (${id}, ${ledger}, ${fromId}, ${toId}, ${amount}, ${currency}, ${reasons}, ${authority}, ${article},
      ${asked.variantHash}, ${asked.askedBy}, ${asked.askedOn}, 'pending', ${now.toISOString()}::timestamptz)`)
}

/** A transfer by its id. Whoever decides on it has locked the funds, so it does not change meanwhile. */
export async function fundTransfer(reader: Reader, id: string): Promise<KeptTransfer | undefined> {
  const [row] = await reader.execute<
    Omit<KeptTransfer, 'amount'> & { amount: string } & Record<string, unknown>
  >(sql`
    SELECT t.id, t.ledger, a.number AS "from", b.number AS "to", t.amount::text, t.currency, t.status, t.authority, t.article,
      t.decided_by AS "decidedBy", t.decided_on::text AS "decidedOn"
    FROM fund_transfers AS t JOIN collections AS a ON a.id = t.from_collection JOIN collections AS b ON b.id = t.to_collection
    WHERE t.id = ${id}`)
  return row && { ...row, amount: BigInt(row.amount) }
}

interface TransferSettlement {
  readonly status: 'approved' | 'refused'
  readonly decidedBy: string
  readonly decidedOn: Day
  readonly reasons: string
  readonly transaction: string | null
}

export async function settleTransfer(
  tx: Transaction,
  id: string,
  { status, decidedBy, decidedOn, reasons, transaction }: TransferSettlement,
): Promise<void> {
  await tx.execute(sql`
    UPDATE fund_transfers SET status = ${status}, decided_by = ${decidedBy}, decided_on = ${decidedOn},
      decision_reasons = ${reasons}, transaction = ${transaction} WHERE id = ${id}`)
}
