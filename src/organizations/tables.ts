import { customType, integer, pgTable, pgView, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { legalForms } from '../law/facts.js'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const organizationStatus = ['claimed', 'confirmed', 'rejected', 'withdrawn'] as const
export type OrganizationStatus = (typeof organizationStatus)[number]

const organizationColumns = () => ({
  id: uuid().primaryKey(),
  bin: text().notNull(),
  nameKk: text('name_kk').notNull(),
  nameRu: text('name_ru').notNull(),
  nameEn: text('name_en'),
  legalForm: text('legal_form', { enum: legalForms }).notNull(),
  region: text().notNull(),
  emailSealed: bytea('email_sealed').notNull(),
  phoneSealed: bytea('phone_sealed').notNull(),
  phoneLookup: bytea('phone_lookup').notNull(),
  status: text({ enum: organizationStatus }).notNull(),
  statusAt: moment('status_at').notNull(),
  version: integer().notNull().default(1),
  claimedBy: uuid('claimed_by').notNull(),
  claimedAt: moment('claimed_at').notNull(),
})

export const organizations = pgTable('organizations', organizationColumns())

/** The rows that count for their BIN (see the view in the migration). */
export const countingOrganizations = pgView('counting_organizations', organizationColumns()).existing()

export const organizationStatuses = pgTable('organization_statuses', {
  id: uuid().primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  status: text({ enum: organizationStatus }).notNull(),
  reasons: text(),
  decidedAt: moment('decided_at').notNull(),
  decidedBy: uuid('decided_by').notNull(),
})

export const organizationControllers = pgTable('organization_controllers', {
  id: uuid().primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  iinSealed: bytea('iin_sealed').notNull(),
  iinLookup: bytea('iin_lookup').notNull(),
  nameSealed: bytea('name_sealed').notNull(),
  role: text().notNull(),
})

export const organizationRelatedParties = pgTable('organization_related_parties', {
  id: uuid().primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  kind: text({ enum: ['individual', 'organization'] }).notNull(),
  relation: text({ enum: ['relative', 'affiliate'] }).notNull(),
  identifierSealed: bytea('identifier_sealed'),
  identifierLookup: bytea('identifier_lookup'),
  nameSealed: bytea('name_sealed').notNull(),
  declaredBy: uuid('declared_by').notNull(),
  declaredAt: moment('declared_at').notNull(),
})

export const accountStatus = ['pending', 'active', 'rejected', 'ended'] as const

export const organizationAccounts = pgTable('organization_accounts', {
  id: uuid().primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  iban: text().notNull(),
  dedicatedTo: text('dedicated_to'),
  status: text({ enum: accountStatus }).notNull(),
  addedAt: moment('added_at').notNull(),
  addedBy: uuid('added_by').notNull(),
  decidedAt: moment('decided_at'),
  decidedBy: uuid('decided_by'),
  reasons: text(),
  endedAt: moment('ended_at'),
  endedBy: uuid('ended_by'),
})

export const memberRoles = ['first-person', 'treasurer', 'second-signatory', 'member'] as const

export const organizationMembers = pgTable('organization_members', {
  id: uuid().primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  personId: uuid('person_id').notNull(),
  role: text({ enum: memberRoles }).notNull(),
  invitedAt: moment('invited_at').notNull(),
  invitedBy: uuid('invited_by').notNull(),
  acceptedAt: moment('accepted_at'),
  endedAt: moment('ended_at'),
  endedBy: uuid('ended_by'),
})
