import { date, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { actKinds, kinds, scales } from './contract.js'

const day = (name: string) => date(name, { mode: 'string' })
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const emergencies = pgTable('emergencies', {
  id: uuid().primaryKey(),
  region: text().notNull(),
  kind: text({ enum: kinds }).notNull(),
  scale: text({ enum: scales }).notNull(),
  territory: text().array().notNull(),
  actNumber: text('act_number').notNull(),
  declaredOn: day('declared_on').notNull(),
  effectiveFrom: day('effective_from').notNull(),
  endsOn: day('ends_on'),
  recordedAt: moment('recorded_at').notNull(),
})

export const emergencyActs = pgTable('emergency_acts', {
  id: uuid().primaryKey(),
  emergencyId: uuid('emergency_id').notNull(),
  says: text({ enum: actKinds }).notNull(),
  number: text().notNull(),
  madeOn: day('made_on').notNull(),
  endsOn: day('ends_on'),
  official: uuid().notNull(),
  officialRegion: text('official_region'),
  recordedAt: moment('recorded_at').notNull(),
})
