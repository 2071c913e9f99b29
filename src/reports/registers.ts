import type { Snapshot } from '../database/snapshots.js'
import { type Cell, csvOf } from './csv.js'
import { moment } from './queries.js'

/** A list of the kit that is a query of the ledger, a line a row, its columns as the query names them. */
export interface Register {
  readonly file: string
  readonly columns: readonly string[]
  readonly query: string
}

/**
 * The registers, without names of persons. Of donations and refunds they hold each column that the log commits to, so that
 * the state of a row can be computed anew; a disbursement holds a sealed name, which stays here, and is compared with what
 * its leaf says. A further register is a further item.
 */
export const registers: readonly Register[] = [
  {
    file: 'donations.csv',
    columns: [
      ...['id', 'receipt', 'drive', 'collection', 'amount', 'currency', 'channel', 'received_at', 'held'],
      ...['donor_kind', 'visibility', 'donor_commitment', 'reference'],
    ],
    query: `SELECT d.id, d.receipt, c.number AS drive, d.collection, ${tenge('d.amount')} AS amount, f.currency, d.channel,
        ${moment('d.received_at')} AS received_at, d.held::text, d.donor_kind, d.visibility, d.donor_commitment, d.reference
      FROM donations AS d
        LEFT JOIN collections AS c ON c.id = d.collection LEFT JOIN funds AS f ON f.ledger = d.ledger AND f.id = d.collection
      WHERE d.ledger = $1 ORDER BY d.ledger, d.id`,
  },
  {
    file: 'disbursements.csv',
    columns: [
      ...['id', 'drive', 'collection', 'amount', 'currency', 'category', 'paid_on'],
      ...['beneficiary_kind', 'beneficiary_commitment', 'evidence', 'purpose', 'channel', 'gift', 'quantity'],
    ],
    query: `SELECT d.id, c.number AS drive, d.collection, ${tenge('d.amount')} AS amount, f.currency, d.category,
        t.effective_on::text AS paid_on, d.beneficiary_kind, d.beneficiary_commitment, array_to_string(d.evidence, ' ') AS evidence, d.purpose,
        coalesce(d.channel, 'transfer') AS channel, d.gift, trim_scale(d.quantity)::text AS quantity
      FROM disbursements AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
        LEFT JOIN collections AS c ON c.id = d.collection LEFT JOIN funds AS f ON f.ledger = d.ledger AND f.id = d.collection
      WHERE d.ledger = $1 ORDER BY d.ledger, d.id`,
  },
  {
    file: 'refunds.csv',
    columns: ['id', 'donation', 'amount', 'currency', 'refunded_on', 'reason'],
    query: `SELECT r.id, r.donation, ${tenge('r.amount')} AS amount, f.currency, t.effective_on::text AS refunded_on, r.reason
      FROM refunds AS r JOIN transactions AS t ON t.ledger = r.ledger AND t.id = r.id
        LEFT JOIN funds AS f ON f.ledger = t.ledger AND f.id = t.fund
      WHERE r.ledger = $1 ORDER BY r.ledger, r.id`,
  },
  {
    file: 'documents.csv',
    columns: ['sha256', 'disbursement'],
    query: `SELECT e.sha256, d.id AS disbursement FROM disbursements AS d, unnest(d.evidence) WITH ORDINALITY AS e (sha256, place)
      WHERE d.ledger = $1 ORDER BY d.id, e.place`,
  },
]

/** Minor units as a decimal number with two places, as `decimal` writes them. */
function tenge(column: string): string {
  return `(${column}::numeric / 100)::numeric(21, 2)::text`
}

export async function* registerOf(snapshot: Snapshot, ledger: string, { columns, query }: Register) {
  yield* csvOf(columns, rowsOf(snapshot.rows<Record<string, Cell>>(query, [ledger]), columns))
}

async function* rowsOf(rows: AsyncIterable<Record<string, Cell>>, columns: readonly string[]) {
  for await (const row of rows) yield columns.map((column) => row[column] ?? null)
}
