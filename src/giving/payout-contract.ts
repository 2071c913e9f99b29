import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { Money, MoneyView, PositiveMoney } from '../kernel/money.js'

/** What a payment system pays out, as its own report says it. */
export const NewPayout = z
  .strictObject({
    gross: PositiveMoney.meta({ description: 'The donations in it, before the fee' }),
    fee: Money.meta({ description: 'What the payment system keeps; the rest comes to the bank account' }),
    paidOutOn: Day,
    reference: z.string().trim().min(1).max(140).optional().meta({
      description: 'As it stands in the bank statement, so that its line finds this payout',
    }),
    donations: z.union([
      z.strictObject({ from: Day, to: Day }).meta({
        description: 'All that is in transit and was received in the period, both days included',
      }),
      z.array(z.uuid()).min(1).max(10_000),
    ]),
  })
  .meta({ id: 'NewPayout' })
export type NewPayout = z.output<typeof NewPayout>

const FeeShare = z
  .object({
    collection: z.string(),
    gross: MoneyView,
    fee: MoneyView,
    byFund: MoneyView.meta({ description: 'Of its share of the fee: a cost of the fund' }),
    byCollector: MoneyView.meta({
      description: 'What the fund does not hold, or its cap on costs does not leave: a cost of the collector',
    }),
  })
  .meta({ id: 'FeeShare' })

export const Payout = z
  .object({
    payout: z.uuid(),
    gross: MoneyView,
    fee: MoneyView,
    net: MoneyView,
    paidOutOn: z.string(),
    reference: z.string().nullable(),
    donations: z.number(),
    shares: z.array(FeeShare),
  })
  .meta({ id: 'Payout' })
export type Payout = z.output<typeof Payout>
