import { sql } from 'drizzle-orm'
import type { By, House, Reader } from '../audit/house.js'
import { notAllowed } from '../http/problems.js'
import { uuidv7 } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import type { MappingView, NewMapping } from './mapping-contract.js'
import type { Preset } from './presets.js'
import { TableMapping } from './tables/mapping.js'

/** Keeps how a bank's table is read. What is kept under a name never changes: this is its next version. */
export async function saveMapping(
  house: House,
  by: By,
  ledger: string,
  { name, table }: NewMapping,
): Promise<MappingView | Refusal> {
  const { actor } = by
  if (actor.kind !== 'person' || !mayDispose(actor, ledger)) return notAllowed()
  const command = { ...by, action: 'statement-mapping.save', log: ledger }
  return house.door.act<MappingView>(command, async ({ tx, now, say }) => {
    await tx.execute(
      sql`SELECT pg_advisory_xact_lock(hashtextextended(${`statement mappings of ${ledger}`}, 0))`,
    )
    const id = uuidv7(now)
    const [row] = await tx.execute<{ version: number }>(sql`
      INSERT INTO statement_mappings (id, ledger, name, version, mapping, created_by, created_at)
      SELECT ${id}::uuid, ${ledger}, ${name}, coalesce(max(version), 0) + 1, ${JSON.stringify(table)}::text::jsonb, ${actor.id}::uuid,
        ${now.toISOString()}::timestamptz
      FROM statement_mappings WHERE ledger = ${ledger} AND name = ${name} RETURNING version`)
    const { version } = row!
    // Its name is what people call it, and the log may be read by all.
    say({ subject: `statement-mapping:${id}`, facts: { version } })
    return { id, ledger, name, version, layout: null, note: null, table, savedAt: now.toISOString() }
  })
}

const presetView = ({ id, name, layout, note, table }: Preset): MappingView => ({
  ...{ id, ledger: null, name, version: 1, layout, note, table, savedAt: null },
})

interface Row {
  readonly [column: string]: unknown
  readonly id: string
  readonly ledger: string
  readonly name: string
  readonly version: number
  readonly mapping: unknown
  readonly created_at: string
}

const view = ({ id, ledger, name, version, mapping, created_at }: Row): MappingView => ({
  ...{ id, ledger, name, version, layout: null, note: null, table: TableMapping.parse(mapping) },
  savedAt: new Date(created_at).toISOString(),
})

/** The mappings for a ledger: those that every one has, then the last versions of its own, in the order of their ids. */
export async function mappingsFor(
  reader: Reader,
  presets: readonly Preset[],
  ledger: string,
  { after, limit }: { after?: string; limit: number },
): Promise<MappingView[]> {
  const rows = await reader.execute<Row & Record<string, unknown>>(sql`
    SELECT * FROM statement_mappings AS m
    WHERE ledger = ${ledger} AND (${after ?? null}::uuid IS NULL OR id > ${after ?? null}::uuid)
      AND NOT EXISTS (SELECT FROM statement_mappings AS n WHERE n.ledger = m.ledger AND n.name = m.name AND n.version > m.version)
    ORDER BY id LIMIT ${limit}`)
  const first = presets.filter(({ id }) => after === undefined || id > after).map(presetView)
  return [...first, ...rows.map(view)].slice(0, limit)
}

/** One of them, of any version: a preset, or one of this ledger. */
export async function mappingFor(
  reader: Reader,
  presets: readonly Preset[],
  ledger: string,
  id: string,
): Promise<MappingView | undefined> {
  const preset = presets.find((known) => known.id === id)
  if (preset !== undefined) return presetView(preset)
  const [row] = await reader.execute<Row & Record<string, unknown>>(
    sql`SELECT * FROM statement_mappings WHERE ledger = ${ledger} AND id = ${id}`,
  )
  return row && view(row)
}
