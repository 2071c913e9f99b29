import type { Snapshot } from '../database/snapshots.js'
import type { Day } from '../kernel/days.js'
import type { LedgerAccount } from './chart.js'

async function all<Row extends object>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const read: Row[] = []
  for await (const row of rows) read.push(row)
  return read
}

/** Microseconds, as the states of the log count them. */
export const moment = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Every leaf of a log from its first, as it was hashed. */
export async function* leavesOf(snapshot: Snapshot, log: string): AsyncGenerator<string> {
  const rows = snapshot.rows<{ leaf: string }>(
    'SELECT leaf FROM audit_entries WHERE log = $1 ORDER BY log, index',
    [log],
  )
  for await (const { leaf } of rows) yield leaf
}

/** The seals of a ledger from its first, a JSON text each, as the state of the row is computed of it. */
export async function* sealsOf(snapshot: Snapshot, ledger: string): AsyncGenerator<string> {
  const rows = snapshot.rows<{ seal: string }>(
    'SELECT to_jsonb(s)::text AS seal FROM period_seals AS s WHERE s.ledger = $1 ORDER BY s.ledger, s.through',
    [ledger],
  )
  for await (const { seal } of rows) yield seal
}

/** The newest signed head of a log; undefined if it has none (yet). */
export async function checkpointOf(snapshot: Snapshot, log: string): Promise<string | undefined> {
  const [newest] = await all<{ note: string }>(
    snapshot.rows('SELECT note FROM checkpoints WHERE log = $1 ORDER BY size DESC LIMIT 1', [log]),
  )
  return newest?.note
}

/** Every account in the order of its number. A ledger that is not there has none. */
export const accountsOf = (snapshot: Snapshot, ledger: string): Promise<LedgerAccount[]> =>
  all(
    snapshot.rows(
      `SELECT a.id AS number, a.code, a.type, a.fund, f.beside, c.number AS drive, a.role, a.currency
       FROM accounts AS a LEFT JOIN funds AS f ON f.ledger = a.ledger AND f.id = a.fund
         LEFT JOIN collections AS c ON c.id = coalesce(f.beside, a.fund)
       WHERE a.ledger = $1 ORDER BY a.id`,
      [ledger],
    ),
  )

/** What a unit of a currency was worth on a day, as a decimal number of tenge. */
export interface Price {
  readonly day: Day
  readonly currency: string
  readonly tenge: string
}

/** The rates by which the gifts of a ledger were valued, in the order of their days. */
export const pricesOf = (snapshot: Snapshot, ledger: string): Promise<Price[]> =>
  all(
    snapshot.rows(
      `SELECT DISTINCT x.day::text, x.currency, trim_scale(x.rate / x.units)::text AS tenge, x.id
       FROM foreign_gifts AS g JOIN exchange_rates AS x ON x.id = g.rate WHERE g.ledger = $1 ORDER BY 1, 2, x.id`,
      [ledger],
    ),
  )

/** The first and the last day on which something took effect; undefined where nothing has. */
export async function daysOf(
  snapshot: Snapshot,
  ledger: string,
): Promise<{ first: Day; last: Day } | undefined> {
  const [days] = await all<{ first: Day | null; last: Day | null }>(
    snapshot.rows(
      `SELECT min(effective_on)::text AS first, max(effective_on)::text AS last FROM transactions WHERE ledger = $1`,
      [ledger],
    ),
  )
  return days?.first && days.last ? { first: days.first, last: days.last } : undefined
}

export interface Leg {
  readonly leg: number
  /** The number of the account. */
  readonly account: number
  readonly side: 'D' | 'C'
  readonly amount: bigint
}

export interface JournalTransaction {
  readonly id: string
  readonly kind: string
  readonly fund: string | null
  readonly effectiveOn: Day
  readonly recordedAt: string
  readonly reverses: string | null
  readonly receipt: string | null
  readonly legs: readonly Leg[]
}

/** Every transaction with its legs and its receipt, in the order of the ids (time-ordered). */
export async function* transactionsOf(
  snapshot: Snapshot,
  ledger: string,
): AsyncGenerator<JournalTransaction> {
  const rows = snapshot.rows<Omit<JournalTransaction, 'legs'> & { legs: string }>(
    `SELECT t.id, t.kind, t.fund, t.effective_on::text AS "effectiveOn", ${moment('t.recorded_at')} AS "recordedAt", t.reverses,
       (SELECT d.receipt FROM donations AS d WHERE d.ledger = t.ledger AND d.id = t.id) AS receipt,
       (SELECT string_agg(concat_ws(' ', e.leg, e.account, e.side, e.amount), ',' ORDER BY e.leg)
        FROM entries AS e WHERE e.ledger = t.ledger AND e.transaction_id = t.id) AS legs
     FROM transactions AS t WHERE t.ledger = $1 ORDER BY t.ledger, t.id`,
    [ledger],
  )
  for await (const { legs, ...transaction } of rows)
    yield { ...transaction, legs: legs.split(',').map(legOf) }
}

function legOf(text: string): Leg {
  const [leg, account, side, amount] = text.split(' ')
  return {
    leg: Number(leg),
    account: Number(account),
    side: side === 'D' ? 'D' : 'C',
    amount: BigInt(amount ?? ''),
  }
}

export interface PeriodSums {
  /** The number of the account. */
  readonly account: number
  /** What stood there before the period: debits less credits. */
  readonly opening: bigint
  /** What moved in the period, on either side. */
  readonly debit: bigint
  readonly credit: bigint
}

/** What each account of a ledger held before a period, and what moved in it; by effective days, in minor units. */
export async function periodSums(
  snapshot: Snapshot,
  ledger: string,
  { from, to }: { from: Day; to: Day },
): Promise<PeriodSums[]> {
  const rows = await all<Record<'opening' | 'debit' | 'credit', string> & { account: number }>(
    snapshot.rows(
      `SELECT a.id AS account,
         coalesce(sum(CASE e.side WHEN 'D' THEN e.amount::numeric ELSE -e.amount END) FILTER (WHERE e.effective_on < $2), 0)::text AS opening,
         coalesce(sum(e.amount) FILTER (WHERE e.side = 'D' AND e.effective_on >= $2), 0)::text AS debit,
         coalesce(sum(e.amount) FILTER (WHERE e.side = 'C' AND e.effective_on >= $2), 0)::text AS credit
       FROM accounts AS a LEFT JOIN entries AS e ON e.ledger = a.ledger AND e.account = a.id AND e.effective_on <= $3
       WHERE a.ledger = $1 GROUP BY a.id ORDER BY a.id`,
      [ledger, from, to],
    ),
  )
  return rows.map(({ account, opening, debit, credit }) => ({
    account,
    opening: BigInt(opening),
    debit: BigInt(debit),
    credit: BigInt(credit),
  }))
}
