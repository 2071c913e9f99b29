import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { BookedDrive } from '../giving/books.js'
import { addDays, type Day } from '../kernel/days.js'
import { sameName } from '../kernel/same-name.js'
import type { FieldSealer } from '../kernel/sealing.js'
import { type Beneficiary, lookupOf, openBeneficiary } from './beneficiaries.js'
import type { Earlier } from './purpose-decisions.js'

/**
 * What one person alone paid to the same beneficiary within so many days of a day (tiyn), so that nobody splits what takes a
 * second person: by the IIN or BIN in all drives of the ledger, without one by the name in the drive, whose fund is locked.
 */
export async function paidBefore(
  tx: Transaction,
  sealer: FieldSealer,
  { ledger, id }: Pick<BookedDrive, 'ledger' | 'id'>,
  beneficiary: Beneficiary,
  paidOn: Day,
  days: number,
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
      AND t.effective_on BETWEEN ${addDays(paidOn, 1 - days)} AND ${addDays(paidOn, days - 1)}`)
  const isSame = ({ sealed }: { sealed: Buffer }) =>
    lookup !== null || sameName(openBeneficiary(sealer, sealed).name, beneficiary.name)
  const sumOf = (some: readonly { amount: string }[]) =>
    some.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  const same = rows.filter(isSame)
  return { all: sumOf(same), cash: sumOf(same.filter(({ channel }) => channel === 'cash')) }
}
