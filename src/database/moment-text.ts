import { type SQL, sql } from 'drizzle-orm'

/** A column of moments as RFC 3339 with milliseconds, in UTC. `column` is ours: it is not escaped. */
export const momentText = (column: string): SQL =>
  sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
