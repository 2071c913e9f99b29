import { notAllowed, notFound } from '../http/problems.js'
import type { Actor } from '../kernel/actor.js'
import type { Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import { maySign } from '../spending/held-decisions.js'
import { anotherPersonConfirms, noMatchStands, undoingAsked, undoingDecided } from './problems.js'
import type { MatchUndoingDecision } from './undoing-contract.js'

/** What stands of a line, and who has asked for what. */
export interface LineStanding {
  readonly isKnown: boolean
  /** How often a match was undone before; null where none stands. */
  readonly round: number | null
  /** A request to undo it that waits for a second person. */
  readonly asked: string | null
}

/** A standing match may be asked to be undone, once at a time, by whoever may dispose of the money. */
export function decideAsking(actor: Actor, ledger: string, standing: LineStanding): Refusal | undefined {
  if (actor.kind !== 'person' || !mayDispose(actor, ledger)) return notAllowed()
  if (!standing.isKnown) return notFound()
  if (standing.round === null)
    return noMatchStands({ errors: [{ pointer: '/path/line', detail: noMatchStands.title }] })
  if (standing.asked === null) return undefined
  const errors = [{ pointer: '/path/line', detail: undoingAsked.title }]
  return undoingAsked({ errors, more: { undoing: standing.asked } })
}

/** It is confirmed by another person than asked; anybody who may sign can refuse it, also who asked. */
export function decideUndoing(
  actor: Actor,
  ledger: string,
  asked: { readonly askedBy: string; readonly decidedBy: string | null },
  { decision }: Pick<MatchUndoingDecision, 'decision'>,
): Refusal | undefined {
  if (actor.kind !== 'person' || !maySign(actor, ledger)) return notAllowed()
  if (asked.decidedBy !== null) {
    const errors = [{ pointer: '/path/undoing', detail: undoingDecided.title }]
    return undoingDecided({ errors, more: { decidedBy: asked.decidedBy } })
  }
  if (decision === 'refuse' || asked.askedBy !== actor.id) return undefined
  return anotherPersonConfirms({
    errors: [{ pointer: '/path/undoing', detail: anotherPersonConfirms.title }],
  })
}
