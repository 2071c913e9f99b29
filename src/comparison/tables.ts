import { customType, date, integer, json, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Variant } from '../law/variant.js'
import { statuses } from './contract.js'
import type { CaseCell } from './results.js'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const comparisonUploads = pgTable('comparison_uploads', {
  id: uuid().primaryKey(),
  createdBy: uuid('created_by').notNull(),
  createdAt: moment('created_at').notNull(),
  format: text({ enum: ['ndjson', 'csv'] }).notNull(),
  cases: integer().notNull(),
  hash: text().notNull(),
})

export const comparisonCases = pgTable('comparison_cases', {
  upload: uuid().notNull(),
  number: integer().notNull(),
  cases: integer().notNull(),
  lines: bytea('lines').notNull(),
  createdAt: moment('created_at').notNull(),
})

export const comparisonSnapshots = pgTable('comparison_snapshots', {
  comparison: uuid().primaryKey(),
  chunks: uuid().notNull(),
  asOf: date('as_of').notNull(),
  recordedUntil: moment('recorded_until').notNull(),
  cases: integer().notNull(),
  hash: text().notNull(),
})

export const comparisons = pgTable('comparisons', {
  id: uuid().primaryKey(),
  createdBy: uuid('created_by').notNull(),
  createdAt: moment('created_at').notNull(),
  request: jsonb().notNull(),
  variants: json().$type<readonly Variant[]>().notNull(),
  upload: uuid(),
  dataHash: text('data_hash').notNull(),
  engine: text().notNull(),
  status: text({ enum: statuses }).notNull(),
  startedAt: moment('started_at'),
  finishedAt: moment('finished_at'),
  problem: text(),
  resultsHash: text('results_hash'),
})

export const comparisonResults = pgTable('comparison_results', {
  comparison: uuid().primaryKey(),
  results: text().notNull(),
})

export const comparisonCells = pgTable('comparison_cells', {
  comparison: uuid().notNull(),
  number: integer().notNull(),
  cell: jsonb().$type<CaseCell>().notNull(),
})

export const comparisonPublications = pgTable('comparison_publications', {
  comparison: uuid().primaryKey(),
  resultsHash: text('results_hash').notNull(),
  publishedAt: moment('published_at').notNull(),
})

export const comparisonLeases = pgTable('comparison_leases', {
  comparison: uuid().primaryKey(),
  holder: uuid().notNull(),
  heldUntil: moment('held_until').notNull(),
  progress: jsonb().notNull(),
  attempts: integer().notNull(),
})
