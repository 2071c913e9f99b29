import { boolean, date, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const day = (name: string) => date(name, { mode: 'string' })

export const applicationStatus = ['submitted', 'information-requested', 'granted', 'refused'] as const
export type ApplicationStatus = (typeof applicationStatus)[number]

export const accreditationApplications = pgTable('accreditation_applications', {
  id: uuid().primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  documents: uuid().array().notNull(),
  voluntary: boolean().notNull(),
  status: text({ enum: applicationStatus }).notNull(),
  appliedAt: moment('applied_at').notNull(),
  appliedBy: uuid('applied_by').notNull(),
  decidedAt: moment('decided_at'),
  decidedBy: uuid('decided_by'),
})

export const actKinds = [
  'request-information',
  'information',
  'grant',
  'refuse',
  'suspend',
  'restore',
  'revoke',
  'reply',
  'appeal',
] as const

export const accreditationActs = pgTable('accreditation_acts', {
  id: uuid().primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  kind: text({ enum: actKinds }).notNull(),
  applicationId: uuid('application_id'),
  aboutId: uuid('about_id'),
  reasons: text().notNull(),
  documents: uuid().array().notNull(),
  fromOn: day('from_on'),
  toOn: day('to_on'),
  voluntary: boolean().notNull(),
  recordedAt: moment('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
})
