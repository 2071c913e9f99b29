import { sql } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import { parsePublicNumber } from '../kernel/ids.js'
import { type Currency, toMoneyView } from '../kernel/money.js'
import type { Donor, ReceiptView } from './contract.js'

interface ReceiptRow {
  [column: string]: unknown
  receipt: string
  collection: string
  purpose: ReceiptView['purpose']
  amount: string
  refunded: string
  currency: Currency
  receivedOn: string
  channel: string
  held: boolean
  donorKind: Donor['kind']
  visibility: Donor['visibility']
  sealed: Buffer | null
}

/** A receipt by its number, as people write it; undefined if there is none. Shows of the donor what the donor chose. */
export async function receiptByNumber(house: House, number: string): Promise<ReceiptView | undefined> {
  const receipt = parsePublicNumber(number, 'R')
  if (receipt === undefined) return undefined
  const [row] = await house.read.execute<ReceiptRow & Record<string, unknown>>(sql`
    SELECT d.receipt, c.number AS collection, c.purpose, d.amount::text, f.currency, t.effective_on::text AS "receivedOn",
      d.channel, d.held, d.donor_kind AS "donorKind", d.visibility, donors.sealed,
      CASE WHEN EXISTS (SELECT FROM transactions AS u WHERE u.ledger = d.ledger AND u.reverses = d.id) THEN d.amount::text
        ELSE (SELECT coalesce(sum(r.amount), 0)::text FROM refunds AS r WHERE r.ledger = d.ledger AND r.donation = d.id
          AND NOT EXISTS (SELECT FROM transactions AS u WHERE u.ledger = r.ledger AND u.reverses = r.id)) END AS refunded
    FROM donations AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
      JOIN collections AS c ON c.id = d.collection JOIN funds AS f ON f.ledger = d.ledger AND f.id = d.collection
      LEFT JOIN donors ON donors.donation = d.id
    WHERE d.receipt = ${receipt}`)
  if (row === undefined) return undefined
  return {
    number: row.receipt,
    collection: row.collection,
    purpose: row.purpose,
    amount: toMoneyView(BigInt(row.amount), row.currency),
    refunded: toMoneyView(BigInt(row.refunded), row.currency),
    receivedOn: row.receivedOn,
    channel: row.channel,
    heldForReturn: row.held,
    donor: { kind: row.donorKind, name: shownName(house, row) },
  }
}

/** Hidden is hidden; `first-name` shows the first word of the name; `full` all of it. */
function shownName(house: House, { visibility, sealed }: ReceiptRow): string | undefined {
  if (visibility === 'hidden' || sealed === null) return undefined
  const { name } = JSON.parse(house.sealer.open(sealed, 'donors.sealed')) as { name?: string }
  return visibility === 'full' ? name : name?.split(/\s+/)[0]
}
