import type { z } from 'zod'
import type { House, Reader } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import { etagOf } from '../http/versions.js'
import { type Day, dayOf } from '../kernel/days.js'
import { toPage } from '../kernel/pages.js'
import type { Refusal } from '../kernel/problems.js'
import { ownRow } from '../organizations/memberships.js'
import { countingOrganization, type Organization, organizationById } from '../organizations/queries.js'
import { publicParts, registerPage } from '../organizations/register.js'
import type {
  AccreditationActView,
  AccreditationView,
  ApplicationView,
  RegisterEntry,
  RegisteredOrganization,
} from './answers.js'
import type { ApplicationQuery, RegisterQuery } from './contract.js'
import {
  type AccreditationAct,
  type Application,
  actsOnApplication,
  applicationPage,
  applicationsOf,
  publicActsOf,
} from './queries.js'
import { accreditationFactsFrom, isVoluntary, stateOn } from './standing.js'

function viewOfAct(act: AccreditationAct): z.output<typeof AccreditationActView> {
  const { id, kind, aboutId, reasons, fromOn, toOn, voluntary, recordedAt } = act
  return {
    id,
    kind,
    about: aboutId ?? undefined,
    reasons,
    from: fromOn ?? undefined,
    to: kind === 'grant' || kind === 'suspend' ? toOn : undefined,
    voluntary: kind === 'grant' ? voluntary : undefined,
    recordedAt: recordedAt.toISOString(),
  }
}

export async function applicationView(
  reader: Reader,
  application: Application,
): Promise<z.output<typeof ApplicationView>> {
  const { id, organizationId, status, voluntary, documents, appliedAt, decidedAt, decidedBy } = application
  const [organization, acts] = await Promise.all([
    organizationById(reader, organizationId),
    actsOnApplication(reader, id),
  ])
  return {
    id,
    bin: organization?.bin ?? '',
    status,
    voluntary,
    documents,
    appliedAt: appliedAt.toISOString(),
    decidedAt: decidedAt?.toISOString(),
    decidedBy: decidedBy ?? undefined,
    acts: acts.map(viewOfAct),
  }
}

/** What everyone may know of an accreditation. */
export async function accreditationView(
  reader: Reader,
  organizationId: string,
  on: Day,
): Promise<z.output<typeof AccreditationView>> {
  const acts = await publicActsOf(reader, [organizationId])
  const facts = accreditationFactsFrom(acts)
  return {
    state: stateOn(acts, on),
    on,
    period: facts && { ...facts, suspensions: [...facts.suspensions] },
    voluntary: isVoluntary(acts),
    history: acts.map(viewOfAct).reverse(),
  }
}

function entryOf({ bin, name, legalForm, region, status, statusAt }: Organization) {
  // The register holds counting rows only, and a rejected one never counts.
  if (status === 'rejected') throw new Error('a rejected claim in the register')
  return { bin, orgId: `KZ-BIN-${bin}`, name, legalForm, region, status, since: statusAt.toISOString() }
}

/** One page of the public register. */
export async function registerEntries({ read, clock }: House, query: RegisterQuery) {
  const rows = await registerPage(read, { ...query, limit: query.limit + 1 })
  const ids = rows.map((row) => row.id)
  const acts = await publicActsOf(read, ids)
  const today = dayOf(clock())
  const view = (row: Organization): z.output<typeof RegisterEntry> => {
    const own = acts.filter((act) => act.organizationId === row.id)
    return { ...entryOf(row), accreditation: stateOn(own, today) }
  }
  return toPage(rows, query.limit, (row) => row.bin, view)
}

/** The registrar's queue of applications. */
export async function applicationEntries(reader: Reader, query: z.output<typeof ApplicationQuery>) {
  const rows = await applicationPage(reader, { ...query, limit: query.limit + 1 })
  const { items, next } = toPage(
    rows,
    query.limit,
    (row) => row.id,
    (row) => row,
  )
  return { items: await applicationViews(reader, items), next }
}

async function applicationViews(reader: Reader, applications: readonly Application[]) {
  const views = []
  for (const application of applications) views.push(await applicationView(reader, application))
  return views
}

/** The applications of one's own organization, oldest first. */
export async function ownApplications(reader: Reader, personId: string, bin: string) {
  const organization = await ownRow(reader, personId, bin)
  if (organization === undefined) return notAllowed()
  const applications = await applicationsOf(reader, organization.id)
  return { items: await applicationViews(reader, applications), next: null }
}

/** Everything public about one organization. */
export async function registeredOrganization(
  house: House,
  bin: string,
): Promise<z.output<typeof RegisteredOrganization> | Refusal> {
  const organization = await countingOrganization(house.read, bin)
  if (organization === undefined) return notFound()
  const [parts, accreditation] = await Promise.all([
    publicParts(house, organization),
    accreditationView(house.read, organization.id, dayOf(house.clock())),
  ])
  const etag = etagOf(organization.version)
  return { ...entryOf(organization), etag, ledger: organization.bin, ...parts, accreditation }
}
