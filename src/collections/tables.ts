import {
  bigint,
  boolean,
  customType,
  date,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { accountKinds, approvalStatuses, channels } from '../law/facts.js'
import { type Purpose, statuses } from './contract.js'
import type { Spending } from './spending.js'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const day = (name: string) => date(name, { mode: 'string' })
const tiyn = (name: string) => bigint(name, { mode: 'bigint' })
const recordedAt = () => timestamp('recorded_at', { withTimezone: true, mode: 'date' }).notNull()
const recordedBy = () => uuid('recorded_by').notNull()
const collectionId = () => uuid('collection_id').notNull()

export const collections = pgTable('collections', {
  id: uuid().primaryKey(),
  number: text().notNull(),
  version: integer().notNull().default(1),
  status: text({ enum: statuses }).notNull(),
  ledger: text().notNull(),
  organizationId: uuid('organization_id'),
  personId: uuid('person_id'),
  hostId: uuid('host_id'),
  hostAcceptedOn: day('host_accepted_on'),
  hostFeePercent: smallint('host_fee_percent'),
  purpose: jsonb().$type<Purpose>().notNull(),
  category: text().notNull(),
  forOthers: boolean('for_others').notNull(),
  region: text().notNull(),
  channels: text({ enum: channels }).array().notNull(),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on'),
  openedOn: day('opened_on'),
  closedOn: day('closed_on'),
  cancelledOn: day('cancelled_on'),
  cancelledForBreach: boolean('cancelled_for_breach').notNull().default(false),
  misuseOn: day('misuse_on'),
  targetTiyn: tiyn('target_tiyn'),
  announcedTiyn: tiyn('announced_tiyn'),
  accountKind: text('account_kind', { enum: accountKinds }).notNull(),
  accountSealed: bytea('account_sealed'),
  accountLookup: bytea('account_lookup'),
  accountDedicated: boolean('account_dedicated').notNull(),
  emergencyId: uuid('emergency_id'),
  spending: jsonb().$type<Spending>(),
  consent: boolean().notNull(),
  recordedBy: recordedBy(),
  recordedAt: recordedAt(),
})

export const collectionTerms = pgTable('collection_terms', {
  id: uuid().primaryKey(),
  collectionId: collectionId(),
  holdsFrom: day('holds_from').notNull(),
  purpose: jsonb().$type<Purpose>().notNull(),
  category: text().notNull(),
  endsOn: day('ends_on'),
  targetTiyn: tiyn('target_tiyn'),
  announcedTiyn: tiyn('announced_tiyn'),
  spending: jsonb().$type<Spending>(),
  recordedBy: recordedBy(),
  recordedAt: recordedAt(),
})

export const collectionSteps = pgTable('collection_steps', {
  id: uuid().primaryKey(),
  collectionId: collectionId(),
  status: text({ enum: statuses }).notNull(),
  heldOn: day('held_on').notNull(),
  reasons: text(),
  recordedBy: recordedBy(),
  recordedAt: recordedAt(),
})

export const collectionNotices = pgTable('collection_notices', {
  id: uuid().primaryKey(),
  collectionId: collectionId(),
  givenOn: day('given_on').notNull(),
  endDateGiven: boolean('end_date_given').notNull(),
  recordedBy: recordedBy(),
  recordedAt: recordedAt(),
})

export const collectionApprovals = pgTable('collection_approvals', {
  id: uuid().primaryKey(),
  collectionId: collectionId(),
  emergencyId: uuid('emergency_id').notNull(),
  status: text({ enum: approvalStatuses }).notNull(),
  approvers: smallint().notNull(),
  holdsFrom: day('holds_from').notNull(),
  recordedAt: recordedAt(),
})

export const collectionBoxes = pgTable('collection_boxes', {
  id: uuid().primaryKey(),
  collectionId: collectionId(),
  number: text().notNull(),
  serial: text().notNull(),
  place: text().notNull(),
  setUpOn: day('set_up_on').notNull(),
  sealedOn: day('sealed_on'),
  recordedBy: recordedBy(),
  recordedAt: recordedAt(),
})

export const collectionReports = pgTable('collection_reports', {
  id: uuid().primaryKey(),
  collectionId: collectionId(),
  publishedOn: day('published_on').notNull(),
  text: text(),
  raisedTiyn: tiyn('raised_tiyn').notNull(),
  spentTiyn: tiyn('spent_tiyn').notNull(),
  costsTiyn: tiyn('costs_tiyn').notNull(),
  inKindTiyn: tiyn('in_kind_tiyn'),
  inKindOutTiyn: tiyn('in_kind_out_tiyn'),
  recordedBy: recordedBy(),
  recordedAt: recordedAt(),
})

export const judgements = pgTable('judgements', {
  id: uuid().primaryKey(),
  collectionId: collectionId(),
  kind: text({ enum: ['register', 'open'] }).notNull(),
  judgedOn: day('judged_on').notNull(),
  facts: jsonb().notNull(),
  variant: text().notNull(),
  variantHash: text('variant_hash').notNull(),
  dataHash: text('data_hash').notNull(),
  engine: text().notNull(),
  outcome: text().notNull(),
  evaluation: jsonb().notNull(),
  shadow: jsonb().notNull(),
  recordedAt: recordedAt(),
})
