import { howToDecide } from '../approvals/applying.js'
import { placesToCover } from '../approvals/decisions.js'
import { ownDrive } from '../approvals/problems.js'
import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { collectionById } from '../collections/queries.js'
import { emergencyOf } from '../emergencies/queries.js'
import { type BookedDrive, driveForBooks, inLedgerOf } from '../giving/books.js'
import { lockFree } from '../giving/free-money.js'
import { notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { parsePublicNumber, uuidv7 } from '../kernel/ids.js'
import { toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { bank, fundAccounts, lockFund, post } from '../ledger/posting.js'
import { transferDecided } from './problems.js'
import type { FundTransfer, NewFundTransfer, TransferDecision } from './purpose-contract.js'
import { type Authority, decideTransfer, mayDecideTransfer, noOtherDrive } from './transfer-decisions.js'
import { fundTransfer, type KeptTransfer, keepTransfer, settleTransfer } from './transfer-store.js'

/** Asks that money of one purpose pays another: reserved at once, decided by an authority, published on both drives. */
export const askForTransfer = (
  house: House,
  by: By,
  number: string,
  { to: toNumber, amount: { amount, currency }, reasons }: NewFundTransfer,
): Promise<FundTransfer | Refusal> =>
  inLedgerOf<FundTransfer>(house, by, number, 'fund-transfer.ask', async ({ tx, now, say, drive: from }) => {
    const written = parsePublicNumber(toNumber, 'C')
    const to = written === undefined ? undefined : await driveForBooks(tx, written, 'lock')
    if (to === undefined || to.id === from.id) return noOtherDrive()
    const fund = await lockFree(tx, from, dayOf(now))
    const refusal = decideTransfer(from, to, fund, { amount, currency })
    if (refusal !== undefined) return refusal
    const named = await authorityOver(tx, house, from, now)
    const id = uuidv7(now)
    const asked = { id, ledger: from.ledger, fromId: from.id, toId: to.id, amount, currency, reasons }
    await keepTransfer(tx, { ...asked, ...named, askedBy: by.actor.id, askedOn: dayOf(now) }, now)
    const { authority, article, variantHash } = named
    const facts = { transfer: id, to: to.number, amount, currency, authority }
    say({ reason: reasons, variant: variantHash, ...(article !== null && { article }), facts })
    return viewOf({ ...asked, from: from.number, to: to.number, status: 'pending', authority, article })
  })

/**
 * Who decides. No modelled law speaks of transfers between funds; but where the law in force has an akimat decide who
 * collects for a declared emergency, it also decides whether that money may serve something else. Else the registrar does.
 */
async function authorityOver(
  tx: Transaction,
  house: House,
  { id }: BookedDrive,
  now: Date,
): Promise<Authority & { variantHash: string }> {
  const row = await collectionById(tx, id)
  if (row === undefined) throw new Error(`no collection ${id}`)
  const { gate, variantHash } = await howToDecide(tx, house, row, dayOf(now))
  if (gate === null || row.emergencyId === null) return { authority: 'registrar', article: null, variantHash }
  const article = [gate.act, gate.article].filter((part) => part !== undefined).join(', ')
  return { authority: 'akimat', article, variantHash }
}

/** The authority approves a transfer, which posts it, or refuses it. */
export async function decideOnTransfer(
  house: House,
  by: By,
  id: string,
  { decision, reasons }: TransferDecision,
): Promise<FundTransfer | Refusal> {
  const known = await fundTransfer(house.read, id)
  if (known === undefined) return notFound()
  const subject = `collection:${known.from}`
  const command = { ...by, action: 'fund-transfer.decide', log: known.ledger, subject }
  return house.door.act<FundTransfer>(command, async ({ tx, now, say }) => {
    const { from, to, free } = await lockBoth(tx, known, now)
    const asked = await fundTransfer(tx, id)
    if (asked === undefined) return notFound()
    const notTheirs = await whoDecides(tx, by, asked, from)
    if (notTheirs !== undefined) return notTheirs
    const { status: before, decidedBy, decidedOn } = asked
    if (before !== 'pending')
      return transferDecided({ more: { transferStatus: before, decidedBy, decidedOn } })
    const refusal = decision === 'approve' ? decideTransfer(from, to, free, asked) : undefined
    if (refusal !== undefined) return refusal
    const transaction = decision === 'approve' ? uuidv7(now) : null
    if (transaction !== null) await postTransfer(tx, transaction, { from, to, asked }, now)
    const status = decision === 'approve' ? 'approved' : 'refused'
    const settled = { status, decidedBy: by.actor.id, decidedOn: dayOf(now), reasons, transaction } as const
    await settleTransfer(tx, id, settled)
    say({
      reason: reasons,
      facts: { transfer: id, decision, to: asked.to, amount: asked.amount, transaction },
    })
    return viewOf({ ...asked, status })
  })
}

/** Locks both drives and both funds in the order of their ids, as the batches of donations do. */
async function lockBoth(tx: Transaction, known: KeptTransfer, now: Date) {
  const drives = [await driveForBooks(tx, known.from, 'lock'), await driveForBooks(tx, known.to, 'lock')]
  const [from, to] = drives
  if (from === undefined || to === undefined) throw new Error(`a transfer between no drives: ${known.id}`)
  if (to.id < from.id) await lockFund(tx, to.ledger, to.id)
  const free = await lockFree(tx, from, dayOf(now), known.id)
  if (to.id > from.id) await lockFund(tx, to.ledger, to.id)
  return { from, to, free }
}

async function whoDecides(
  tx: Transaction,
  { actor }: By,
  asked: Authority,
  from: BookedDrive,
): Promise<Refusal | undefined> {
  const row = await collectionById(tx, from.id)
  const emergency = row?.emergencyId ? await emergencyOf(tx, row.emergencyId) : undefined
  const places = emergency === undefined ? [from.region] : placesToCover(emergency, from)
  const belongs = actor.organizations.some(({ bin }) => bin === from.ledger)
  return mayDecideTransfer(actor, asked, places) ?? (belongs ? ownDrive() : undefined)
}

interface Decided {
  readonly from: BookedDrive
  readonly to: BookedDrive
  readonly asked: KeptTransfer
}

/** Out of one fund and into the other, through the bank accounts in which they lie. */
async function postTransfer(
  tx: Transaction,
  id: string,
  { from, to, asked: { ledger, amount, currency } }: Decided,
  now: Date,
): Promise<void> {
  const legs = [
    { account: fundAccounts(from.id).transferOut, side: 'D', amount },
    { account: bank, side: 'C', amount },
    { account: bank, side: 'D', amount, bankOf: to.id },
    { account: fundAccounts(to.id).transferIn, side: 'C', amount },
  ] as const
  const about = { ledger, id, kind: 'fund-transfer', fund: from.id, currency }
  await post(tx, { ...about, effectiveOn: dayOf(now), legs }, now)
}

const viewOf = ({ id, from, to, amount, currency, status, authority, article }: Shown): FundTransfer => ({
  ...{ id, from, to, amount: toMoneyView(amount, currency), status, authority, article },
})

type Shown = Omit<KeptTransfer, 'ledger' | 'decidedBy' | 'decidedOn'>
