import type { Snapshot } from '../database/snapshots.js'
import { type Cell, csvOf } from './csv.js'
import { moment } from './queries.js'

/** A list of the kit that is a query of the ledger, a line a row, its columns as the query names them. */
export interface Register {
  readonly file: string
  readonly columns: readonly string[]
  readonly query: string
}

/** Of a sum in another currency; `amount` is its value in tenge. */
const foreign = ['foreign_currency', 'foreign_amount']

/**
 * The registers, without names of persons. Of donations and refunds they hold each column that the log commits to, so that
 * the state of a row can be computed anew, as of gifts in other currencies and of conversions; a disbursement holds a sealed
 * name, which stays here, and is compared with what its leaf says. Who was there when a box was opened is in a ciphertext. Lines of statements are hashed with their statement: who
 * the other side is, and the words of the payment, are in a ciphertext that opens nowhere but here. A further register is a
 * further item.
 */
export const registers: readonly Register[] = [
  {
    file: 'donations.csv',
    columns: [
      ...['id', 'receipt', 'drive', 'collection', 'amount', 'currency', 'channel', 'received_at', 'held'],
      ...['donor_kind', 'visibility', 'donor_commitment', 'reference', ...foreign],
    ],
    query: `SELECT d.id, d.receipt, c.number AS drive, d.collection, ${asDecimal('d.amount')} AS amount, f.currency, d.channel,
        ${moment('d.received_at')} AS received_at, d.held::text, d.donor_kind, d.visibility, d.donor_commitment, d.reference,
        g.currency AS foreign_currency, ${asDecimal('g.amount')} AS foreign_amount
      FROM donations AS d LEFT JOIN foreign_gifts AS g ON g.ledger = d.ledger AND g.donation = d.id
        LEFT JOIN collections AS c ON c.id = d.collection LEFT JOIN funds AS f ON f.ledger = d.ledger AND f.id = d.collection
      WHERE d.ledger = $1 ORDER BY d.ledger, d.id`,
  },
  {
    file: 'disbursements.csv',
    columns: [
      ...['id', 'drive', 'collection', 'amount', 'currency', 'category', 'paid_on'],
      ...['beneficiary_kind', 'beneficiary_commitment', 'evidence', 'purpose', 'channel', 'gift', 'quantity'],
      ...foreign,
      'due_on',
    ],
    query: `SELECT d.id, c.number AS drive, d.collection, ${asDecimal('d.amount')} AS amount, f.currency, d.category,
        t.effective_on::text AS paid_on, d.beneficiary_kind, d.beneficiary_commitment, array_to_string(d.evidence, ' ') AS evidence, d.purpose,
        coalesce(d.channel, 'transfer') AS channel, d.gift, trim_scale(d.quantity)::text AS quantity,
        d.currency AS foreign_currency, ${asDecimal('d.foreign_amount')} AS foreign_amount, d.due_on::text
      FROM disbursements AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
        LEFT JOIN collections AS c ON c.id = d.collection LEFT JOIN funds AS f ON f.ledger = d.ledger AND f.id = d.collection
      WHERE d.ledger = $1 ORDER BY d.ledger, d.id`,
  },
  {
    file: 'invoice-payments.csv',
    columns: ['id', 'invoice', 'amount', 'paid_on', 'round', 'account'],
    query: `SELECT p.id, p.invoice, ${asDecimal('d.amount')} AS amount, t.effective_on::text AS paid_on, p.round, p.account
      FROM invoice_payments AS p JOIN disbursements AS d ON d.ledger = p.ledger AND d.id = p.invoice
        JOIN transactions AS t ON t.ledger = p.ledger AND t.id = p.id
      WHERE p.ledger = $1 ORDER BY p.ledger, p.id`,
  },
  {
    file: 'refunds.csv',
    columns: ['id', 'donation', 'amount', 'currency', 'refunded_on', 'reason', ...foreign],
    query: `SELECT r.id, r.donation, ${asDecimal('r.amount')} AS amount, f.currency, t.effective_on::text AS refunded_on, r.reason,
        r.currency AS foreign_currency, ${asDecimal('r.foreign_amount')} AS foreign_amount
      FROM refunds AS r JOIN transactions AS t ON t.ledger = r.ledger AND t.id = r.id
        LEFT JOIN funds AS f ON f.ledger = t.ledger AND f.id = t.fund
      WHERE r.ledger = $1 ORDER BY r.ledger, r.id`,
  },
  {
    file: 'foreign-gifts.csv',
    columns: ['donation', 'currency', 'amount', 'rate_id', 'day', 'rate', 'units', 'origin'],
    query: `SELECT g.donation, g.currency, ${asDecimal('g.amount')} AS amount, x.id AS rate_id, x.day::text, trim_scale(x.rate)::text AS rate,
        x.units, x.origin FROM foreign_gifts AS g JOIN exchange_rates AS x ON x.id = g.rate
      WHERE g.ledger = $1 ORDER BY g.ledger, g.donation`,
  },
  {
    file: 'conversions.csv',
    columns: [
      ...[
        'id',
        'drive',
        'collection',
        'currency',
        'sold',
        'received',
        'book_value',
        'converted_on',
        'reference',
      ],
    ],
    query: `SELECT k.id, c.number AS drive, k.collection, k.currency, ${asDecimal('k.sold')} AS sold, ${asDecimal('k.received')} AS received,
        ${asDecimal('k.book_value')} AS book_value, t.effective_on::text AS converted_on, k.reference
      FROM conversions AS k JOIN transactions AS t ON t.ledger = k.ledger AND t.id = k.id LEFT JOIN collections AS c ON c.id = k.collection
      WHERE k.ledger = $1 ORDER BY k.ledger, k.id`,
  },
  {
    file: 'box-openings.csv',
    columns: [
      ...[
        'id',
        'drive',
        'collection',
        'box',
        'box_id',
        'opened_at',
        'round',
        'place',
        'present',
        'ciphertext',
      ],
      ...[
        'present_commitment',
        'seal',
        'seal_broken',
        'new_seal',
        'counted',
        'denominations',
        'foreign_notes',
      ],
      ...['document', 'recorded_by', 'recorded_at'],
    ],
    query: `SELECT o.id, c.number AS drive, o.collection, b.number AS box, o.box AS box_id, ${asJson('o.opened_at')} AS opened_at, o.round,
        o.place, o.present, encode(o.present_sealed, 'hex') AS ciphertext, o.present_commitment, o.seal, o.seal_broken::text, o.new_seal,
        ${asDecimal('o.counted')} AS counted, o.denominations::text, o.foreign_notes::text, o.document, o.recorded_by, ${asJson('o.recorded_at')} AS recorded_at
      FROM box_openings AS o JOIN collection_boxes AS b ON b.id = o.box JOIN collections AS c ON c.id = o.collection
      WHERE o.ledger = $1 ORDER BY o.ledger, o.id`,
  },
  {
    file: 'documents.csv',
    columns: ['sha256', 'disbursement', 'document', 'type'],
    query: `SELECT e.sha256, d.id AS disbursement, f.id AS document, f.type
      FROM disbursements AS d, unnest(d.evidence) WITH ORDINALITY AS e (sha256, place)
        LEFT JOIN LATERAL (SELECT id, type FROM documents WHERE sha256 = e.sha256 ORDER BY id LIMIT 1) AS f ON true
      WHERE d.ledger = $1 ORDER BY d.id, e.place`,
  },
  {
    file: 'statements.csv',
    columns: [
      ...[
        'id',
        'iban',
        'format',
        'currency',
        'first_day',
        'last_day',
        'opening',
        'credits',
        'debits',
        'closing',
      ],
      ...['lines', 'file_hash', 'lines_hash', 'imported_by', 'imported_at'],
    ],
    query: `SELECT id, iban, format, currency, first_day::text, last_day::text, ${asDecimal('opening')} AS opening, ${asDecimal('credits')} AS credits,
        ${asDecimal('debits')} AS debits, ${asDecimal('closing')} AS closing, lines, file_hash, lines_hash, imported_by, ${asJson('imported_at')} AS imported_at
      FROM statements WHERE ledger = $1 ORDER BY ledger, id`,
  },
  {
    file: 'match-batches.csv',
    columns: ['id', 'statement', 'matches', 'matches_hash', 'matched_by', 'matched_at'],
    query: `SELECT id, statement, matches, matches_hash, matched_by, ${asJson('matched_at')} AS matched_at
      FROM statement_match_batches WHERE ledger = $1 ORDER BY id`,
  },
  {
    file: 'statement-lines.csv',
    columns: [
      ...[
        'statement',
        'number',
        'content_hash',
        'booked_on',
        'side',
        'amount',
        'reversal',
        'knp',
        'kod',
        'kbe',
      ],
      ...['document_number', 'reference', 'drive', 'counterparty', 'ciphertext', 'repeats'],
      ...['transaction', 'reason', 'note', 'batch'],
    ],
    query: `SELECT l.statement, l.line AS number, encode(l.content_hash, 'hex') AS content_hash, l.booked_on::text, l.side::text, ${asDecimal('l.amount')} AS amount,
        l.reversal::text, l.knp, l.kod, l.kbe, l.document_number, l.reference, l.drive, encode(l.counterparty, 'hex') AS counterparty,
        encode(l.sealed, 'hex') AS ciphertext, l.repeats::text, m.transaction_id AS transaction, m.reason, m.note, m.batch
      FROM statement_lines AS l
        LEFT JOIN statement_matches AS m ON m.ledger = l.ledger AND m.statement = l.statement AND m.line = l.line
      WHERE l.ledger = $1 ORDER BY l.ledger, l.statement, l.line`,
  },
]

/** Minor units as a decimal number with two places, as `decimal` writes them. */
function asDecimal(column: string): string {
  return `(${column}::numeric / 100)::numeric(21, 2)::text`
}

/** A moment as it stands in the state of a row. */
function asJson(column: string): string {
  return `to_jsonb(${column}) #>> '{}'`
}

export async function* registerOf(snapshot: Snapshot, ledger: string, { columns, query }: Register) {
  yield* csvOf(columns, rowsOf(snapshot.rows<Record<string, Cell>>(query, [ledger]), columns))
}

async function* rowsOf(rows: AsyncIterable<Record<string, Cell>>, columns: readonly string[]) {
  for await (const row of rows) yield columns.map((column) => row[column] ?? null)
}
