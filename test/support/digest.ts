import type { Adal } from './app.js'

/** One digest over every kept row of every table that is sealed into a log: the same as long as nothing has changed. */
export async function digestOfKept({ opened }: Adal): Promise<string> {
  const tables = await opened.reading<{ name: string; states: string }[]>`
    SELECT name, states FROM kept_tables ORDER BY name`
  const digests = tables.map(
    ({ name, states }) =>
      `SELECT '${name}' AS name, md5(coalesce(string_agg(concat(key, ' ', state), ',' ORDER BY key), '')) AS digest FROM (${states}) AS s`,
  )
  const rows = await opened.reading.unsafe(digests.join(' UNION ALL '))
  return rows.map(({ name, digest }) => `${name} ${digest}`).join('\n')
}
