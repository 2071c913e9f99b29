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

export const TransactionQuery = PageQuery.extend({
  fund: z.uuid().optional(),
  from: Day.optional(),
  to: Day.optional(),
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
