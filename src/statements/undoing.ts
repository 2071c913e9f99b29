import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { notFound } from '../http/problems.js'
import { uuidv7 } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import { anotherPersonConfirms, undoingDecided } from './problems.js'
import type { MatchUndoing, MatchUndoingDecision, NewMatchUndoing } from './undoing-contract.js'
import { decideAsking, decideUndoing } from './undoing-decisions.js'
import { keepAsked, keepDecided, lockStanding, undoingsOf } from './undoing-store.js'
import type { LinePlace } from './waiting-lines.js'

/** Somebody says that a line does not stand for what it was matched with. Until another person confirms, the match stands. */
export function askToUndo(
  house: House,
  by: By,
  at: LinePlace,
  { reason }: NewMatchUndoing,
): Promise<MatchUndoing | Refusal> {
  const { ledger, statement, line } = at
  const command = { ...by, action: 'statement.ask-to-undo', log: ledger, subject: `statement:${statement}` }
  return house.door.act<MatchUndoing>(command, async ({ tx, now, say }) => {
    const standing = await lockStanding(tx, at)
    const refusal = decideAsking(by.actor, ledger, standing)
    if (refusal !== undefined) return refusal
    const id = uuidv7(now)
    await keepAsked(tx, at, { id, round: standing.round ?? 0, reason, by: by.actor.id, at: now })
    const asked = await undoingById(tx, ledger, id)
    say({ reason, facts: { undoing: id, line, transaction: asked?.transaction ?? undefined } })
    return asked ?? notFound()
  })
}

/**
 * A second person confirms that a match was wrong, which ends it: the line waits again, and the entry is free to be reversed or to
 * stand on another line. What was taken as a gift from the line is not reversed by this.
 */
export function decideOnUndoing(
  house: House,
  by: By,
  { ledger, undoing: id }: { readonly ledger: string; readonly undoing: string },
  { decision, reasons }: MatchUndoingDecision,
): Promise<MatchUndoing | Refusal> {
  const command = {
    ...by,
    action: 'statement.decide-on-undoing',
    log: ledger,
    conflicts: {
      match_undoing_decisions_pkey: () => undoingDecided(),
      match_undone_once: () => undoingDecided(),
      another_person_confirms: () => anotherPersonConfirms(),
    },
  }
  return house.door.act<MatchUndoing>(command, async ({ tx, now, say }) => {
    const known = await undoingById(tx, ledger, id)
    if (known === undefined) return notFound()
    const { statement, line } = known
    await lockStanding(tx, { ledger, statement, line })
    const asked = (await undoingById(tx, ledger, id)) ?? known
    const refusal = decideUndoing(by.actor, ledger, asked, { decision })
    if (refusal !== undefined) return refusal
    await keepDecided(tx, id, { decision, reasons, by: by.actor.id, at: now })
    say({
      subject: `statement:${statement}`,
      reason: reasons,
      facts: { undoing: id, decision, line, transaction: asked.transaction ?? undefined },
    })
    return (await undoingById(tx, ledger, id)) ?? notFound()
  })
}

const undoingById = async (tx: Transaction, ledger: string, id: string): Promise<MatchUndoing | undefined> =>
  (await undoingsOf(tx, ledger, { id, limit: 1 }))[0]
