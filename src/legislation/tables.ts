import { bigint, date, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const lawChanges = pgTable('law_changes', {
  id: uuid('id').primaryKey(),
  variant: text('variant').notNull(),
  variantHash: text('variant_hash').notNull(),
  holdsFrom: date('holds_from', { mode: 'string' }).notNull(),
  reasons: text('reasons').notNull(),
  proposedBy: uuid('proposed_by').notNull(),
  proposedAt: timestamp('proposed_at', { withTimezone: true, mode: 'date' }).notNull(),
  confirmedBy: uuid('confirmed_by'),
  confirmedAt: timestamp('confirmed_at', { withTimezone: true, mode: 'date' }),
  version: bigint('version', { mode: 'bigint' }),
})
