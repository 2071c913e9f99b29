import { sql } from 'drizzle-orm'
import type { House, Reader } from '../audit/house.js'
import type { PurposeFiguresOf } from '../collections/page.js'
import type { PurposeFigures } from '../collections/purpose-figures.js'
import type { Collection } from '../collections/queries.js'
import { collectingCosts } from '../collections/spending.js'
import { boxFigures } from '../giving/box-figures.js'
import type { Limits } from '../giving/limits.js'
import { type Day, daysBetween } from '../kernel/days.js'
import { type Currency, toMoneyView } from '../kernel/money.js'
import { fundTotals } from '../ledger/queries.js'
import { currenciesOf } from './currency-figures.js'

interface Counted {
  readonly [column: string]: unknown
  readonly what: string
  readonly count: number
  /** Tiyn as a decimal string. */
  readonly sum: string
}

/** Whether the money of a drive kept to its purpose, as of a day: figures that name nobody. */
export const purposeFiguresOf =
  ({ read }: House, limits: Limits): PurposeFiguresOf =>
  async (drive, on) => {
    const counted = await countedPayments(read, drive.id, on)
    const of = (what: string) => {
      const found = counted.find((one) => one.what === what)
      return { count: found?.count ?? 0, sum: toMoneyView(BigInt(found?.sum ?? 0)) }
    }
    const totals = await fundTotals(read, drive.ledger, drive.id, on)
    const outsidePurpose = of('outside-purpose')
    const others = [outsidePurpose, of('owed-on-purpose')].map(({ sum }) => BigInt(sum.amount))
    const paidOut = others.reduce((left, other) => left - other, totals.spentTiyn)
    const base = totals.raisedTiyn + totals.transferredInTiyn + totals.exchangeTiyn
    const gone = totals.spentTiyn + totals.costsTiyn + totals.transferredOutTiyn
    return {
      paidOut: toMoneyView(paidOut),
      paidOutPercent: percent(paidOut, base),
      costsPercent: percent(totals.costsTiyn, base),
      hostFee: toMoneyView(totals.hostFeeTiyn),
      paymentFees: toMoneyView(totals.paymentFeesTiyn),
      relatedParties: of('related-party'),
      namedLikeRelated: of('related-name'),
      inCash: of('in-cash'),
      inKind: of('in-kind'),
      outsidePurpose,
      notIdentified: of('not-identified'),
      boxes: await boxFigures(read, drive.id, on),
      owed: of('owed'),
      held: of('held'),
      refused: of('refused'),
      lapsed: of('lapsed'),
      unspent: unspentSince(drive, base - gone, on, limits.unspentAfterClosing.days),
      transfers: await transfersOf(read, drive.id, on),
      inCurrencies: await currenciesOf(read, drive, on),
    }
  }

/** To the hundredth, rounded down: `1.32`. */
const percent = (part: bigint, whole: bigint): number | null =>
  whole === 0n ? null : Number((part * 10_000n) / whole) / 100

function unspentSince(
  { closedOn }: Collection,
  left: bigint,
  on: Day,
  limitDays: number,
): PurposeFigures['unspent'] {
  if (closedOn === null || closedOn > on || left <= 0n) return null
  const days = daysBetween(closedOn, on)
  return { days, sum: toMoneyView(left), limitDays, overdue: days > limitDays }
}

/** Payments by what they met, those in cash, and those that waited for a second person by what became of them. */
async function countedPayments(reader: Reader, collection: string, on: Day): Promise<Counted[]> {
  const rows = await reader.execute<Counted>(sql`
    WITH paid AS (
      SELECT d.ledger, d.id, d.amount, d.category, d.channel, d.grounds, d.due_on FROM disbursements AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
      WHERE d.collection = ${collection} AND t.effective_on <= ${on}
        AND NOT EXISTS (SELECT FROM transactions AS r WHERE r.ledger = d.ledger AND r.reverses = d.id AND r.effective_on <= ${on})
    ), owed AS (
      SELECT amount, category, grounds FROM paid WHERE due_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM invoice_payments AS i JOIN transactions AS p ON p.ledger = i.ledger AND p.id = i.id
        WHERE i.ledger = paid.ledger AND i.invoice = paid.id AND p.effective_on <= ${on} AND NOT EXISTS (
          SELECT FROM transactions AS r WHERE r.ledger = i.ledger AND r.reverses = i.id AND r.effective_on <= ${on}))
    ), met AS (
      SELECT ground AS what, amount FROM paid, unnest(grounds) AS ground WHERE channel IS DISTINCT FROM 'in-kind'
      UNION ALL SELECT 'in-kind', amount FROM paid WHERE channel = 'in-kind' AND cardinality(grounds) > 0
      UNION ALL SELECT 'in-cash', amount FROM paid WHERE channel = 'cash'
      UNION ALL SELECT 'owed', amount FROM owed
      UNION ALL SELECT 'owed-on-purpose', amount FROM owed
        WHERE category <> ${collectingCosts} AND NOT coalesce('outside-purpose' = ANY (grounds), false)
      UNION ALL SELECT CASE WHEN decided_on <= ${on} THEN status WHEN lapses_on <= ${on} THEN 'lapsed' ELSE 'held' END, coalesce(value, amount)
        FROM held_payments WHERE collection = ${collection} AND held_on <= ${on} AND channel <> 'in-kind'
    )
    SELECT what, count(*)::int AS count, sum(amount)::text AS sum FROM met GROUP BY what`)
  return [...rows]
}

type Shown = PurposeFigures['transfers'][number]

/** Every transfer that was asked for from or to a drive, with what had been decided by a day. */
async function transfersOf(reader: Reader, collection: string, on: Day): Promise<Shown[]> {
  const rows = await reader.execute<
    Record<string, unknown> & Shown & { sum: string; currency: Currency; isDecided: boolean }
  >(sql`
    SELECT t.id, CASE t.from_collection WHEN ${collection} THEN 'out' ELSE 'in' END AS direction, c.number AS other,
      t.amount::text AS sum, t.currency, t.status, t.reasons, t.asked_on::text AS "askedOn", t.authority, t.article,
      t.decided_on::text AS "decidedOn", t.decision_reasons AS "decisionReasons", coalesce(t.decided_on <= ${on}, false) AS "isDecided"
    FROM fund_transfers AS t JOIN collections AS c
      ON c.id = CASE t.from_collection WHEN ${collection} THEN t.to_collection ELSE t.from_collection END
    WHERE ${collection} IN (t.from_collection, t.to_collection) AND t.asked_on <= ${on} ORDER BY t.id`)
  return rows.map(({ sum, currency, isDecided, ...shown }) => ({
    ...shown,
    amount: toMoneyView(BigInt(sum), currency),
    ...(!isDecided && { status: 'pending', decidedOn: null, decisionReasons: null }),
  }))
}
