import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import { documentPublications, documents } from './tables.js'

type NewDocument = typeof documents.$inferInsert

/** Whoever keeps or forgets a file of this content comes one after the other. */
export const fileLock = (sha256: string): string => `document file ${sha256}`

export async function lockFile(tx: Transaction, sha256: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${fileLock(sha256)}, 0))`)
}

/** The document that the same upload made before. */
export async function sameUpload(
  tx: Transaction,
  { sha256, type, uploadedBy, organization }: NewDocument,
): Promise<{ id: string } | undefined> {
  const [row] = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(
      and(
        ...[eq(documents.sha256, sha256), eq(documents.type, type), eq(documents.uploadedBy, uploadedBy)],
        organization == null ? isNull(documents.organization) : eq(documents.organization, organization),
      ),
    )
  return row
}

export async function insertDocument(tx: Transaction, row: NewDocument): Promise<void> {
  await tx.insert(documents).values(row)
}

export async function insertPublication(tx: Transaction, document: string, now: Date): Promise<void> {
  await tx.insert(documentPublications).values({ document, publishedAt: now })
}
