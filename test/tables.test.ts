import { readdirSync } from 'node:fs'
import { is } from 'drizzle-orm'
import { getTableConfig, getViewConfig, type PgColumn, PgTable, PgView } from 'drizzle-orm/pg-core'
import t from 'tap'
import { openPool } from '../src/database/pool.js'
import { testDatabase } from './support/database.js'

/** What every room says that it keeps: relations by name, each with its columns as `type` or `type NOT NULL`. */
async function mirrored(): Promise<Map<string, Record<string, string>>> {
  const source = new URL('../src/', import.meta.url)
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(^|\/)tables\.js$/.test(name),
  )
  const relations = new Map<string, Record<string, string>>()
  for (const file of files) {
    for (const kept of Object.values(await import(new URL(file, source).href))) {
      if (is(kept, PgTable)) {
        const { name, columns } = getTableConfig(kept)
        relations.set(name, described(columns))
      } else if (is(kept, PgView)) {
        const { name, selectedFields } = getViewConfig(kept)
        relations.set(name, described(Object.values(selectedFields) as PgColumn[]))
      }
    }
  }
  return relations
}

const described = (columns: readonly PgColumn[]) =>
  Object.fromEntries(columns.map((column) => [column.name, written(column.getSQLType(), column.notNull)]))

const written = (type: string, isRequired: boolean): string => (isRequired ? `${type} NOT NULL` : type)

t.test('the tables of the rooms mirror those of the database, column for column', async (t) => {
  const { target } = await testDatabase(t)
  const owner = openPool(target, { max: 1 })
  t.teardown(() => owner.end())
  const rows = await owner<
    { relation: string; kind: string; name: string; type: string; required: boolean }[]
  >`
    SELECT c.relname AS relation, c.relkind AS kind, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
      a.attnotnull AS required
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped`
  const relations = await mirrored()
  t.ok(relations.size >= 20)
  for (const [relation, columns] of relations) {
    const kept = rows.filter((row) => row.relation === relation)
    // A view says of no column that it is required.
    const isView = kept[0]?.kind === 'v'
    const inDatabase = kept.map(({ name, type, required }) => [name, written(type, required)])
    const inRoom = Object.entries(columns).map(([name, type]) => [
      name,
      isView ? type.replace(' NOT NULL', '') : type,
    ])
    t.strictSame(Object.fromEntries(inRoom), Object.fromEntries(inDatabase), relation)
  }
})

t.test('every table is sealed into the log, or is one of those that need not be', async (t) => {
  const { target } = await testDatabase(t)
  const owner = openPool(target, { max: 1 })
  t.teardown(() => owner.end())
  const rows = await owner<{ name: string }[]>`
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
      AND relname NOT IN (SELECT name FROM kept_tables) ORDER BY 1`
  t.strictSame(
    rows.map(({ name }) => name),
    [
      // Sums of entries by day.
      'account_days',
      // The signed heads of the logs.
      'checkpoints',
      // The cases of uploads, sealed by the hash of the file; results with theirs; and who runs what at the moment.
      ...['comparison_cases', 'comparison_cells', 'comparison_leases', 'comparison_results'],
      // Who records donations under which law: the leaf of each says it.
      'donation_contexts',
      // The donor of a donation, whom its leaf commits to with a salt, so that the person can be erased.
      'donors',
      // Legs of transactions, sealed with them; and totals, which are sums of the legs.
      ...['entries', 'funds'],
      // What was answered to which key, the list of what is kept, and the log itself with its heads.
      ...['idempotency_keys', 'kept_tables', 'log_entries', 'logs'],
      // The donations of a payout, sealed by its hash.
      'payout_donations',
      // Who gives what is authorized: deleted when it is settled.
      'pending_donors',
      // Lines of statements and what became of them, sealed by the hashes of their statement and their batch; why one was refused.
      ...['statement_lines', 'statement_matches', 'statement_refusals'],
      // What of statements is under way.
      'statements_in_work',
      // What the writing role may do.
      'writer_privileges',
    ],
  )
})
