import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { BookedDrive } from '../giving/books.js'
import { addDays, type Day } from '../kernel/days.js'
import { sameName } from '../kernel/same-name.js'
import type { FieldSealer } from '../kernel/sealing.js'
import { type Beneficiary, lookupOf, openBeneficiary } from './beneficiaries.js'
import type { Earlier } from './purpose-decisions.js'

interface Around {
  readonly paidOn: Day
  readonly days: number
  /** It is asked about itself, and not counted. */
  readonly invoice?: string | null | undefined
}

/**
 * What one person alone paid to the same beneficiary within so many days of a day (tiyn), so that nobody splits what takes a
 * second person: by the IIN or BIN in all drives of the ledger, without one by the name in the drive, whose fund is locked.
 * An invoice is near by its own day as by that of its payment.
 */
export async function paidBefore(
  tx: Transaction,
  sealer: FieldSealer,
  { ledger, id }: Pick<BookedDrive, 'ledger' | 'id'>,
  beneficiary: Beneficiary,
  { paidOn, days, invoice = null }: Around,
): Promise<Earlier> {
  const lookup = lookupOf(sealer, beneficiary)
  if (lookup !== null)
    await tx.execute(
      sql`SELECT pg_advisory_xact_lock(hashtextextended(${`payments of ${ledger} to ${lookup.toString('hex')}`}, 0))`,
    )
  const rows = await tx.execute<{ sealed: Buffer; amount: string; channel: string }>(sql`
    SELECT d.beneficiary_sealed AS sealed, d.amount::text, d.channel
    FROM disbursements AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
    WHERE ${lookup === null ? sql`d.collection = ${id} AND d.beneficiary_lookup IS NULL` : sql`d.ledger = ${ledger} AND d.beneficiary_lookup = ${lookup}`}
      AND coalesce(cardinality(d.grounds), 0) = 0 AND NOT is_reversed(d.ledger, d.id)
      AND d.id IS DISTINCT FROM ${invoice}::uuid AND EXISTS (
        SELECT FROM (
          SELECT t.effective_on AS day UNION ALL
          SELECT p.effective_on FROM invoice_payments AS i JOIN transactions AS p ON p.ledger = i.ledger AND p.id = i.id
            WHERE i.ledger = d.ledger AND i.invoice = d.id AND NOT is_reversed(i.ledger, i.id)
        ) AS days WHERE day BETWEEN ${addDays(paidOn, 1 - days)} AND ${addDays(paidOn, days - 1)})`)
  const isSame = ({ sealed }: { sealed: Buffer }) =>
    lookup !== null || sameName(openBeneficiary(sealer, sealed).name, beneficiary.name)
  const sumOf = (some: readonly { amount: string }[]) =>
    some.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  const same = rows.filter(isSame)
  return { all: sumOf(same), cash: sumOf(same.filter(({ channel }) => channel === 'cash')) }
}
