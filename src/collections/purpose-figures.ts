import { z } from 'zod'
import { MoneyView } from '../kernel/money.js'

const Counted = z
  .object({ count: z.number(), sum: MoneyView })
  .meta({ id: 'CountedMoney', description: 'Payments, which name nobody' })
const Percent = z.number().nullable()

const Openings = {
  count: z.number(),
  sum: MoneyView.meta({ description: 'What was counted' }),
  brokenSeals: z.number().meta({ description: 'Openings that found the seal broken or replaced' }),
}
const BoxOpenings = z
  .object({
    ...Openings,
    each: z.array(
      z.object({ ...Openings, box: z.string(), lastOpenedOn: z.string() }).meta({ id: 'OpeningsOfBox' }),
    ),
  })
  .meta({ id: 'BoxOpenings', description: 'Donation boxes that were opened, each time with a protocol' })

const TransferShown = z
  .object({
    id: z.uuid(),
    direction: z.enum(['in', 'out']),
    other: z.string().meta({ description: 'The number of the other drive' }),
    amount: MoneyView,
    status: z.enum(['pending', 'approved', 'refused']),
    reasons: z.string(),
    askedOn: z.string(),
    authority: z.enum(['registrar', 'akimat']),
    article: z.string().nullable().meta({
      description:
        'Null where the law in force names no authority; the registrar decides then, by default of Adal',
    }),
    decidedOn: z.string().nullable(),
    decisionReasons: z.string().nullable(),
  })
  .meta({ id: 'ShownFundTransfer' })

/** Whether the money kept to its purpose, in figures that anybody may see. */
export const PurposeFigures = z
  .object({
    paidOut: MoneyView.meta({
      description: 'Spent on the purpose and paid: neither outside of it nor only owed',
    }),
    paidOutPercent: Percent.meta({
      description:
        'The same, of what was raised or came from other funds; a transfer to another fund is no spending',
    }),
    costsPercent: Percent.meta({ description: 'Costs of collecting, of the same' }),
    hostFee: MoneyView.meta({ description: 'Of the costs: what the host has kept' }),
    paymentFees: MoneyView.meta({ description: 'Of the costs: what payment systems have kept' }),
    relatedParties: Counted,
    namedLikeRelated: Counted.meta({ description: 'Only the name fits a related party' }),
    inCash: Counted,
    inKind: Counted.meta({
      description:
        'Goods, by their value, that met a limit and were given out in spite of it; in no other figure',
    }),
    outsidePurpose: Counted,
    notIdentified: Counted.meta({ description: 'Above the limit, to nobody with an IIN or a BIN' }),
    boxes: BoxOpenings,
    owed: Counted.meta({ description: 'Invoiced, and so among what was spent, but not paid yet' }),
    held: Counted.meta({ description: 'Waiting for a second person' }),
    refused: Counted.meta({ description: 'By a second person' }),
    lapsed: Counted.meta({ description: 'Nobody approved them in time' }),
    unspent: z
      .object({ days: z.number(), sum: MoneyView, limitDays: z.number(), overdue: z.boolean() })
      .nullable()
      .meta({ description: 'What is left since the closing' }),
    transfers: z.array(TransferShown),
    inCurrencies: z.array(
      z.object({
        given: MoneyView.meta({ description: 'Gifts in this currency, less what was given back' }),
        value: MoneyView.meta({
          description: 'Of these, at the rates of their days: part of what was raised',
        }),
        held: MoneyView.meta({ description: 'Of the currency, to be spent or converted' }),
      }),
    ),
  })
  .meta({ id: 'PurposeFigures' })
export type PurposeFigures = z.output<typeof PurposeFigures>
