import { integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { DocumentType } from './types.js'

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const documents = pgTable('documents', {
  id: uuid().primaryKey(),
  sha256: text().notNull(),
  type: text().$type<DocumentType>().notNull(),
  bytes: integer().notNull(),
  uploadedBy: uuid('uploaded_by').notNull(),
  organization: uuid(),
  uploadedAt: moment('uploaded_at').notNull(),
})

export const documentPublications = pgTable('document_publications', {
  document: uuid().primaryKey(),
  publishedAt: moment('published_at').notNull(),
})
