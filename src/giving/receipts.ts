import { sql } from 'drizzle-orm'
import type { House, Reader } from '../audit/house.js'
import { parsePublicNumber } from '../kernel/ids.js'
import { type Currency, toMoneyView } from '../kernel/money.js'
import type { Donor } from './contract.js'
import type { FullReceipt, ReceiptView } from './receipt-contract.js'

/** All of a receipt, and in whose books it stands. */
export interface KeptReceipt extends FullReceipt {
  readonly ledger: string
  readonly donation: string
}

interface ReceiptRow extends Pick<KeptReceipt, 'purpose' | 'organization' | 'channel' | 'visibility'> {
  readonly [column: string]: unknown
  readonly number: string
  readonly ledger: string
  readonly donation: string
  readonly collection: string
  readonly amount: string
  readonly refunded: string
  readonly currency: Currency
  /** Of a gift in another currency. */
  readonly value: string | null
  readonly rate: NonNullable<KeptReceipt['rate']> | null
  readonly receivedOn: string
  readonly held: boolean
  readonly kind: Donor['kind']
  readonly showAmount: boolean | null
  readonly sealed: Buffer | null
  readonly gift: NonNullable<FullReceipt['gift']> | null
}

/** A receipt by its number, as people write it; undefined if there is none. */
export async function receiptByNumber(
  { sealer, read }: House,
  number: string,
  reader: Reader = read,
): Promise<KeptReceipt | undefined> {
  const receipt = parsePublicNumber(number, 'R')
  const row = receipt && (await receiptRow(reader, receipt))
  if (!row) return undefined
  // Whether the amount is shown was said by the donor, if at all, and is sealed with her.
  const said =
    row.sealed === null ? {} : (JSON.parse(sealer.open(row.sealed, 'donors.sealed')) as SaidOfDonor)
  const { ledger, donation, collection, purpose, organization, receivedOn, channel, visibility } = row
  return {
    ...{ number: row.number, ledger, donation, collection, purpose, organization, receivedOn, channel },
    amount: toMoneyView(BigInt(row.amount), row.currency),
    ...(row.gift !== null && { gift: row.gift }),
    refunded: toMoneyView(BigInt(row.refunded), row.currency),
    ...(row.value !== null && row.rate !== null && { value: toMoneyView(BigInt(row.value)), rate: row.rate }),
    heldForReturn: row.held,
    donor: { kind: row.kind, name: said.name },
    ...{ visibility, showAmount: row.showAmount ?? said.showAmount ?? true },
  }
}

interface SaidOfDonor {
  readonly name?: string
  readonly showAmount?: boolean
}

async function receiptRow(reader: Reader, number: string): Promise<ReceiptRow | undefined> {
  const [row] = await reader.execute<ReceiptRow>(sql`
    SELECT d.receipt AS number, d.ledger, d.id AS donation, c.number AS collection, c.purpose, coalesce(v.amount, d.amount)::text AS amount,
      coalesce(v.currency, 'KZT') AS currency, CASE WHEN v.donation IS NOT NULL THEN d.amount::text END AS value,
      CASE WHEN x.id IS NOT NULL THEN jsonb_build_object('currency', x.currency, 'day', x.day, 'rate', trim_scale(x.rate)::text,
        'units', x.units, 'origin', x.origin) END AS rate,
      t.effective_on::text AS "receivedOn", d.channel, d.held, d.donor_kind AS kind, donors.sealed,
      coalesce(chosen.visibility, d.visibility) AS visibility, chosen.show_amount AS "showAmount",
      CASE WHEN g.id IS NOT NULL THEN jsonb_build_object('description', g.description, 'quantity', trim_scale(g.quantity)::text,
        'unit', g.unit, 'basis', g.basis) END AS gift,
      CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('bin', o.bin, 'name',
        jsonb_strip_nulls(jsonb_build_object('kk', o.name_kk, 'ru', o.name_ru, 'en', o.name_en))) END AS organization,
      CASE WHEN EXISTS (SELECT FROM transactions AS u WHERE u.ledger = d.ledger AND u.reverses = d.id) THEN coalesce(v.amount, d.amount)::text
        ELSE (SELECT coalesce(sum(coalesce(r.foreign_amount, r.amount)), 0)::text FROM refunds AS r WHERE r.ledger = d.ledger AND r.donation = d.id
          AND NOT EXISTS (SELECT FROM transactions AS u WHERE u.ledger = r.ledger AND u.reverses = r.id)) END AS refunded
    FROM donations AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
      JOIN collections AS c ON c.id = d.collection
      LEFT JOIN foreign_gifts AS v ON v.ledger = d.ledger AND v.donation = d.id LEFT JOIN exchange_rates AS x ON x.id = v.rate
      LEFT JOIN organizations AS o ON o.id = coalesce(c.organization_id, c.host_id)
      LEFT JOIN gifts_in_kind AS g ON g.ledger = d.ledger AND g.id = d.id
      LEFT JOIN donors ON donors.donation = d.id
      LEFT JOIN LATERAL (SELECT visibility, show_amount FROM receipt_choices AS r WHERE r.donation = d.id
        ORDER BY r.id DESC LIMIT 1) AS chosen ON true
    WHERE d.receipt = ${number}`)
  return row
}

/** All of it, for whoever holds the secret. */
export function fullReceipt({ ledger: _, donation: __, ...full }: KeptReceipt): FullReceipt {
  return full
}

/** What everybody may see: of the donor and of the amount what the donor chose. */
export function shownReceipt(receipt: KeptReceipt): ReceiptView {
  const { visibility, showAmount, donor, amount, refunded, value, rate, gift, ...always } =
    fullReceipt(receipt)
  return {
    ...always,
    ...(showAmount && { amount, refunded, value, rate, gift }),
    donor: { kind: donor.kind, name: shownName(donor.name, visibility) },
  }
}

/** Hidden is hidden; `first-name` shows the first word of the name; `full` all of it. */
function shownName(name: string | undefined, visibility: FullReceipt['visibility']): string | undefined {
  if (visibility === 'hidden') return undefined
  return visibility === 'full' ? name : name?.split(/\s+/)[0]
}
