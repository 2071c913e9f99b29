import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { citedDocuments } from '../documents/queries.js'
import { invalidRequest, notAllowed, notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { isRefusal } from '../kernel/problems.js'
import { ownRow } from '../organizations/memberships.js'
import { notConfirmed } from '../organizations/problems.js'
import { subjectOf } from '../organizations/queries.js'
import { openCase, organizationOfApplication } from './actions.js'
import type {
  NewAccreditationApplication,
  NewAccreditationDecision,
  RequestedInformation,
} from './contract.js'
import { decideApplication, decideInformation } from './decisions.js'
import { accreditationLawOn } from './law.js'
import { applicationOpen } from './problems.js'
import { type Application, applicationById } from './queries.js'
import { changeApplication, insertAct, insertApplication, lockAccreditation } from './store.js'
import { applicationView } from './views.js'

/** A confirmed organization asks to be accredited; one application at a time. */
export function apply(house: House, by: By, bin: string, { documents }: NewAccreditationApplication) {
  const command = {
    ...by,
    action: 'accreditation.apply',
    subject: subjectOf(bin),
    log: 'register',
    conflicts: { accreditation_applications_one_open: () => applicationOpen() },
  }
  return house.door.act(command, async ({ tx, now, say }) => {
    const organization = await ownRow(tx, by.actor.id, bin)
    if (organization === undefined) return notAllowed()
    if (organization.status !== 'confirmed') return notConfirmed()
    const { errors } = await citedDocuments(tx, by.actor, documents, '/documents')
    if (errors.length > 0) return invalidRequest({ errors })
    const { variant, article, voluntary } = await accreditationLawOn(tx, house, dayOf(now))
    const { id: organizationId } = organization
    const id = await insertApplication(
      tx,
      { organizationId, documents, voluntary, appliedBy: by.actor.id },
      now,
    )
    say({ variant, article, facts: { organization: organizationId, application: id, voluntary } })
    return applicationView(tx, await applicationThere(tx, id))
  })
}

/** The registrar grants, refuses or asks for more. A decided application stays decided. */
export function decideOn(house: House, by: By, id: string, verdict: NewAccreditationDecision) {
  const { decision, reasons, from, to } = verdict
  const command = { ...by, action: `accreditation.${decision}`, log: 'register' }
  return house.door.act(command, async ({ tx, now, say }) => {
    const asked = await applicationById(tx, id)
    if (asked === undefined) return notFound()
    await lockAccreditation(tx, asked.organizationId)
    const organization = await organizationOfApplication(tx, asked.organizationId)
    const application = await applicationThere(tx, id)
    const status = decideApplication(application, await openCase(tx, by.actor.id, organization), verdict)
    if (isRefusal(status)) return status
    const { variant, article, voluntary } = await accreditationLawOn(tx, house, dayOf(now))
    const recordedBy = by.actor.id
    const act = { organizationId: organization.id, kind: decision, applicationId: id, reasons, recordedBy }
    await changeApplication(tx, id, status, recordedBy, now)
    await insertAct(
      tx,
      { ...act, fromOn: from ?? null, toOn: to, voluntary: decision === 'grant' && voluntary },
      now,
    )
    const facts = { organization: organization.id, application: id, from, ...(to && { to }), voluntary }
    say({ subject: subjectOf(organization.bin), reason: reasons, variant, article, facts })
    return applicationView(tx, await applicationThere(tx, id))
  })
}

/** The organization gives what the registrar asked for; that it did is public, what it said is not. */
export function inform(house: House, by: By, id: string, { text, documents }: RequestedInformation) {
  const command = { ...by, action: 'accreditation.inform', log: 'register' }
  return house.door.act(command, async ({ tx, now, say }) => {
    const asked = await applicationById(tx, id)
    if (asked === undefined) return notAllowed()
    await lockAccreditation(tx, asked.organizationId)
    const organization = await organizationOfApplication(tx, asked.organizationId)
    const own = await ownRow(tx, by.actor.id, organization.bin)
    const status = decideInformation(await applicationThere(tx, id), own?.id === organization.id)
    if (isRefusal(status)) return status
    const { errors } = await citedDocuments(tx, by.actor, documents, '/documents')
    if (errors.length > 0) return invalidRequest({ errors })
    const recordedBy = by.actor.id
    const { id: organizationId } = organization
    await changeApplication(tx, id, status, recordedBy, now)
    await insertAct(
      tx,
      { organizationId, kind: 'information', applicationId: id, reasons: text, documents, recordedBy },
      now,
    )
    say({ subject: subjectOf(organization.bin), facts: { application: id } })
    return applicationView(tx, await applicationThere(tx, id))
  })
}

async function applicationThere(tx: Transaction, id: string): Promise<Application> {
  const application = await applicationById(tx, id)
  if (application === undefined) throw new Error('no such application')
  return application
}
