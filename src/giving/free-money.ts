import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import { collectingCosts } from '../collections/spending.js'
import type { Day } from '../kernel/days.js'
import { type Currency, tenge } from '../kernel/money.js'
import { costOf, type Pocket, pocketOf } from '../ledger/pockets.js'
import { lockFund } from '../ledger/posting.js'
import type { BookedDrive } from './books.js'

/** The fund of a drive, locked, and what of it is free in one currency. */
export interface FreeMoney {
  /** Of what is available. */
  readonly currency: Currency
  readonly available: bigint
  /** Tiyn, as all that follows. */
  readonly raised: bigint
  readonly costs: bigint
  readonly reservedCosts: bigint
  /** What is held in a currency that is not tenge, if anything ever was. */
  readonly pocket?: Pocket
}

/**
 * Locks the fund of a drive and answers its totals with what is free: what is held for a second person, and what is asked
 * for by another fund, is not, so that two of them can never exceed it together. `except` is what is being decided.
 */
export async function lockFree(
  tx: Transaction,
  drive: Pick<BookedDrive, 'ledger' | 'id'>,
  today: Day,
  except: string | null = null,
  currency: Currency = tenge,
): Promise<FreeMoney> {
  const fund = await lockFund(tx, drive.ledger, drive.id)
  const pocket = currency === tenge ? undefined : await pocketOf(tx, drive.ledger, drive.id, currency)
  const held = currency === tenge ? fund.available : (pocket?.amount ?? 0n)
  const [reserved] = await tx.execute<{ all: string; costs: string }>(sql`
    SELECT coalesce(sum(amount) FILTER (WHERE currency = ${currency}), 0)::text AS "all",
      coalesce(sum(value) FILTER (WHERE category = ${collectingCosts}), 0)::text AS costs
    FROM (
      SELECT id, amount, currency, coalesce(value, amount) AS value, category FROM held_payments
        WHERE collection = ${drive.id} AND status = 'held' AND lapses_on > ${today} AND channel <> 'in-kind'
      UNION ALL SELECT id, amount, currency, amount, '' FROM fund_transfers WHERE from_collection = ${drive.id} AND status = 'pending'
    ) AS waiting WHERE id IS DISTINCT FROM ${except}::uuid`)
  const { raised, costs } = fund
  const available = held - BigInt(reserved?.all ?? 0)
  return {
    currency,
    available,
    raised,
    costs,
    reservedCosts: BigInt(reserved?.costs ?? 0),
    ...(pocket && { pocket }),
  }
}

/** What a sum of it is worth in the books (tiyn); tenge are worth themselves. */
export const valueOut = ({ currency, pocket }: FreeMoney, amount: bigint): bigint => {
  if (currency === tenge) return amount
  return pocket === undefined ? 0n : costOf(pocket, amount)
}
