import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import { textList } from '../database/text-list.js'
import type { ForeignCurrency } from '../kernel/money.js'
import type { NewDonation } from './contract.js'
import type { SealedDonor } from './donation-rows.js'
import type { NewGiftInKind } from './gift-contract.js'
import type { KeptGift } from './gift-queries.js'

interface KeptForeignGift {
  readonly id: string
  readonly receipt: string
  readonly drive: { readonly id: string; readonly ledger: string }
  readonly donation: NewDonation
  readonly given: { readonly amount: bigint; readonly currency: ForeignCurrency }
  /** Tiyn, at the rate. */
  readonly value: bigint
  readonly rate: { readonly id: string }
  readonly held: boolean
  readonly donor: SealedDonor | undefined
}

/** The row of a donation, whose amount is its value, and beside it what was given. */
export async function keepForeignGift(tx: Transaction, gift: KeptForeignGift): Promise<void> {
  const { id, receipt, drive, donation, given, value, rate, held, donor } = gift
  const { channel, receivedAt, reference = null } = donation
  const { kind, visibility } = donation.donor
  await tx.execute(sql`
    INSERT INTO donations (ledger, id, collection, receipt, amount, channel, received_at, held, donor_kind, visibility,
      donor_commitment, reference)
    VALUES (${drive.ledger}, ${id}, ${drive.id}, ${receipt}, ${value}, ${channel}, ${receivedAt.toISOString()}::timestamptz, ${held},
      ${kind}, ${visibility}, ${donor?.commitment ?? null}, ${reference})`)
  await tx.execute(sql`INSERT INTO foreign_gifts (ledger, donation, currency, amount, rate)
    VALUES (${drive.ledger}, ${id}, ${given.currency}, ${given.amount}, ${rate.id})`)
  if (donor === undefined) return
  const { salt, sealed, lookup = null } = donor.columns
  await tx.execute(sql`INSERT INTO donors (donation, ledger, salt, sealed, lookup)
    VALUES (${id}, ${drive.ledger}, decode(${salt}, 'base64'), decode(${sealed}, 'base64'), decode(${lookup}, 'base64'))`)
}

type NewRow = Pick<NewGiftInKind, 'description' | 'quantity' | 'unit' | 'basis' | 'evidence'> &
  Pick<KeptGift, 'ledger' | 'id'>

export async function keepGift(tx: Transaction, gift: NewRow): Promise<void> {
  const { ledger, id, description, quantity, unit, basis, evidence } = gift
  await tx.execute(sql`INSERT INTO gifts_in_kind (ledger, id, description, quantity, unit, basis, evidence)
    VALUES (${ledger}, ${id}, ${description}, ${quantity}::numeric, ${unit}, ${basis}, ${textList(evidence)}::text[])`)
}
