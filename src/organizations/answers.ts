import { z } from 'zod'
import { pageOf } from '../kernel/pages.js'
import { legalForms } from '../law/facts.js'
import { accountStatus, memberRoles, organizationStatus } from './tables.js'

const Moment = z.iso.datetime()

export const RelatedPartyDeclared = z
  .object({ id: z.uuid(), relation: z.enum(['relative', 'affiliate']) })
  .meta({ id: 'RelatedPartyDeclared' })

export const OrganizationName = z
  .object({ kk: z.string(), ru: z.string(), en: z.string().optional() })
  .meta({ id: 'OrganizationName' })

export const AccountView = z
  .object({
    iban: z.string(),
    dedicatedTo: z.string().optional(),
    status: z.enum(accountStatus),
    addedAt: Moment,
    decidedAt: Moment.optional(),
    reasons: z.string().optional(),
    endedAt: Moment.optional(),
  })
  .meta({ id: 'OrganizationAccount' })

export const StatusChangeView = z
  .object({ status: z.enum(organizationStatus), at: Moment, reasons: z.string().optional() })
  .meta({ id: 'OrganizationStatusChange' })

export const OrganizationView = z
  .object({
    id: z.uuid(),
    bin: z.string(),
    name: OrganizationName,
    legalForm: z.enum(legalForms),
    region: z.string(),
    status: z.enum(organizationStatus),
    counts: z.boolean().meta({ description: 'Whether it speaks for its BIN; another row may be confirmed' }),
    ledger: z.string().meta({ description: 'Its ledger; once confirmed, the BIN names it too' }),
    etag: z.string(),
    claimedAt: Moment,
    accounts: z.array(AccountView),
    history: z.array(StatusChangeView),
  })
  .meta({ id: 'Organization', description: 'A row of the register as its people and the registrar see it' })
export type OrganizationView = z.output<typeof OrganizationView>

export const ToDecide = pageOf(OrganizationView).meta({ id: 'OrganizationsToDecide' })

export const OwnOrganization = OrganizationView.extend({
  members: z.array(
    z
      .object({ personId: z.uuid(), role: z.enum(memberRoles), since: Moment })
      .meta({ id: 'OrganizationMember' }),
  ),
}).meta({ id: 'OwnOrganization' })

export const ClaimView = OrganizationView.extend({
  controllers: z.array(
    z.object({ iin: z.string(), fullName: z.string(), role: z.string() }).meta({ id: 'ClaimedController' }),
  ),
  contact: z.object({ email: z.string(), phone: z.string() }).meta({ id: 'ClaimedContact' }),
}).meta({
  id: 'OrganizationClaim',
  description: 'With personal data: each look is an entry of the internal log',
})

export const Claims = z
  .object({ items: z.array(ClaimView), next: z.null() })
  .meta({ id: 'OrganizationClaims' })

export const AccountsView = z.object({ accounts: z.array(AccountView) }).meta({ id: 'OrganizationAccounts' })

export const InvitationSent = z
  .object({ role: z.enum(memberRoles) })
  .meta({ id: 'InvitationSent', description: 'Says nothing about whether there is such a person' })

export const MembershipEnded = z.object({ personId: z.uuid() }).meta({ id: 'MembershipEnded' })

export const InvitationView = z
  .object({
    id: z.uuid(),
    bin: z.string(),
    name: OrganizationName,
    status: z.enum(organizationStatus),
    role: z.enum(memberRoles),
    invitedAt: Moment,
  })
  .meta({ id: 'Invitation' })
export const Invitations = z
  .object({ items: z.array(InvitationView), next: z.null() })
  .meta({ id: 'Invitations' })

export const MembershipView = z
  .object({ id: z.uuid(), bin: z.string(), role: z.enum(memberRoles) })
  .meta({ id: 'Membership' })
