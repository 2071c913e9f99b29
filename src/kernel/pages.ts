import { z } from 'zod'

/** `?limit=&after=` of every list: keyset pagination, stable under writes. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
})
export type PageQuery = z.output<typeof PageQuery>

/** Where a page ends in a list that several columns order, `a~b`: each part as the database must be able to read it. */
export const placeAmong = (...parts: readonly z.ZodType[]) =>
  z.string().refine((text) => {
    const given = text.split('~')
    return given.length === parts.length && parts.every((part, i) => part.safeParse(given[i]).success)
  })

/** A page of a list and where the next one begins; `null` at the end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

/** Cuts the one item more than asked for, which tells that there is a next page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  view: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(view), next: rows.length > limit && last !== undefined ? keyOf(last) : null }
}
