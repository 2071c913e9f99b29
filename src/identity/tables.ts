import { customType, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { roles } from '../kernel/actor.js'
import { languages } from '../kernel/texts.js'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const people = pgTable('people', {
  id: uuid().primaryKey(),
  login: text(),
  passwordHash: text('password_hash'),
  outsideLookup: bytea('outside_lookup'),
  nameSealed: bytea('name_sealed').notNull(),
  language: text({ enum: languages }).notNull(),
  ledgerId: text('ledger_id').notNull(),
  iinSealed: bytea('iin_sealed'),
  iinLookup: bytea('iin_lookup'),
  fullNameSealed: bytea('full_name_sealed'),
  createdAt: moment('created_at').notNull(),
})

export const roleGrants = pgTable('role_grants', {
  id: uuid().primaryKey(),
  personId: uuid('person_id').notNull(),
  role: text({ enum: roles }).notNull(),
  region: text(),
  grantedBy: text('granted_by').notNull(),
  grantedAt: moment('granted_at').notNull(),
  endedBy: text('ended_by'),
  endedAt: moment('ended_at'),
})

export const sessions = pgTable('sessions', {
  id: uuid().primaryKey(),
  personId: uuid('person_id').notNull(),
  startedAt: moment('started_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  endedAt: moment('ended_at'),
})

export const refreshTokens = pgTable('refresh_tokens', {
  id: uuid().primaryKey(),
  sessionId: uuid('session_id').notNull(),
  tokenHash: bytea('token_hash').notNull(),
  issuedAt: moment('issued_at').notNull(),
  usedAt: moment('used_at'),
})

export const apiKeys = pgTable('api_keys', {
  id: uuid().primaryKey(),
  ledger: text().notNull(),
  organizationId: uuid('organization_id'),
  secretHash: bytea('secret_hash').notNull(),
  name: text().notNull(),
  createdBy: uuid('created_by').notNull(),
  createdAt: moment('created_at').notNull(),
  endedAt: moment('ended_at'),
})
