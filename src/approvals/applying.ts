import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { recordApproval } from '../collections/approval.js'
import { inStatus, isTheirs } from '../collections/decisions.js'
import { type Collection, collectionById, collectionByNumber, factsOf } from '../collections/queries.js'
import { citedDocuments } from '../documents/queries.js'
import { emergencyOf } from '../emergencies/queries.js'
import { invalidRequest, notAllowed, notFound } from '../http/problems.js'
import type { Actor } from '../kernel/actor.js'
import { type Day, dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { decidingDrives, resumedDueOn } from '../law/deciding-drives.js'
import { lawInForce, readyVariant } from '../legislation/queries.js'
import { type ApplicationFiled, type NewApplication, type NewReply, silences } from './contract.js'
import { decideDay, placesToCover } from './decisions.js'
import { alreadyApplied, nothingAsked, onlyOrganizations, otherEmergency } from './problems.js'
import {
  daysDecidedOn,
  decisionsOn,
  insertApplication,
  insertReply,
  lockApplication,
  updateApplication,
} from './store.js'

/** How the law in force on a day has a drive decided, and under which variant. */
export async function howToDecide(tx: Transaction, { law }: House, row: Collection, on: Day) {
  const { variant } = await lawInForce(tx, law, on)
  return {
    ...decidingDrives(await factsOf(tx, row, on), readyVariant(variant), law),
    variantHash: variant.hash,
  }
}

/** Applies for the approval of a drive; the receipt says by which article, until when, and what silence means. */
export function apply(
  house: House,
  by: By,
  emergencyId: string,
  input: NewApplication,
): Promise<ApplicationFiled | Refusal> {
  const conflicts = { one_application_at_a_time: () => alreadyApplied() }
  const command = { ...by, action: 'emergency-application.file', log: 'register', conflicts }
  return house.door.act(command, async ({ tx, now, say }): Promise<ApplicationFiled | Refusal> => {
    const emergency = await emergencyOf(tx, emergencyId)
    if (emergency === undefined) return notFound()
    const row = await collectionFor(tx, by.actor, emergencyId, input)
    if (isRefusal(row)) return row
    const filedOn = input.filedOn ?? dayOf(now)
    const after = [emergency.declaredOn, ...(await daysDecidedOn(tx, row.id))]
    const refusal = decideDay('/filedOn', filedOn, { today: dayOf(now), after })
    if (refusal !== undefined) return refusal
    const { errors } = await citedDocuments(tx, by.actor, input.documents, '/documents')
    if (errors.length > 0) return invalidRequest({ errors })
    const { gate, clock, variantHash } = await howToDecide(tx, house, row, filedOn)
    const id = uuidv7(now)
    await insertApplication(tx, {
      ...{
        id,
        emergencyId,
        collectionId: row.id,
        collectionNumber: row.number,
        status: 'pending',
        approvers: 0,
      },
      ...{ territory: placesToCover(emergency, row), documents: input.documents, filedOn },
      ...{ dueOn: clock?.dueOn ?? null, silence: silences.find((one) => one === clock?.silence) ?? null },
      ...{ variantHash, filedBy: by.actor.id, recordedAt: now },
    })
    const approval = {
      collectionId: row.id,
      emergencyId,
      status: 'pending',
      approvers: 0,
      holdsFrom: filedOn,
    } as const
    await recordApproval(tx, approval, now)
    const facts = { collection: row.number, emergency: emergencyId, dueOn: clock?.dueOn ?? null }
    say({ subject: `emergency-application:${id}`, variant: variantHash, article: gate?.article, facts })
    const receipt = { filedOn, gate, clock, variantHash }
    return { id, emergency: emergencyId, collection: row.number, status: 'pending', receipt }
  })
}

async function collectionFor(
  tx: Transaction,
  actor: Actor,
  emergencyId: string,
  { collection }: NewApplication,
): Promise<Collection | Refusal> {
  const row = await collectionByNumber(tx, collection)
  if (row === undefined) return noSuchCollection()
  if (!isTheirs(actor, row)) return notAllowed()
  if (row.organizationId === null && row.hostId === null) return onlyOrganizations()
  if (row.emergencyId !== emergencyId) return otherEmergency()
  return inStatus(row, 'planned', 'open') ?? row
}

const noSuchCollection = (): Refusal => {
  const detail = { kk: 'Мұндай жинау жоқ.', ru: 'Такого сбора нет.', en: 'There is no such collection.' }
  return invalidRequest({ errors: [{ pointer: '/collection', detail }] })
}

/** Answers a request for information; the clock goes on with the working days that had remained. */
export function reply(house: House, by: By, id: string, input: NewReply) {
  const command = {
    ...by,
    action: 'emergency-application.reply',
    log: 'register',
    subject: `emergency-application:${id}`,
  }
  return house.door.act(command, async ({ tx, now }) => {
    const application = await lockApplication(tx, id)
    const row = application && (await collectionById(tx, application.collectionId))
    if (application === undefined || row === undefined) return notFound()
    if (!isTheirs(by.actor, row)) return notAllowed()
    if (application.status !== 'information-requested') return nothingAsked()
    const { errors } = await citedDocuments(tx, by.actor, input.documents, '/documents')
    if (errors.length > 0) return invalidRequest({ errors })
    const decisions = await decisionsOn(tx, [id])
    const asked = decisions.findLast(({ decision }) => decision === 'request-information')
    const stoppedOn = asked?.decidedOn ?? application.filedOn
    const dueOn = resumedDueOn(house.law.calendar, application.dueOn, stoppedOn, dayOf(now))
    await insertReply(tx, {
      id: uuidv7(now),
      applicationId: id,
      ...input,
      recordedBy: by.actor.id,
      recordedAt: now,
    })
    await updateApplication(tx, id, { status: 'pending', dueOn })
    return { id, status: 'pending' as const }
  })
}
