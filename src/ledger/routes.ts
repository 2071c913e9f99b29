import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { RefusedRequest } from '../http/errors.js'
import { notAllowed } from '../http/problems.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import { dayOf } from '../kernel/days.js'
import { toPage } from '../kernel/pages.js'
import {
  Accounts,
  LedgerParams,
  LedgerTransactions,
  TransactionQuery,
  TrialBalance,
  TrialBalanceQuery,
} from './contract.js'
import { accountsOf, type TrialBalanceRow, transactionsOf, trialBalance } from './queries.js'

/** The ledgers of an actor's own: of the organizations, and of the person. Handed in, for people stand above the ledger. */
export type OwnLedgers = (actor: Actor) => Promise<readonly string[]>

/** Auditors read every ledger, others their own; anybody else is refused. */
export async function requireReader(ownLedgers: OwnLedgers, actor: Actor, ledger: string): Promise<void> {
  if (!hasRole(actor, 'auditor') && !(await ownLedgers(actor)).includes(ledger))
    throw new RefusedRequest(notAllowed())
}

const tags = ['ledger']

export const ledgerRoutes =
  (house: House, ownLedgers: OwnLedgers): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/ledgers/:ledger/accounts',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'The accounts of a ledger with their sums',
          params: LedgerParams,
          response: { 200: Accounts },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        return { ledger, items: (await accountsOf(house.read, ledger)) as never }
      },
    )

    app.get(
      '/v1/ledgers/:ledger/trial-balance',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Debits and credits of every account, as of any pair of days',
          params: LedgerParams,
          querystring: TrialBalanceQuery,
          response: { 200: TrialBalance },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        const now = house.clock()
        const { on = dayOf(now), asOf = now } = request.query
        const accounts = await trialBalance(house.read, ledger, on, asOf)
        return {
          ledger,
          on,
          asOf: asOf.toISOString(),
          accounts: accounts as never,
          totals: totalsOf(accounts),
        }
      },
    )

    app.get(
      '/v1/ledgers/:ledger/transactions',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary:
            'The transactions of a ledger with their entries, in the order in which they were recorded',
          params: LedgerParams,
          querystring: TransactionQuery,
          response: { 200: LedgerTransactions },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        const { limit, ...filter } = request.query
        const rows = await transactionsOf(house.read, ledger, { ...filter, limit: limit + 1 })
        return toPage(
          rows,
          limit,
          (row) => row.id,
          (row) => row as never,
        )
      },
    )
  }

function totalsOf(rows: readonly TrialBalanceRow[]): TrialBalance['totals'] {
  return [...new Set(rows.map((row) => row.currency))].map((currency) => {
    const own = rows.filter((row) => row.currency === currency)
    const debit = own.reduce((sum, row) => sum + BigInt(row.debit), 0n)
    const credit = own.reduce((sum, row) => sum + BigInt(row.credit), 0n)
    return { currency, debit: `${debit}`, credit: `${credit}`, difference: `${debit - credit}` }
  })
}
