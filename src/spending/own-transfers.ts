import { sql } from 'drizzle-orm'
import type { By, House, Reader } from '../audit/house.js'
import { notAllowed } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { leastCash, lockCash } from '../ledger/cash.js'
import { mayDispose } from '../ledger/decisions.js'
import { type AccountCode, bank, bankAccount, boxes, cash, post } from '../ledger/posting.js'
import { balancesOf } from '../ledger/queries.js'
import { activeAccount } from '../organizations/queries.js'
import type { NewOwnTransfer, OwnTransfer } from './own-transfer-contract.js'
import { decideOwnTransfer } from './own-transfer-decisions.js'

/** Money of an organization that moves from one of its own accounts to another: no fund has more or less of it. */
export async function transferOwn(
  house: House,
  by: By,
  ledger: string,
  input: NewOwnTransfer,
): Promise<OwnTransfer | Refusal> {
  if (!mayDispose(by.actor, ledger, [ledger])) return notAllowed()
  const command = { ...by, action: 'own-transfer.record', log: ledger, subject: `ledger:${ledger}` }
  return house.door.act<OwnTransfer>(command, async ({ tx, now, say }) => {
    await lockCash(tx, ledger)
    // Nothing is posted meanwhile, so that what is there stays there.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(lock_of_books(${ledger}))`)
    const isOwn = async (account: From) => account in named || isOwnAccount(tx, ledger, account)
    const from = accountOf(input.from)
    const [balance] = await balancesOf(tx, ledger, { account: from.code, on: input.movedOn })
    const isInHand = from === cash || from === boxes
    const held = isInHand
      ? await leastCash(tx, ledger, 'KZT', input.movedOn, from)
      : BigInt(balance?.closing ?? 0)
    const known = { from: await isOwn(input.from), to: await isOwn(input.to) }
    const refusal = decideOwnTransfer(input, known, held, dayOf(now))
    if (refusal !== undefined) return refusal
    const id = uuidv7(now)
    const { amount, currency } = input.amount
    const to = accountOf(input.to)
    const legs = [
      { account: to, side: 'D', amount },
      { account: from, side: 'C', amount },
    ] as const
    await post(tx, { ledger, id, kind: 'own-transfer', currency, effectiveOn: input.movedOn, legs }, now)
    say({ facts: { transfer: id, from: from.code, to: to.code, amount, currency, movedOn: input.movedOn } })
    const view = { transaction: id, from: from.code, to: to.code, movedOn: input.movedOn }
    return { ...view, amount: toMoneyView(amount, currency) }
  })
}

/** Whether the register has confirmed an account as that of the organization whose books these are. */
export const isOwnAccount = async (reader: Reader, ledger: string, iban: string): Promise<boolean> =>
  (await activeAccount(reader, iban))?.bin === ledger

type From = NewOwnTransfer['from']

const named: Readonly<Record<string, AccountCode>> = { bank, cash, boxes }

const accountOf = (account: From): AccountCode => named[account] ?? bankAccount(account)
