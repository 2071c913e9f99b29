import { asDecimal, asJson, type Register } from './register.js'

/**
 * What the banks say. Lines are hashed with their statement: who the other side is, and the words of the payment, are in a
 * ciphertext that opens nowhere but here.
 */
export const bankRegisters: readonly Register[] = [
  {
    file: 'statements.csv',
    columns: [
      ...['id', 'iban', 'format', 'encoding', 'currency', 'first_day'],
      ...['last_day', 'opening', 'credits', 'debits', 'closing'],
      ...['lines', 'file_hash', 'lines_hash', 'imported_by', 'imported_at'],
    ],
    query: `SELECT id, iban, format, encoding, currency, first_day::text, last_day::text, ${asDecimal('opening')} AS opening, ${asDecimal('credits')} AS credits,
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
      ...['statement', 'number', 'content_hash', 'booked_on', 'side'],
      ...['amount', 'reversal', 'knp', 'kod', 'kbe'],
      ...['document_number', 'reference', 'drive', 'counterparty', 'ciphertext', 'repeats'],
      ...['transaction', 'reason', 'note', 'batch', 'round', 'entry_round', 'end'],
    ],
    query: `SELECT l.statement, l.line AS number, encode(l.content_hash, 'hex') AS content_hash, l.booked_on::text, l.side::text, ${asDecimal('l.amount')} AS amount,
        l.reversal::text, l.knp, l.kod, l.kbe, l.document_number, l.reference, l.drive, encode(l.counterparty, 'hex') AS counterparty,
        encode(l.sealed, 'hex') AS ciphertext, l.repeats::text, m.transaction_id AS transaction, m.reason, m.note, m.batch,
        m.side::text AS end, m.round, m.entry_round
      FROM statement_lines AS l
        LEFT JOIN standing_matches AS m ON m.ledger = l.ledger AND m.statement = l.statement AND m.line = l.line
      WHERE l.ledger = $1 ORDER BY l.ledger, l.statement, l.line`,
  },
  {
    file: 'match-undoings.csv',
    columns: [
      ...['id', 'statement', 'number', 'round', 'reason', 'asked_by', 'asked_at'],
      ...['decision', 'reasons', 'decided_by', 'decided_at'],
      ...['transaction', 'match_reason', 'note', 'batch', 'end', 'entry_round'],
    ],
    query: `SELECT u.id, u.statement, u.line AS number, u.round, u.reason, u.asked_by, ${asJson('u.asked_at')} AS asked_at,
        d.decision, d.reasons, d.decided_by, ${asJson('d.decided_at')} AS decided_at,
        m.transaction_id AS transaction, m.reason AS match_reason, m.note, m.batch, m.side::text AS end, m.entry_round
      FROM match_undoings AS u JOIN statement_matches AS m USING (ledger, statement, line, round)
        LEFT JOIN match_undoing_decisions AS d ON d.undoing = u.id
      WHERE u.ledger = $1 ORDER BY u.statement, u.line, u.round, u.id`,
  },
]
