import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { textList } from '../database/text-list.js'
import type { Ground } from '../giving/limits.js'
import type { Day } from '../kernel/days.js'
import type { NewInvoice } from './invoice-contract.js'

/** An invoice as it was recorded, and what has become of it since. */
export interface KeptInvoice {
  readonly [column: string]: unknown
  readonly ledger: string
  /** The number of the drive. */
  readonly number: string
  /** Tiyn as a decimal string. */
  readonly sum: string
  readonly category: string
  readonly channel: NewInvoice['channel']
  readonly sealed: Buffer
  readonly grounds: readonly Ground[]
  readonly invoicedOn: Day
  readonly reversed: boolean
  /** Payments that were reversed count as rounds, and are none. */
  readonly isPaid: boolean
  readonly rounds: number
}

/** An invoice of one of these ledgers. Whoever pays or reverses it has locked its fund, so nobody else does meanwhile. */
export async function invoiceOf(
  reader: Reader,
  ledgers: readonly string[],
  id: string,
): Promise<KeptInvoice | undefined> {
  const [row] = await reader.execute<KeptInvoice>(sql`
    SELECT d.ledger, c.number, d.amount::text AS sum, d.category, d.channel, d.beneficiary_sealed AS sealed,
      coalesce(d.grounds, '{}') AS grounds, t.effective_on::text AS "invoicedOn", is_reversed(d.ledger, d.id) AS reversed,
      paid.rounds, paid.stands AS "isPaid"
    FROM disbursements AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id JOIN collections AS c ON c.id = d.collection,
      LATERAL (SELECT count(*)::int AS rounds, coalesce(bool_or(NOT is_reversed(p.ledger, p.id)), false) AS stands
        FROM invoice_payments AS p WHERE p.ledger = d.ledger AND p.invoice = d.id) AS paid
    WHERE d.id = ${id} AND d.ledger = ANY (${textList(ledgers)}::text[]) AND d.due_on IS NOT NULL`)
  return row
}

interface KeptPayment {
  readonly ledger: string
  readonly id: string
  readonly invoice: string
  readonly round: number
  readonly account: string | null
}

export async function keepInvoicePayment(tx: Transaction, kept: KeptPayment): Promise<void> {
  await tx.execute(sql`INSERT INTO invoice_payments (ledger, id, invoice, round, account)
    VALUES (${kept.ledger}, ${kept.id}, ${kept.invoice}, ${kept.round}, ${kept.account})`)
}
