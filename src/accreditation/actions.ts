import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { isRefusal } from '../kernel/problems.js'
import { belongsTo, ownRow } from '../organizations/memberships.js'
import { notConfirmed } from '../organizations/problems.js'
import {
  countingOrganization,
  type Organization,
  organizationById,
  subjectOf,
} from '../organizations/queries.js'
import type { AccreditationChange, Suspension } from './contract.js'
import { type Answer, type Change, chooseAnswered, decideChange } from './decisions.js'
import { accreditationLawOn } from './law.js'
import { alreadyAppealed } from './problems.js'
import { actsOf } from './queries.js'
import { insertAct, lockAccreditation } from './store.js'
import { accreditationView } from './views.js'

/** What a decision about an organization's accreditation looks at. */
export async function openCase(tx: Transaction, registrarId: string, organization: Organization) {
  const [acts, belongs] = await Promise.all([
    actsOf(tx, organization.id),
    belongsTo(tx, registrarId, organization.bin),
  ])
  return { acts, belongs, confirmed: organization.status === 'confirmed' }
}

/** The registrar suspends, revokes or restores an accreditation, from today or a later day on. */
export function change(
  house: House,
  by: By,
  question: { bin: string; verb: Change } & AccreditationChange & Partial<Suspension>,
) {
  const { bin, verb, reasons, from: wanted, to = null } = question
  const command = { ...by, action: `accreditation.${verb}`, subject: subjectOf(bin), log: 'register' }
  return house.door.act(command, async ({ tx, now, say }) => {
    const organization = await countingOrganization(tx, bin)
    if (organization === undefined) return notFound()
    await lockAccreditation(tx, organization.id)
    const today = dayOf(now)
    const from = decideChange(verb, await openCase(tx, by.actor.id, organization), today, wanted)
    if (isRefusal(from)) return from
    const { id: organizationId } = organization
    await insertAct(
      tx,
      { organizationId, kind: verb, reasons, fromOn: from, toOn: to, recordedBy: by.actor.id },
      now,
    )
    const { variant, article } = await accreditationLawOn(tx, house, today)
    say({
      reason: reasons,
      variant,
      article,
      facts: { organization: organizationId, from, ...(to && { to }) },
    })
    return accreditationView(tx, organizationId, today)
  })
}

/** The organization replies to the latest decision about its accreditation, or appeals against it; both are published. */
export function respond(house: House, by: By, question: { bin: string; verb: Answer; reasons: string }) {
  const { bin, verb, reasons } = question
  const command = {
    ...by,
    action: `accreditation.${verb}`,
    subject: subjectOf(bin),
    log: 'register',
    conflicts: { accreditation_acts_appealed_once: () => alreadyAppealed() },
  }
  return house.door.act(command, async ({ tx, now, say }) => {
    const organization = await ownRow(tx, by.actor.id, bin)
    if (organization === undefined) return notAllowed()
    if (organization.status === 'claimed') return notConfirmed()
    await lockAccreditation(tx, organization.id)
    const about = chooseAnswered(verb, await actsOf(tx, organization.id))
    if (isRefusal(about)) return about
    const { id: organizationId } = organization
    await insertAct(
      tx,
      { organizationId, kind: verb, aboutId: about.id, reasons, recordedBy: by.actor.id },
      now,
    )
    say({ reason: reasons, facts: { organization: organizationId, about: about.id } })
    return accreditationView(tx, organizationId, dayOf(now))
  })
}

export async function organizationOfApplication(
  tx: Transaction,
  organizationId: string,
): Promise<Organization> {
  const organization = await organizationById(tx, organizationId)
  if (organization === undefined) throw new Error('an application of no organization')
  return organization
}
