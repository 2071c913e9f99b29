import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import type { Spending } from '../collections/spending.js'
import { textList } from '../database/text-list.js'
import type { Day } from '../kernel/days.js'
import type { NewPayout } from './payout-contract.js'

/** Which donations in transit are meant; those of funds that were not locked came later. */
const chosen = (ledger: string, donations: NewPayout['donations']) =>
  Array.isArray(donations)
    ? sql`t.ledger = ${ledger} AND t.id = ANY (${textList(donations)}::uuid[])`
    : sql`t.ledger = ${ledger} AND t.received_on BETWEEN ${donations.from} AND ${donations.to}`

/** The funds of the donations that a payout names, in the order in which funds are locked. */
export const fundsInTransit = (reader: Reader, ledger: string, donations: NewPayout['donations']) =>
  reader.execute<{ id: string; number: string; spending: Spending | null; bank: number | null }>(sql`
    SELECT c.id, c.number, c.spending, f.bank FROM collections AS c JOIN funds AS f ON f.ledger = c.ledger AND f.id = c.id
    WHERE c.id IN (SELECT t.collection FROM transit_donations AS t WHERE ${chosen(ledger, donations)}) ORDER BY c.id`)

/** What the payment system owes of them, by fund; the caller has locked the funds, so nothing changes meanwhile. */
export async function transitByFund(
  tx: Transaction,
  ledger: string,
  donations: NewPayout['donations'],
  funds: readonly string[],
) {
  const rows = await tx.execute<{ fund: string; sum: string; count: number; lastOn: Day; ids: string[] }>(sql`
    SELECT t.collection AS fund, sum(t.amount)::text AS sum, count(*)::int AS count, max(t.received_on)::text AS "lastOn",
      ${Array.isArray(donations) ? sql`array_agg(t.id)` : sql`'{}'::uuid[]`} AS ids
    FROM transit_donations AS t WHERE ${chosen(ledger, donations)} AND t.collection = ANY (${textList(funds)}::uuid[])
    GROUP BY t.collection`)
  const found = new Set(rows.flatMap(({ ids }) => ids))
  return {
    byFund: new Map(rows.map(({ fund, sum }) => [fund, BigInt(sum)])),
    count: rows.reduce((sum, { count }) => sum + count, 0),
    lastOn:
      rows
        .map(({ lastOn }) => lastOn)
        .toSorted()
        .at(-1) ?? null,
    missing: Array.isArray(donations)
      ? donations.flatMap((id, i) => (found.has(id.toLowerCase()) ? [] : [i]))
      : [],
  }
}

/** Keeps a payout that was posted, with the donations it consists of. */
export async function keepPayout(
  tx: Transaction,
  { ledger, id, input, funds }: { ledger: string; id: string; input: NewPayout; funds: readonly string[] },
): Promise<void> {
  const { gross, fee, reference = null, donations } = input
  await tx.execute(sql`
    INSERT INTO payout_donations (ledger, donation, round, payout, amount)
    SELECT t.ledger, t.id, t.round, ${id}, t.amount FROM transit_donations AS t
    WHERE ${chosen(ledger, donations)} AND t.collection = ANY (${textList(funds)}::uuid[])`)
  await tx.execute(sql`
    INSERT INTO payouts (ledger, id, gross, fee, reference, donations_hash)
    VALUES (${ledger}, ${id}, ${gross.amount}, ${fee.amount}, ${reference}, hash_of_payout(${ledger}, ${id}))`)
}
