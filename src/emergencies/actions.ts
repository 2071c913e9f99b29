import type { By, House } from '../audit/house.js'
import { notFound } from '../http/problems.js'
import type { Actor } from '../kernel/actor.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import type { EmergencyEnd, EmergencyView, NewEmergency } from './contract.js'
import { decideDeclaration, decideEnd, decideExtension } from './decisions.js'
import { alreadyDeclared } from './problems.js'
import { viewOf } from './queries.js'
import { type ActRow, loadActs, lockEmergency, saveEmergency, saveEnd } from './store.js'

const subjectOf = (id: string): string => `emergency:${id}`

const actRow = (
  { actor, now, emergencyId }: { actor: Actor; now: Date; emergencyId: string },
  says: ActRow['says'],
  { act, endsOn = null }: { act: NewEmergency['act']; endsOn?: string | null },
): ActRow => ({
  id: uuidv7(now),
  emergencyId,
  says,
  number: act.number,
  madeOn: act.date,
  endsOn,
  official: actor.id,
  // Acts of the Government are recorded by an administrator, who has no region.
  officialRegion: actor.region ?? null,
  recordedAt: now,
})

/** Records the declaration of an emergency. */
export function declare(house: House, by: By, input: NewEmergency): Promise<EmergencyView | Refusal> {
  const command = {
    ...by,
    action: 'emergency.declare',
    log: 'register',
    conflicts: { emergency_declared_once: () => alreadyDeclared() },
  }
  return house.door.act(command, async ({ tx, now, say }) => {
    const refusal = decideDeclaration(by.actor, input, dayOf(now))
    if (refusal !== undefined) return refusal
    const { act, endsOn = null, region, kind, scale, effectiveFrom } = input
    const id = uuidv7(now)
    const row = {
      ...{ id, region, kind, scale, effectiveFrom, endsOn, recordedAt: now },
      ...{ territory: [...new Set(input.territory)], actNumber: act.number, declaredOn: act.date },
    }
    const first = actRow({ actor: by.actor, now, emergencyId: id }, 'declared', input)
    await saveEmergency(tx, row, first)
    say({ subject: subjectOf(id), facts: { region, kind, scale, act, effectiveFrom, endsOn } })
    return viewOf(row, [first])
  })
}

/** Moves the last day to a later one. */
export const extend = (
  house: House,
  by: By,
  id: string,
  input: EmergencyEnd,
): Promise<EmergencyView | Refusal> =>
  setEnd(house, by, id, input, { action: 'emergency.extend', says: 'extended', decide: decideExtension })

/** Sets an earlier last day, or the first one. */
export const end = (
  house: House,
  by: By,
  id: string,
  input: EmergencyEnd,
): Promise<EmergencyView | Refusal> =>
  setEnd(house, by, id, input, { action: 'emergency.end', says: 'ended', decide: decideEnd })

interface Verb {
  readonly action: string
  readonly says: 'extended' | 'ended'
  readonly decide: typeof decideEnd
}

function setEnd(house: House, by: By, id: string, input: EmergencyEnd, { action, says, decide }: Verb) {
  const command = { ...by, action, log: 'register', subject: subjectOf(id) }
  return house.door.act(command, async ({ tx, now, say }): Promise<EmergencyView | Refusal> => {
    const emergency = await lockEmergency(tx, id)
    if (emergency === undefined) return notFound()
    const acts = await loadActs(tx, [id])
    const lastActOn = acts.at(-1)?.madeOn ?? emergency.declaredOn
    const refusal = decide(by.actor, { ...emergency, lastActOn }, input, dayOf(now))
    if (refusal !== undefined) return refusal
    const act = actRow({ actor: by.actor, now, emergencyId: id }, says, input)
    await saveEnd(tx, id, act)
    say({ facts: { act: input.act, endsOn: input.endsOn } })
    return viewOf({ ...emergency, endsOn: input.endsOn }, [...acts, act])
  })
}
