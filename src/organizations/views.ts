import type { z } from 'zod'
import type { House, Reader } from '../audit/house.js'
import { notAllowed } from '../http/problems.js'
import { etagOf } from '../http/versions.js'
import { type PageQuery, toPage } from '../kernel/pages.js'
import type { Refusal } from '../kernel/problems.js'
import type { AccountView, ClaimView, InvitationView, OrganizationView, OwnOrganization } from './answers.js'
import { statusHistoryOf, waitingOrganizations } from './histories.js'
import { membersOf, openInvitationsOf } from './member-store.js'
import { ownRow } from './memberships.js'
import { accountsOf, type Organization, type OrganizationAccount, organizationOf } from './queries.js'
import { personalData } from './store.js'

const iso = (moment: Date | null): string | undefined => moment?.toISOString()

function viewOfAccount(account: OrganizationAccount): z.output<typeof AccountView> {
  const { iban, dedicatedTo, status, addedAt, decidedAt, reasons, endedAt } = account
  return {
    iban,
    dedicatedTo: dedicatedTo ?? undefined,
    status,
    addedAt: addedAt.toISOString(),
    decidedAt: iso(decidedAt),
    reasons: reasons ?? undefined,
    endedAt: iso(endedAt),
  }
}

export const accountsView = async (reader: Reader, organizationId: string) => ({
  accounts: (await accountsOf(reader, organizationId)).map(viewOfAccount),
})

export async function organizationView(
  reader: Reader,
  organization: Organization,
): Promise<OrganizationView> {
  const { id, bin, name, legalForm, region, status, counts, version, claimedAt } = organization
  const history = await statusHistoryOf(reader, id)
  return {
    id,
    bin,
    name,
    legalForm,
    region,
    status,
    counts,
    ledger: bin,
    etag: etagOf(version),
    claimedAt: claimedAt.toISOString(),
    ...(await accountsView(reader, id)),
    history: history.map(viewOfStatus),
  }
}

export const viewOfStatus = (change: {
  status: Organization['status']
  decidedAt: Date
  reasons: string | null
}) => ({
  status: change.status,
  at: change.decidedAt.toISOString(),
  reasons: change.reasons ?? undefined,
})

/** What its own people see: with the members, by their identifiers; also of a claim that counts for nothing. */
export async function ownOrganization(
  reader: Reader,
  personId: string,
  bin: string,
): Promise<z.output<typeof OwnOrganization> | Refusal> {
  const organization = await ownRow(reader, personId, bin)
  if (organization === undefined) return notAllowed()
  const [view, members] = await Promise.all([
    organizationView(reader, organization),
    membersOf(reader, organization.id),
  ])
  const since = members.map(({ personId, role, invitedAt, acceptedAt }) => ({
    personId,
    role,
    since: (acceptedAt ?? invitedAt).toISOString(),
  }))
  return { ...view, members: since }
}

/** What the registrar decides by: with the personal data, opened. */
export async function claimView(
  reader: Reader,
  sealer: House['sealer'],
  organization: Organization,
): Promise<z.output<typeof ClaimView>> {
  const view = await organizationView(reader, organization)
  return { ...view, ...(await personalData(reader, sealer, organization.id)) }
}

/** The invitations that a person has not answered yet. */
export async function invitationsView(
  reader: Reader,
  personId: string,
): Promise<z.output<typeof InvitationView>[]> {
  const invitations = await openInvitationsOf(reader, personId)
  return invitations.map(({ member, organization }) => {
    const { bin, name, status } = organizationOf(organization, false)
    return { id: member.id, bin, name, status, role: member.role, invitedAt: member.invitedAt.toISOString() }
  })
}

/** What waits for the registrar, without personal data. */
export async function organizationsToDecide(reader: Reader, { limit, after }: PageQuery) {
  const rows = await waitingOrganizations(reader, limit + 1, after)
  const { items, next } = toPage(
    rows,
    limit,
    (row) => row.id,
    (row) => row,
  )
  const views = []
  for (const organization of items) views.push(await organizationView(reader, organization))
  return { items: views, next }
}
