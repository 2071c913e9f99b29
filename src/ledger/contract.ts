import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { Moment } from '../kernel/moments.js'
import { PageQuery, pageOf } from '../kernel/pages.js'

export const LedgerParams = z.object({ ledger: z.string().regex(/^[a-z0-9-]{1,64}$/) })

const Sum = z.string().meta({ description: 'Minor units (tiyn)' })

const AccountBalance = z
  .object({
    account: z.string(),
    type: z.enum(['asset', 'liability', 'income', 'expense']),
    currency: z.string(),
    debit: Sum,
    credit: Sum,
  })
  .meta({ id: 'AccountBalance' })

export const Accounts = z
  .object({ ledger: z.string(), items: z.array(AccountBalance) })
  .meta({ id: 'Accounts' })

export const TrialBalanceQuery = z.strictObject({ on: Day.optional(), asOf: Moment.optional() })

export const TrialBalance = z
  .object({
    ledger: z.string(),
    on: z.string(),
    asOf: z.string(),
    accounts: z.array(AccountBalance),
    totals: z.array(
      z.object({
        currency: z.string(),
        debit: Sum,
        credit: Sum,
        difference: Sum.meta({ description: 'Always 0' }),
      }),
    ),
  })
  .meta({ id: 'TrialBalance' })
export type TrialBalance = z.output<typeof TrialBalance>

/** `1500` or `1000..2000`, both ends included, in minor units; either end may be left out. */
const AmountRange = z
  .string()
  .regex(/^(\d{1,18}|\d{1,18}\.\.(\d{1,18})?|\.\.\d{1,18})$/)
  .meta({ description: 'Minor units: one sum, or a range such as 1000..2000', examples: ['1000..2000'] })

/** A transaction is found by an amount, or by an account, if one of its legs has it. */
export const TransactionQuery = PageQuery.extend({
  fund: z.uuid().optional(),
  from: Day.optional(),
  to: Day.optional(),
  /** What was recorded by then. */
  asOf: Moment.optional(),
  kind: z.string().max(40).optional(),
  account: z.string().max(200).optional(),
  amount: AmountRange.optional(),
  after: z.uuid().optional(),
})

export const LedgerTransactions = pageOf(
  z
    .object({
      id: z.uuid(),
      kind: z.string(),
      fund: z.uuid().nullable(),
      effectiveOn: z.string(),
      recordedAt: z.string(),
      reverses: z.uuid().nullable(),
      entries: z.array(
        z.object({
          account: z.string(),
          side: z.enum(['debit', 'credit']),
          amount: Sum,
          currency: z.string(),
        }),
      ),
    })
    .meta({ id: 'LedgerTransaction' }),
).meta({ id: 'LedgerTransactions' })
