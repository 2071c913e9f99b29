import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { RefusedRequest } from '../http/errors.js'
import { byOf } from '../http/idempotency.js'
import { notAllowed } from '../http/problems.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import { dayOf } from '../kernel/days.js'
import { toPage } from '../kernel/pages.js'
import {
  Accounts,
  AccountsQuery,
  LedgerParams,
  LedgerTransactions,
  NewSeal,
  PeriodSeal,
  PeriodSeals,
  SealQuery,
  TransactionQuery,
  TrialBalance,
  TrialBalanceQuery,
} from './contract.js'
import { AccountEntries, EntryQuery } from './entry-contract.js'
import { entriesOf, placeOf } from './history.js'
import type { PartyCondition } from './parties.js'
import { pendingBalances } from './pending.js'
import { type BalanceRow, balancesOf, transactionsOf } from './queries.js'
import { seal, sealsOf } from './seals.js'

/** The ledgers of an actor's own: of the organizations, and of the person. Handed in, for people stand above the ledger. */
export type OwnLedgers = (actor: Actor) => Promise<readonly string[]>

/** Auditors read every ledger, others their own; anybody else is refused. */
export async function requireReader(ownLedgers: OwnLedgers, actor: Actor, ledger: string): Promise<void> {
  if (!hasRole(actor, 'auditor') && !(await ownLedgers(actor)).includes(ledger))
    throw new RefusedRequest(notAllowed())
}

const tags = ['ledger']

export const ledgerRoutes =
  (house: House, ownLedgers: OwnLedgers, partyCondition: PartyCondition): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/ledgers/:ledger/accounts',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'The accounts of a ledger with their sums, as of any pair of days',
          params: LedgerParams,
          querystring: AccountsQuery,
          response: { 200: Accounts },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        const { account, on, asOf } = request.query
        const pending = await pendingBalances(house.read, ledger, { on: on ?? dayOf(house.clock()), asOf })
        return {
          ledger,
          items: await balancesOf(house.read, ledger, { account, on: on ?? 'infinity', asOf }),
          pending: pending.filter((row) => account === undefined || row.account === account),
        }
      },
    )

    app.get(
      '/v1/ledgers/:ledger/entries',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary:
            'The entries of one account or of several, in the order of the days on which they took effect',
          params: LedgerParams,
          querystring: EntryQuery,
          response: { 200: AccountEntries },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        const { limit, ...filter } = request.query
        const party = await partyCondition(request.actor, ledger, filter)
        const rows = await entriesOf(house.read, ledger, { ...filter, limit: limit + 1 }, party)
        return toPage(rows, limit, placeOf, (row) => row)
      },
    )

    app.get(
      '/v1/ledgers/:ledger/trial-balance',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Opening, debits, credits and closing of every account, as of any pair of days',
          params: LedgerParams,
          querystring: TrialBalanceQuery,
          response: { 200: TrialBalance },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        const now = house.clock()
        const { from, on = dayOf(now), asOf } = request.query
        const known = asOf !== undefined && asOf < now ? asOf : undefined
        const balances = await balancesOf(house.read, ledger, { from, on, asOf: known })
        const accounts = balances.filter(({ opening, debit, credit }) =>
          [opening, debit, credit].some((sum) => sum !== '0'),
        )
        return {
          ledger,
          from: from ?? null,
          on,
          asOf: (asOf ?? now).toISOString(),
          accounts,
          totals: totalsOf(accounts),
          pending: await pendingBalances(house.read, ledger, { on, asOf: known }),
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
        const party = await partyCondition(request.actor, ledger, filter)
        const rows = await transactionsOf(house.read, ledger, { ...filter, limit: limit + 1 }, party)
        return toPage(
          rows,
          limit,
          (row) => row.id,
          (row) => row as never,
        )
      },
    )

    app.post(
      '/v1/ledgers/:ledger/seals',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Seals a month that is over: its trial balance, the head of the log, the seal before',
          params: LedgerParams,
          body: NewSeal,
          response: { 201: PeriodSeal },
        },
      },
      async (request, reply) => {
        const own = await ownLedgers(request.actor)
        const sealed = await seal(house, byOf(request), own, request.params.ledger, request.body.month)
        return answer(request, reply, 201, sealed)
      },
    )

    app.get(
      '/v1/ledgers/:ledger/seals',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'The seals of a ledger, the newest first',
          params: LedgerParams,
          querystring: SealQuery,
          response: { 200: PeriodSeals },
        },
      },
      async (request) => {
        const { ledger } = request.params
        await requireReader(ownLedgers, request.actor, ledger)
        const { limit, after } = request.query
        const rows = await sealsOf(house.read, ledger, { after, limit: limit + 1 })
        return toPage(
          rows,
          limit,
          ({ through }) => through,
          (row) => row as never,
        )
      },
    )
  }

function totalsOf(rows: readonly BalanceRow[]): TrialBalance['totals'] {
  return [...new Set(rows.map((row) => row.currency))].map((currency) => {
    const own = rows.filter((row) => row.currency === currency)
    const sumOf = (column: 'opening' | 'debit' | 'credit' | 'closing') =>
      own.reduce((sum, row) => sum + BigInt(row[column]), 0n)
    const [debit, credit] = [sumOf('debit'), sumOf('credit')]
    return {
      currency,
      opening: `${sumOf('opening')}`,
      debit: `${debit}`,
      credit: `${credit}`,
      closing: `${sumOf('closing')}`,
      difference: `${debit - credit}`,
    }
  })
}
