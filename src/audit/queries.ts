import { sql } from 'drizzle-orm'
import type { AuditEntry, AuditQuery } from './contract.js'
import type { Reader } from './house.js'

const neverPublished = 'internal'

/** The newest signed note of a published log; undefined if there is none (yet). */
export async function newestCheckpoint(reader: Reader, log: string): Promise<string | undefined> {
  if (log === neverPublished) return undefined
  const [row] = await reader.execute<{ note: string }>(
    sql`SELECT note FROM checkpoints WHERE log = ${log} ORDER BY size DESC LIMIT 1`,
  )
  return row?.note
}

export async function publishedLogs(reader: Reader): Promise<string[]> {
  const rows = await reader.execute<{ name: string }>(
    sql`SELECT name FROM logs WHERE name <> ${neverPublished} ORDER BY name`,
  )
  return rows.map((row) => row.name)
}

/** Entries newest first. `after` is `log/index` of the last one seen. */
export async function auditEntries(
  reader: Reader,
  query: AuditQuery,
): Promise<(AuditEntry & { at: string })[]> {
  const { actor, action, subject, log, from, to, after, limit } = query
  const [, afterAt, afterLog, afterIndex] = /^(.+)~(.+)~(.+)$/.exec(after ?? '') ?? []
  const conditions = [
    actor !== undefined && sql`actor = ${actor}`,
    action !== undefined && sql`action = ${action}`,
    subject !== undefined && sql`subject = ${subject}`,
    log !== undefined && sql`log = ${log}`,
    from !== undefined && sql`at >= ${from.toISOString()}::timestamptz`,
    to !== undefined && sql`at <= ${to.toISOString()}::timestamptz`,
    afterAt !== undefined &&
      sql`(at, log, index) < (${afterAt}::timestamptz, ${afterLog}, ${afterIndex}::bigint)`,
  ].filter((condition) => condition !== false)
  const rows = await reader.execute<
    Record<string, unknown> & Omit<AuditEntry, 'leaf'> & { leaf: string }
  >(sql`
    SELECT log, index::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, actor, action, subject, leaf
    FROM audit_entries WHERE ${conditions.length > 0 ? sql.join(conditions, sql` AND `) : sql`true`}
    ORDER BY audit_entries.at DESC, log DESC, audit_entries.index DESC LIMIT ${limit + 1}`)
  return rows.map((row) => ({ ...row, leaf: JSON.parse(row.leaf) }))
}

export const keyOfEntry = (entry: AuditEntry): string => `${entry.at}~${entry.log}~${entry.index}`
