import { bigint, date, json, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Variant, VariantDefinition } from '../law/variant.js'

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

export const variants = pgTable('variants', {
  id: text('id').primaryKey(),
  definition: jsonb('definition').$type<VariantDefinition>().notNull(),
  baseHash: text('base_hash').notNull(),
  provisions: json('provisions').$type<Variant['provisions']>().notNull(),
  hash: text('hash').notNull(),
  createdBy: uuid('created_by').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
  publishedAt: timestamp('published_at', { withTimezone: true, mode: 'date' }),
})
