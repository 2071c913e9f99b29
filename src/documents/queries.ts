import { eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Actor } from '../kernel/actor.js'
import type { FieldError } from '../kernel/problems.js'
import { reasonText } from '../kernel/reasons.js'
import { isTheirs } from './decisions.js'
import { documentPublications, documents } from './tables.js'

export type Document = typeof documents.$inferSelect & { readonly isPublished: boolean }

export async function documentById(reader: Reader, id: string): Promise<Document | undefined> {
  const [row] = await reader
    .select({
      document: documents,
      isPublished: sql<boolean>`${isNotNull(documentPublications.document)}`,
    })
    .from(documents)
    .leftJoin(documentPublications, eq(documentPublications.document, documents.id))
    .where(eq(documents.id, id))
  return row && { ...row.document, isPublished: row.isPublished }
}

/** The documents that somebody cites in an act, in that order, and an error below `pointer` for each that he may not cite. */
export async function citedDocuments(
  reader: Reader,
  actor: Actor,
  ids: readonly string[],
  pointer: string,
): Promise<{ cited: { id: string; sha256: string }[]; errors: FieldError[] }> {
  const rows =
    ids.length === 0
      ? []
      : await reader
          .select()
          .from(documents)
          .where(inArray(documents.id, [...ids]))
  const theirs = new Map(rows.filter((row) => isTheirs(actor, row)).map((row) => [row.id, row]))
  return {
    cited: ids.flatMap((id) => theirs.get(id) ?? []).map(({ id, sha256 }) => ({ id, sha256 })),
    errors: ids.flatMap((id, i) =>
      theirs.has(id) ? [] : [{ pointer: `${pointer}/${i}`, detail: reasonText('document-unknown') }],
    ),
  }
}
