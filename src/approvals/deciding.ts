import type { Work } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { recordApproval } from '../collections/approval.js'
import { inStatus } from '../collections/decisions.js'
import { collectionById } from '../collections/queries.js'
import { notFound } from '../http/problems.js'
import { type Day, dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { howToDecide } from './applying.js'
import type { ApplicationDecided, NewDecision } from './contract.js'
import { type Case, decide, decideDay, type Step } from './decisions.js'
import { conflictDeclared } from './problems.js'
import { decisionsOn, insertDecision, lockApplication, updateApplication } from './store.js'

/** An official decides on an application, or declares a conflict of interest and decides nothing. */
export function decideApplication(
  house: House,
  by: By,
  id: string,
  input: NewDecision,
): Promise<ApplicationDecided | Refusal> {
  const command = {
    ...by,
    action: 'emergency-application.decide',
    log: 'register',
    subject: `emergency-application:${id}`,
  }
  return house.door.act(command, async (work): Promise<ApplicationDecided | Refusal> => {
    const { tx, now, say } = work
    const application = await lockApplication(tx, id)
    const row = application && (await collectionById(tx, application.collectionId))
    if (application === undefined || row === undefined) return notFound()
    const law = await howToDecide(tx, house, row, dayOf(now))
    const isOwn = row.personId === by.actor.id || application.filedBy === by.actor.id
    const belongs =
      isOwn || by.actor.organizations.some((one) => one.id === row.organizationId || one.id === row.hostId)
    const decisions = await decisionsOn(tx, [id])
    const about = { application, decisions, approversNeeded: law.approvers, belongs }
    const step = decide(by.actor, about, input)
    if (isRefusal(step)) return step
    const decidedOn = input.decidedOn ?? dayOf(now)
    const after = [application.filedOn, ...decisions.map((one) => one.decidedOn)]
    const refusal =
      inStatus(row, 'planned', 'open') ?? decideDay('/decidedOn', decidedOn, { today: dayOf(now), after })
    if (refusal !== undefined) return refusal
    const facts = { collection: row.number, decision: step.step, decidedOn, region: by.actor.region }
    say({ reason: input.reasons, variant: law.variantHash, article: law.gate?.article, facts })
    return keep(work, by, about, step, { reasons: input.reasons, decidedOn })
  })
}

async function keep(
  { tx, now }: Work,
  { actor }: By,
  { application, approversNeeded }: Case,
  step: Step,
  { reasons, decidedOn }: { readonly reasons: string; readonly decidedOn: Day },
): Promise<ApplicationDecided | Refusal> {
  const { id, collectionId, emergencyId } = application
  const official = { official: actor.id, officialRegion: actor.region ?? '' }
  const decision = { id: uuidv7(now), applicationId: id, decision: step.step, reasons, ...official }
  await insertDecision(tx, { ...decision, decidedOn, recordedAt: now })
  if (step.step === 'conflict-of-interest') return conflictDeclared({ kept: true })
  const { status, approvers } = step
  await updateApplication(tx, id, { status, approvers })
  if (step.step !== 'request-information') {
    const said = status === 'approved' || status === 'refused' ? status : 'pending'
    await recordApproval(
      tx,
      { collectionId, emergencyId, status: said, approvers, holdsFrom: decidedOn },
      now,
    )
  }
  const waits = step.step === 'approve' && status === 'pending'
  return { id, status: waits ? 'one-of-two' : status, approvers, approversNeeded }
}
