import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { textList } from '../database/text-list.js'
import type { Day } from '../kernel/days.js'
import type { Currency } from '../kernel/money.js'
import type { NewGiftInKind } from './gift-contract.js'
import { thousandths } from './quantities.js'

/** A gift in kind with what is left of it: neither given out nor waiting for a second person. Tiyn and thousandths. */
export interface KeptGift {
  readonly ledger: string
  readonly id: string
  /** The number of the drive. */
  readonly number: string
  readonly description: string
  readonly unit: string
  readonly basis: NewGiftInKind['basis']
  readonly evidence: string[]
  readonly currency: Currency
  readonly receivedOn: Day
  readonly reversed: boolean
  readonly quantity: bigint
  readonly value: bigint
  readonly left: bigint
  readonly leftValue: bigint
}

type Sums = Record<'all' | 'worth' | 'gone' | 'goneValue', string>
type Row = Record<string, unknown> & Omit<KeptGift, 'quantity' | 'value' | 'left' | 'leftValue'> & Sums

async function giftsWhere(reader: Reader, today: Day, condition: SQL): Promise<KeptGift[]> {
  const rows = await reader.execute<Row>(sql`
    SELECT g.ledger, g.id, c.number, g.description, g.unit, g.basis, g.evidence, f.currency, t.effective_on::text AS "receivedOn",
      g.quantity::text AS "all", d.amount::text AS worth, gone.quantity::text AS gone, gone.amount::text AS "goneValue",
      EXISTS (SELECT FROM transactions AS r WHERE r.ledger = g.ledger AND r.reverses = g.id) AS reversed
    FROM gifts_in_kind AS g JOIN donations AS d ON d.ledger = g.ledger AND d.id = g.id
      JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
      JOIN collections AS c ON c.id = d.collection JOIN funds AS f ON f.ledger = d.ledger AND f.id = d.collection,
      LATERAL (SELECT coalesce(sum(quantity), 0) AS quantity, coalesce(sum(amount), 0) AS amount FROM (
        SELECT o.quantity, o.amount FROM disbursements AS o WHERE o.ledger = g.ledger AND o.gift = g.id
          AND NOT EXISTS (SELECT FROM transactions AS r WHERE r.ledger = o.ledger AND r.reverses = o.id)
        UNION ALL SELECT h.quantity, h.amount FROM held_payments AS h
          WHERE h.ledger = g.ledger AND h.gift = g.id AND h.status = 'held' AND h.lapses_on > ${today}) AS parts) AS gone
    WHERE ${condition}`)
  return rows.map(({ all, worth, gone, goneValue, ...row }) => ({
    ...row,
    quantity: thousandths(all),
    value: BigInt(worth),
    left: thousandths(all) - thousandths(gone),
    leftValue: BigInt(worth) - BigInt(goneValue),
  }))
}

/** A gift in kind of one of these ledgers. Whoever gives it out has locked its fund, so nobody else does meanwhile. */
export async function giftById(
  reader: Reader,
  ledgers: readonly string[],
  id: string,
  today: Day,
): Promise<KeptGift | undefined> {
  const own = sql`g.id = ${id} AND g.ledger = ANY (${textList(ledgers)}::text[])`
  const [gift] = await giftsWhere(reader, today, own)
  return gift
}

/** The gifts in kind of a drive in the order in which they were recorded, a page at a time. */
export const giftsOf = (
  reader: Reader,
  { ledger, id }: { readonly ledger: string; readonly id: string },
  { after, limit }: { readonly after?: string; readonly limit: number },
  today: Day,
): Promise<KeptGift[]> =>
  giftsWhere(
    reader,
    today,
    sql`g.ledger = ${ledger} AND d.collection = ${id} AND (${after ?? null}::uuid IS NULL OR g.id > ${after ?? null}::uuid)
      ORDER BY g.id LIMIT ${limit}`,
  )
