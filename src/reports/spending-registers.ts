import { asDecimal, asJson, asWords, foreign, type Register, withDrive } from './register.js'

/**
 * What went out, and what others decide of. A disbursement holds a sealed name, which stays here: it is compared with what its
 * leaf says. A held payment is kept as the log has it, its name as a ciphertext.
 */
export const spendingRegisters: readonly Register[] = [
  {
    file: 'disbursements.csv',
    columns: [
      ...['id', 'drive', 'collection', 'amount', 'currency', 'category', 'paid_on'],
      ...['beneficiary_kind', 'beneficiary_commitment', 'evidence', 'purpose', 'channel', 'gift', 'quantity'],
      ...[...foreign, 'due_on'],
    ],
    query: `SELECT d.id, c.number AS drive, d.collection, ${asDecimal('d.amount')} AS amount, f.currency, d.category,
        t.effective_on::text AS paid_on, d.beneficiary_kind, d.beneficiary_commitment, ${asWords('d.evidence')} AS evidence, d.purpose,
        coalesce(d.channel, 'transfer') AS channel, d.gift, trim_scale(d.quantity)::text AS quantity,
        d.currency AS foreign_currency, ${asDecimal('d.foreign_amount')} AS foreign_amount, d.due_on::text
      FROM disbursements AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
        ${withDrive('d.collection')} LEFT JOIN funds AS f ON f.ledger = d.ledger AND f.id = d.collection
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
    file: 'held-payments.csv',
    columns: [
      ...['id', 'drive', 'collection', 'amount', 'currency'],
      ...['value', 'category', 'channel', 'account', 'paid_on', 'due_on'],
      ...['beneficiary_kind', 'beneficiary_commitment', 'beneficiary', 'ciphertext'],
      ...['evidence', 'purpose', 'gift', 'quantity'],
      ...['grounds', 'held_on', 'lapses_on', 'proposed_by', 'recorded_at'],
      ...['status', 'decided_by', 'decided_on', 'reasons', 'disbursement'],
    ],
    query: `SELECT h.id, c.number AS drive, h.collection, ${asDecimal('h.amount')} AS amount, h.currency, ${asDecimal('h.value')} AS value, h.category,
        h.channel, h.account, h.paid_on::text, h.due_on::text, h.beneficiary_kind, h.beneficiary_commitment, encode(h.beneficiary_lookup, 'hex') AS beneficiary,
        encode(h.beneficiary_sealed, 'hex') AS ciphertext, ${asWords('h.evidence')} AS evidence, h.purpose, h.gift, h.quantity::text,
        ${asWords('h.grounds')} AS grounds, h.held_on::text, h.lapses_on::text, h.proposed_by, ${asJson('h.recorded_at')} AS recorded_at,
        h.status, h.decided_by, h.decided_on::text, h.reasons, h.disbursement
      FROM held_payments AS h ${withDrive('h.collection')} WHERE h.ledger = $1 ORDER BY h.ledger, h.id`,
  },
  {
    file: 'fund-transfers.csv',
    columns: [
      ...['id', 'from_drive', 'from_collection', 'to_drive', 'to_collection'],
      ...['amount', 'currency', 'reasons', 'authority', 'article'],
      ...['variant_hash', 'asked_by', 'asked_on', 'recorded_at'],
      ...['status', 'decided_by', 'decided_on', 'decision_reasons', 'transaction'],
    ],
    query: `SELECT f.id, c.number AS from_drive, f.from_collection, o.number AS to_drive, f.to_collection, ${asDecimal('f.amount')} AS amount,
        f.currency, f.reasons, f.authority, f.article, f.variant_hash, f.asked_by, f.asked_on::text, ${asJson('f.recorded_at')} AS recorded_at,
        f.status, f.decided_by, f.decided_on::text, f.decision_reasons, f.transaction
      FROM fund_transfers AS f LEFT JOIN collections AS o ON o.id = f.to_collection ${withDrive('f.from_collection')}
      WHERE f.ledger = $1 ORDER BY f.id`,
  },
]
