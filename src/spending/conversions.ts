import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { By } from '../audit/house.js'
import { rateOn } from '../exchange/queries.js'
import { inLedgerOf } from '../giving/books.js'
import { lockFree, valueOut } from '../giving/free-money.js'
import type { BoundHouse } from '../giving/limits.js'
import { belowOneTiyn } from '../giving/problems.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { type ForeignCurrency, tenge, toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { legsOfGain, legsOut } from '../ledger/pockets.js'
import { bank, type Leg, post } from '../ledger/posting.js'
import type { Conversion, NewConversion } from './conversion-contract.js'
import { decideConversion } from './conversion-decisions.js'
import { decideDisbursement } from './payment-decisions.js'

/**
 * A bank has bought a sum of another currency from a drive. What it gave is in the fund from then on, in tenge; by how much that
 * is more or less than the books had said is a gain or a loss of the fund, and no cost of anybody.
 */
export const convert = (
  house: BoundHouse,
  by: By,
  number: string,
  { sold, received, convertedOn, reference }: NewConversion,
): Promise<Conversion | Refusal> =>
  inLedgerOf<Conversion>(house, by, number, 'currency.convert', async ({ tx, now, say, drive }) => {
    const fund = await lockFree(tx, drive, dayOf(now), null, sold.currency)
    const fields = { sum: '/sold', day: '/convertedOn' }
    const leaving = { amount: sold, paidOn: convertedOn }
    const refusal = decideDisbursement(drive, fund, leaving, dayOf(now), fields)
    if (refusal !== undefined) return refusal
    const value = valueOut(fund, sold.amount)
    if (fund.pocket === undefined || value === 0n) return belowOneTiyn('/sold')
    const currency = sold.currency as ForeignCurrency
    const rate = await rateOn(tx, currency, convertedOn, '/sold/currency')
    if (isRefusal(rate)) return rate
    const tolerance = house.limits.conversion.tolerancePercent
    const tooFar = decideConversion({ sold, received }, rate, tolerance, { raised: fund.raised, value })
    if (tooFar !== undefined) return tooFar
    const gain = received.amount - value
    const id = uuidv7(now)
    const { ledger } = drive
    const legs: Leg[] = [
      ...legsOut(fund.pocket, sold.amount, value),
      { account: bank, side: 'C', amount: sold.amount, currency: sold.currency },
      { account: bank, side: 'D', amount: received.amount },
      ...legsOfGain(drive.id, gain),
    ]
    const about = { ledger, id, kind: 'conversion', fund: drive.id, currency: tenge }
    await post(tx, { ...about, effectiveOn: convertedOn, legs }, now)
    await tx.execute(sql`
      INSERT INTO conversions (ledger, id, collection, currency, sold, received, book_value, reference)
      VALUES (${ledger}, ${id}, ${drive.id}, ${sold.currency}, ${sold.amount}, ${received.amount}, ${value}, ${reference ?? null})`)
    say({ facts: { conversion: id, sold, received, value, gain, convertedOn } })
    return {
      conversion: id,
      sold: toMoneyView(sold.amount, sold.currency),
      received: toMoneyView(received.amount),
      value: toMoneyView(value),
      gain: toMoneyView(gain),
      left: toMoneyView(fund.pocket.amount - sold.amount, sold.currency),
    }
  })

/** What a conversion brought (tiyn); nothing of any other transaction. */
export async function receivedBy(tx: Transaction, ledger: string, id: string): Promise<bigint> {
  const [row] = await tx.execute<{ received: string }>(
    sql`SELECT received::text FROM conversions WHERE ledger = ${ledger} AND id = ${id}`,
  )
  return BigInt(row?.received ?? 0)
}
