import { date, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { decisionKinds, silences, statuses } from './contract.js'

const recordedAt = () => timestamp('recorded_at', { withTimezone: true, mode: 'date' }).notNull()
const day = (name: string) => date(name, { mode: 'string' })

export const emergencyApplications = pgTable('emergency_applications', {
  id: uuid().primaryKey(),
  emergencyId: uuid('emergency_id').notNull(),
  collectionId: uuid('collection_id').notNull(),
  collectionNumber: text('collection_number').notNull(),
  territory: text().array().notNull(),
  status: text({ enum: statuses }).notNull(),
  approvers: smallint().notNull().default(0),
  documents: uuid().array().notNull(),
  filedOn: day('filed_on').notNull(),
  dueOn: day('due_on'),
  silence: text({ enum: silences }),
  variantHash: text('variant_hash').notNull(),
  filedBy: uuid('filed_by').notNull(),
  recordedAt: recordedAt(),
})

export const emergencyDecisions = pgTable('emergency_decisions', {
  id: uuid().primaryKey(),
  applicationId: uuid('application_id').notNull(),
  decision: text({ enum: decisionKinds }).notNull(),
  reasons: text().notNull(),
  official: uuid().notNull(),
  officialRegion: text('official_region').notNull(),
  decidedOn: day('decided_on').notNull(),
  recordedAt: recordedAt(),
})

export const emergencyReplies = pgTable('emergency_replies', {
  id: uuid().primaryKey(),
  applicationId: uuid('application_id').notNull(),
  text: text().notNull(),
  documents: uuid().array().notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  recordedAt: recordedAt(),
})
