import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import type { Actor } from '../kernel/actor.js'
import type { Variant } from '../law/variant.js'
import { variants } from './tables.js'

type Row = typeof variants.$inferSelect

/** The composed variants that an actor may see, the oldest first, without what they say. */
export async function listVisible(
  reader: Reader,
  actor: Actor,
): Promise<Pick<Row, 'id' | 'hash' | 'publishedAt'>[]> {
  const { id, hash, publishedAt, createdBy, createdAt } = variants
  const isTheirs = actor.kind === 'person' ? eq(createdBy, actor.id) : undefined
  return reader
    .select({ id, hash, publishedAt })
    .from(variants)
    .where(or(isNotNull(publishedAt), isTheirs))
    .orderBy(asc(createdAt), asc(id))
}

/** Composed variants as they were composed, whatever has become of their bases. */
export async function loadVariants(reader: Reader, ids: readonly string[]): Promise<Variant[]> {
  if (ids.length === 0) return []
  const rows = await reader
    .select()
    .from(variants)
    .where(inArray(variants.id, [...ids]))
  return rows.map(variantFrom)
}

function variantFrom({ id, definition, baseHash, provisions, hash }: Row): Variant {
  const { title, note, status, base, changes } = definition
  const pinned = base === null ? null : { id: base, hash: baseHash }
  return { id, status, provisions, title, note, base: pinned, changes, hash }
}

export const insertVariant = (tx: Transaction, row: Row) => tx.insert(variants).values(row)

/** Publishes a variant of its author that is not yet published; whether there was one. */
export async function setPublished(
  tx: Transaction,
  id: string,
  author: string,
  publishedAt: Date,
): Promise<boolean> {
  const rows = await tx
    .update(variants)
    .set({ publishedAt })
    .where(and(eq(variants.id, id), eq(variants.createdBy, author), isNull(variants.publishedAt)))
    .returning({ id: variants.id })
  return rows.length > 0
}
