import { notAllowed } from '../http/problems.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import { katoCovers } from '../kernel/identifiers.js'
import type { Refusal } from '../kernel/problems.js'
import type { EmergencyEnd, NewEmergency } from './contract.js'
import {
  actBeforeLatest,
  actInFuture,
  emergencyHasNoEnd,
  emergencyOver,
  endBeforeBeginning,
  endIsLater,
  extensionIsShorter,
  othersSpeak,
} from './problems.js'

interface Place {
  readonly scale: NewEmergency['scale']
  readonly territory: readonly string[]
}

export interface Emergency extends Place {
  readonly declaredOn: Day
  readonly effectiveFrom: Day
  readonly endsOn: Day | null
}

/** Whether a KATO code covers the whole territory of an emergency. */
export const coversAll = (holder: string, territory: readonly string[]): boolean =>
  territory.every((place) => katoCovers(holder, place))

/**
 * Who speaks for an emergency: an official of the akimat whose code covers the whole territory. What the Government declares
 * (global scale) no akimat records, only an administrator, who in turn records nothing else.
 */
function speaksFor(actor: Actor, { scale, territory }: Place): boolean {
  if (scale === 'global') return hasRole(actor, 'administrator')
  return hasRole(actor, 'akimat') && actor.region !== undefined && coversAll(actor.region, territory)
}

/** Neither the official's own place, nor below it, nor the region that holds it. */
const isElsewhere = (own: string, region: string): boolean =>
  !katoCovers(own, region) && !katoCovers(region, own)

export function decideDeclaration(actor: Actor, input: NewEmergency, today: Day): Refusal | undefined {
  if (!speaksFor(actor, input)) return othersSpeak(input.scale)
  if (input.scale !== 'global' && isElsewhere(actor.region ?? '', input.region)) return notAllowed()
  if (input.act.date > today) return actInFuture()
  if (input.endsOn !== undefined && input.endsOn < input.effectiveFrom) return endBeforeBeginning()
  return undefined
}

/** An emergency with the day of the latest act about it. */
interface Standing extends Emergency {
  readonly lastActOn: Day
}

/** What both an extension and an end must be: an act of the right official, not before the latest one nor after the end. */
function decideAct(
  actor: Actor,
  emergency: Standing,
  { act }: EmergencyEnd,
  today: Day,
): Refusal | undefined {
  if (!speaksFor(actor, emergency)) return othersSpeak(emergency.scale)
  if (act.date > today) return actInFuture()
  if (act.date < emergency.lastActOn) return actBeforeLatest()
  if (emergency.endsOn !== null && act.date > emergency.endsOn) return emergencyOver()
  return undefined
}

export function decideExtension(
  actor: Actor,
  emergency: Standing,
  input: EmergencyEnd,
  today: Day,
): Refusal | undefined {
  const refusal = decideAct(actor, emergency, input, today)
  if (refusal !== undefined) return refusal
  if (emergency.endsOn === null) return emergencyHasNoEnd()
  return input.endsOn > emergency.endsOn ? undefined : extensionIsShorter()
}

export function decideEnd(
  actor: Actor,
  emergency: Standing,
  input: EmergencyEnd,
  today: Day,
): Refusal | undefined {
  const refusal = decideAct(actor, emergency, input, today)
  if (refusal !== undefined) return refusal
  if (input.endsOn < emergency.effectiveFrom) return endBeforeBeginning()
  return emergency.endsOn === null || input.endsOn <= emergency.endsOn ? undefined : endIsLater()
}
