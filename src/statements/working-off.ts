import { sql } from 'drizzle-orm'
import type { Transaction, Work } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { keepAnswer } from '../audit/idempotency.js'
import { lookingAgain } from '../giving/donate.js'
import type { DonateWithin } from '../giving/donate-within.js'
import { notAllowed, notFound } from '../http/problems.js'
import { actorName } from '../kernel/actor.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import type { LineDecided, LineDecision } from './contract.js'
import { giftOf } from './gifts-of-lines.js'
import { turnOf } from './importing.js'
import { claimLine, type TakenGift } from './line-keys.js'
import { openLine } from './lines-store.js'
import { keepMatches, type Match } from './matches-store.js'
import { giftStands, lineDecided, lineInWork, notTheSamePayment, onlyMoneyIn } from './problems.js'
import { type LinePlace, lockLine, movedBy, type WaitingLine } from './waiting-lines.js'

/** A person says what a line is: an entry that the books have, a gift to a collection, or nothing for the books. */
export function workOff(
  house: House,
  donateWithin: DonateWithin,
  by: By,
  at: LinePlace,
  decision: LineDecision,
): Promise<LineDecided | Refusal> {
  const { ledger, statement } = at
  const command = {
    ...by,
    action: 'statement.work-off',
    log: ledger,
    subject: `statement:${statement}`,
    conflicts: { transaction_matched_once: () => notTheSamePayment() },
  }
  return lookingAgain(() =>
    house.door.act<LineDecided>(command, async (work) => {
      const { tx, now } = work
      if (by.actor.kind !== 'person' || !mayDispose(by.actor, ledger)) return notAllowed()
      const line = await lockLine(tx, at)
      if (line === undefined) return notFound()
      if (line.decided) return lineDecided()
      const facts = { line: at.line, decision: decision.decision }
      const say: Work['say'] = (more) => work.say({ ...more, facts: { ...facts, ...more.facts } })
      say({})
      const match = await matchOf(house, donateWithin, by, { tx, now, say }, at, line, decision)
      if (isRefusal(match)) return match
      const kept = await keepMatches(tx, { ledger, statement, by: actorName(by.actor), at: now }, [match])
      if (kept === 0) return notTheSamePayment()
      return { statement, line: at.line, transaction: match.transaction }
    }),
  )
}

async function matchOf(
  house: House,
  donateWithin: DonateWithin,
  { actor }: By,
  work: Work,
  { ledger, line }: LinePlace,
  waiting: WaitingLine,
  decision: LineDecision,
): Promise<Match | Refusal> {
  const { tx, now } = work
  const became = decision.decision === 'post' ? decision.collection : decision.decision
  const key = await claimLine(tx, ledger, waiting.content, became)
  if (isRefusal(key)) return key
  if ('gift' in key) return matchOfGift(line, decision, key)
  switch (decision.decision) {
    case 'set-aside':
      await keepAnswer(tx, key, null, now)
      return { line, transaction: null, reason: 'set-aside', note: decision.reason }
    case 'link': {
      const { transaction } = decision
      // A gift that was just taken from another line, and is not matched yet, is not for this one.
      if (await isWorkedThrough(tx, ledger)) return lineInWork()
      const moved = await movedBy(tx, ledger, transaction, waiting)
      if (moved === undefined)
        return notTheSamePayment({ errors: [{ pointer: '/transaction', detail: notTheSamePayment.title }] })
      await keepAnswer(tx, key, null, now)
      return { line, transaction, reason: 'by-hand', ...moved }
    }
    case 'post': {
      if (waiting.side !== 'C')
        return onlyMoneyIn({ errors: [{ pointer: '/decision', detail: onlyMoneyIn.title }] })
      const gift = { ...waiting, drive: decision.collection }
      const payer = openLine(house, waiting.sealed)
      const request = giftOf(actor, { ledger, currency: waiting.currency }, gift, payer)
      const given = await donateWithin(work, { ...request, by: { actor, idempotency: key } })
      return isRefusal(given) ? given : { line, transaction: given.donation, reason: 'posted-by-hand' }
    }
  }
}

/** Whether a statement of the ledger is being worked through; none is begun before this act has ended. */
async function isWorkedThrough(tx: Transaction, ledger: string): Promise<boolean> {
  const [lock] = await tx.execute<{ free: boolean }>(
    sql`SELECT pg_try_advisory_xact_lock_shared(hashtextextended(${turnOf(ledger)}, 0)) AS free`,
  )
  return lock?.free !== true
}

/** Of a line that was taken as a gift and has no match, or has none any more: the gift that it is, if the person says so, too. */
function matchOfGift(line: number, decision: LineDecision, { gift, isSame }: TakenGift): Match | Refusal {
  const saysSo = decision.decision === 'link' ? decision.transaction === gift : isSame
  return saysSo ? { line, transaction: gift, reason: 'posted-by-hand' } : giftStands(gift)
}
