import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { Moment } from '../kernel/moments.js'
import { PageQuery, pageOf } from '../kernel/pages.js'
import { partyFields } from './parties.js'

export const LedgerParams = z.object({ ledger: z.string().regex(/^[a-z0-9-]{1,64}$/) })

const Sum = z.string().meta({ description: 'Minor units (tiyn)' })
const Balance = z.string().meta({ description: 'Debits less credits, in minor units (tiyn)' })

const AccountBalance = z
  .object({
    account: z.string(),
    type: z.enum(['asset', 'liability', 'income', 'expense']),
    currency: z.string(),
    opening: Balance,
    debit: Sum,
    credit: Sum,
    closing: Balance,
  })
  .meta({ id: 'AccountBalance' })

export const AccountsQuery = z.strictObject({
  account: z.string().min(1).max(200).optional().meta({ description: 'Its code; default: every account' }),
  on: Day.optional().meta({ description: 'The last day that counts; default: all that is recorded' }),
  asOf: Moment.optional().meta({ description: 'What was recorded later does not count; default: now' }),
})

const Pending = z
  .array(
    z
      .object({ account: z.string(), currency: z.string(), debit: Sum, credit: Sum })
      .meta({ id: 'PendingBalance' }),
  )
  .meta({ description: 'What would be posted if all that is pending came about; in no balance and no total' })

export const Accounts = z
  .object({ ledger: z.string(), items: z.array(AccountBalance), pending: Pending })
  .meta({ id: 'Accounts' })

export const TrialBalanceQuery = z.strictObject({
  from: Day.optional().meta({
    description: 'The first day of the period; without it, all since the beginning',
  }),
  on: Day.optional().meta({ description: 'The last day of the period; default: today' }),
  asOf: Moment.optional().meta({ description: 'What was recorded later does not count; default: now' }),
})

export const TrialBalance = z
  .object({
    ledger: z.string(),
    from: z.string().nullable(),
    on: z.string(),
    asOf: z.string(),
    accounts: z.array(AccountBalance),
    totals: z.array(
      z.object({
        currency: z.string(),
        opening: Balance,
        debit: Sum,
        credit: Sum,
        closing: Balance,
        difference: Sum.meta({ description: 'Debits less credits: always 0' }),
      }),
    ),
    pending: Pending,
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
  ...partyFields,
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

export const NewSeal = z
  .strictObject({
    month: z
      .string()
      .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/)
      .meta({ examples: ['2026-03'] }),
  })
  .meta({ id: 'NewSeal' })

export const PeriodSeal = z
  .object({
    ledger: z.string(),
    from: z
      .string()
      .nullable()
      .meta({ description: 'Null of the first seal: it covers all that was before' }),
    through: z.string(),
    log: z.object({ size: z.int(), root: z.string() }).meta({
      description: 'The head of the log of the ledger when it was sealed: leaves, and root in base64',
    }),
    trialBalance: z.array(AccountBalance),
    previous: z.string().nullable().meta({ description: 'The hash of the seal before' }),
    hash: z.string().meta({
      description:
        'SHA-256 over the canonical JSON (RFC 8785) of ledger, from, through, log, trialBalance and previous',
    }),
    sealedAt: z.string(),
  })
  .meta({ id: 'PeriodSeal' })

export const SealQuery = PageQuery.extend({ after: Day.optional() })
export const PeriodSeals = pageOf(PeriodSeal).meta({ id: 'PeriodSeals' })
