import { moment } from './queries.js'
import { asDecimal, asJson, asWords, foreign, type Register, withDrive } from './register.js'

/** What came in: donations and what boxes held, what was given back of them, and on which ways they came. */
export const incomeRegisters: readonly Register[] = [
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
        ${withDrive('d.collection')} LEFT JOIN funds AS f ON f.ledger = d.ledger AND f.id = d.collection
      WHERE d.ledger = $1 ORDER BY d.ledger, d.id`,
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
      ...['id', 'drive', 'collection', 'currency', 'sold', 'received', 'book_value'],
      ...['converted_on', 'reference'],
    ],
    query: `SELECT k.id, c.number AS drive, k.collection, k.currency, ${asDecimal('k.sold')} AS sold, ${asDecimal('k.received')} AS received,
        ${asDecimal('k.book_value')} AS book_value, t.effective_on::text AS converted_on, k.reference
      FROM conversions AS k JOIN transactions AS t ON t.ledger = k.ledger AND t.id = k.id ${withDrive('k.collection')}
      WHERE k.ledger = $1 ORDER BY k.ledger, k.id`,
  },
  {
    file: 'gifts-in-kind.csv',
    columns: ['id', 'description', 'quantity', 'unit', 'basis', 'evidence'],
    query: `SELECT id, description, quantity::text, unit, basis, ${asWords('evidence')} AS evidence
      FROM gifts_in_kind WHERE ledger = $1 ORDER BY ledger, id`,
  },
  {
    file: 'box-openings.csv',
    columns: [
      ...['id', 'drive', 'collection', 'box', 'box_id', 'opened_at', 'round', 'place'],
      ...['present', 'ciphertext', 'present_commitment', 'seal', 'seal_broken', 'new_seal'],
      ...['counted', 'denominations', 'foreign_notes', 'document', 'recorded_by', 'recorded_at'],
    ],
    query: `SELECT o.id, c.number AS drive, o.collection, b.number AS box, o.box AS box_id, ${asJson('o.opened_at')} AS opened_at, o.round,
        o.place, o.present, encode(o.present_sealed, 'hex') AS ciphertext, o.present_commitment, o.seal, o.seal_broken::text, o.new_seal,
        ${asDecimal('o.counted')} AS counted, o.denominations::text, o.foreign_notes::text, o.document, o.recorded_by,
        ${asJson('o.recorded_at')} AS recorded_at
      FROM box_openings AS o JOIN collection_boxes AS b ON b.id = o.box ${withDrive('o.collection')}
      WHERE o.ledger = $1 ORDER BY o.ledger, o.id`,
  },
  {
    file: 'authorizations.csv',
    columns: [
      ...['id', 'drive', 'collection', 'amount', 'currency'],
      ...['channel', 'settlement', 'authorized_on', 'lapses_on'],
      ...['reference', 'authorized_by', 'variant_hash', 'recorded_at'],
      ...['settled_on', 'donation', 'reason', 'settled_by', 'settled_at'],
    ],
    query: `SELECT a.id, c.number AS drive, a.collection, ${asDecimal('a.amount')} AS amount, a.currency, a.channel, a.settlement,
        a.authorized_on::text, a.lapses_on::text, a.reference, a.authorized_by, a.variant_hash, ${asJson('a.recorded_at')} AS recorded_at,
        s.settled_on::text, s.donation, s.reason, s.settled_by, ${asJson('s.recorded_at')} AS settled_at
      FROM authorizations AS a LEFT JOIN authorization_settlements AS s ON s.ledger = a.ledger AND s.authorization_id = a.id
        ${withDrive('a.collection')} WHERE a.ledger = $1 ORDER BY a.ledger, a.id`,
  },
  {
    file: 'payouts.csv',
    columns: ['id', 'gross', 'fee', 'reference', 'donations_hash'],
    query: `SELECT id, ${asDecimal('gross')} AS gross, ${asDecimal('fee')} AS fee, reference, donations_hash
      FROM payouts WHERE ledger = $1 ORDER BY ledger, id`,
  },
  {
    file: 'payout-donations.csv',
    columns: ['payout', 'donation', 'round', 'amount'],
    query: `SELECT payout, donation, round, ${asDecimal('amount')} AS amount
      FROM payout_donations WHERE ledger = $1 ORDER BY ledger, payout, donation`,
  },
]
