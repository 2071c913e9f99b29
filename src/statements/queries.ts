import { sql } from 'drizzle-orm'
import type { House, Reader } from '../audit/house.js'
import { momentText } from '../database/moment-text.js'
import type { Actor } from '../kernel/actor.js'
import { type Currency, toMoneyView } from '../kernel/money.js'
import { isRefusal } from '../kernel/problems.js'
import type { LineQuery, StatementLineView, StatementView } from './contract.js'
import { openLine } from './lines-store.js'

/** What became of a line, by its match. */
const became = sql`CASE WHEN m.reason = 'set-aside' THEN 'set-aside'
  WHEN m.reason IN ('collection-number', 'dedicated-account', 'posted-by-hand') THEN 'posted' ELSE 'linked' END`
const statusOf = sql`CASE WHEN l.repeats THEN 'duplicate' WHEN m.line IS NULL THEN 'unmatched' ELSE ${became} END`

/** The match of a line `l`. `LIMIT` has each looked up by its key: of a statement that has just come in the planner knows nothing. */
export const matchOfLine = sql`(SELECT * FROM standing_matches AS m
  WHERE m.ledger = l.ledger AND m.statement = l.statement AND m.line = l.line LIMIT 1)`

/** The statements of a ledger, or one of them, the newest first. */
export async function statementsOf(
  reader: Reader,
  ledger: string,
  { id, after, limit }: { id?: string; after?: string; limit: number },
): Promise<StatementView[]> {
  const rows = await reader.execute<StatementView & Record<string, unknown>>(sql`
    SELECT s.id, s.ledger, s.iban AS account, s.format, s.encoding, s.currency, s.first_day::text AS "from", s.last_day::text AS "to",
      s.opening::text, s.credits::text, s.debits::text, s.closing::text, s.lines, m.linked, m.posted, m."setAside", d.duplicates,
      s.lines - d.duplicates - m.linked - m.posted - m."setAside" AS unmatched,
      ${momentText('s.imported_at')} AS "importedAt"
    FROM statements AS s, LATERAL (
      SELECT count(*) FILTER (WHERE became = 'linked')::int AS linked, count(*) FILTER (WHERE became = 'posted')::int AS posted,
        count(*) FILTER (WHERE became = 'set-aside')::int AS "setAside"
      FROM (SELECT ${became} AS became FROM standing_matches AS m WHERE m.ledger = s.ledger AND m.statement = s.id) AS matches
    ) AS m, LATERAL (
      SELECT count(*)::int AS duplicates FROM statement_lines AS l WHERE l.ledger = s.ledger AND l.statement = s.id AND l.repeats
    ) AS d
    WHERE s.ledger = ${ledger} AND (${id ?? null}::uuid IS NULL OR s.id = ${id ?? null}::uuid)
      AND (${after ?? null}::uuid IS NULL OR s.id < ${after ?? null}::uuid)
    ORDER BY s.id DESC LIMIT ${limit}`)
  return [...rows]
}

interface LineRow extends Omit<StatementLineView, 'amount' | 'counterparty' | 'purpose'> {
  readonly [column: string]: unknown
  readonly sealed: Buffer
  readonly amount: string
  readonly currency: Currency
}

/**
 * The lines of the statements of a ledger in the order in which they came in, with what the bank says of the other side: it is
 * written down who looked, as of all personal data.
 */
export async function linesOf(
  house: House,
  actor: Actor,
  ledger: string,
  query: LineQuery,
): Promise<StatementLineView[]> {
  const command = { actor, action: 'statement.look', log: 'internal', subject: `ledger:${ledger}` }
  const lines = await house.door.act(command, ({ tx }) => readLines(house, tx, ledger, query))
  return isRefusal(lines) ? [] : lines
}

async function readLines(
  house: House,
  reader: Reader,
  ledger: string,
  { status, after, limit }: LineQuery,
): Promise<StatementLineView[]> {
  const [statement, line] = after?.split('~') ?? [null, null]
  const rows = await reader.execute<LineRow>(sql`
    SELECT l.statement, l.line, ${statusOf} AS status, l.booked_on::text AS "bookedOn", CASE l.side WHEN 'C' THEN 'credit' ELSE 'debit' END AS side,
      l.amount::text, s.currency, l.sealed, l.knp, l.kod, l.kbe, l.document_number AS "documentNumber", l.reference, l.drive AS collection,
      m.transaction_id AS transaction, m.reason, CASE WHEN m.line IS NULL THEN f.problem END AS "refusedBy"
    FROM statement_lines AS l JOIN statements AS s ON s.id = l.statement LEFT JOIN LATERAL ${matchOfLine} AS m ON true
      LEFT JOIN LATERAL (
        SELECT f.problem FROM statement_refusals AS f WHERE f.ledger = l.ledger AND f.statement = l.statement AND f.line = l.line LIMIT 1
      ) AS f ON true
    WHERE l.ledger = ${ledger} AND (${status ?? null}::text IS NULL OR ${statusOf} = ${status ?? null})
      AND (${statement}::uuid IS NULL OR (l.statement, l.line) > (${statement}::uuid, ${line}::integer))
    ORDER BY l.statement, l.line LIMIT ${limit}`)
  return rows.map(({ sealed, amount, currency, ...row }) => {
    const { name, binOrIin, iban, purpose } = openLine(house, sealed)
    return {
      ...row,
      amount: toMoneyView(BigInt(amount), currency),
      counterparty: { name, binOrIin, iban },
      purpose,
    }
  })
}
