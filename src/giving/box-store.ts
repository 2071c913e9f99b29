import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { momentText } from '../database/moment-text.js'
import type { BoxProtocol, NewBoxOpening } from './box-contract.js'

interface KeptOpening {
  readonly ledger: string
  readonly id: string
  readonly collection: string
  /** The id of the box. */
  readonly box: string
  readonly round: number
  readonly place: string
  readonly present: { readonly sealed: Buffer; readonly commitment: string }
  /** SHA-256 in hex. */
  readonly document: string | null
  readonly recordedBy: string
  readonly input: NewBoxOpening
}

export async function keepOpening(tx: Transaction, kept: KeptOpening, now: Date): Promise<void> {
  const { openedAt, present, seal, newSeal = null, counted, denominations, foreignNotes } = kept.input
  const notes = foreignNotes?.map(({ amount, currency }) => ({ amount: String(amount), currency }))
  await tx.execute(sql`
    INSERT INTO box_openings (ledger, id, collection, box, opened_at, round, place, present, present_sealed, present_commitment,
      seal, seal_broken, new_seal, counted, denominations, foreign_notes, document, recorded_by, recorded_at)
    VALUES (${kept.ledger}, ${kept.id}, ${kept.collection}, ${kept.box}, ${openedAt.toISOString()}::timestamptz, ${kept.round},
      ${kept.place}, ${present.length}, ${kept.present.sealed}, ${kept.present.commitment}, ${seal.number}, ${seal.state === 'broken'},
      ${newSeal}, ${counted.amount}, ${jsonOf(denominations)}::text::jsonb, ${jsonOf(notes)}::text::jsonb, ${kept.document},
      ${kept.recordedBy}, ${now.toISOString()}::timestamptz)`)
}

const jsonOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))

/** What the protocols of a box say about an opening at a moment; the fund is locked, so nobody opens it meanwhile. */
export async function openingsBefore(tx: Transaction, box: string, openedAt: Date) {
  const at = sql`${openedAt.toISOString()}::timestamptz`
  const [row] = await tx.execute<{ seal: string | null; rounds: number; isRecorded: boolean }>(sql`
    SELECT (SELECT new_seal FROM box_openings AS o WHERE o.box = ${box} AND o.opened_at < ${at} AND NOT is_reversed(o.ledger, o.id)
        ORDER BY o.opened_at DESC LIMIT 1) AS seal,
      count(*)::int AS rounds, coalesce(bool_or(NOT is_reversed(same.ledger, same.id)), false) AS "isRecorded"
    FROM box_openings AS same WHERE same.box = ${box} AND same.opened_at = ${at}`)
  if (row === undefined) throw new Error('a count without a row')
  return row
}

/** A protocol as it is kept; who was there is sealed. */
export interface KeptProtocol
  extends Omit<BoxProtocol, 'box' | 'counted' | 'seal' | 'present' | 'openedAt' | 'recordedAt'> {
  readonly [column: string]: unknown
  readonly openedAt: string
  readonly recordedAt: string
  readonly sum: string
  readonly seal: string
  readonly isBroken: boolean
  readonly sealed: Buffer
}

/** The protocols of a box in the order in which they were recorded, a page at a time. */
export async function protocolsOf(
  reader: Reader,
  box: string,
  { after = null, limit }: { readonly after?: string | null | undefined; readonly limit: number },
): Promise<KeptProtocol[]> {
  const rows = await reader.execute<KeptProtocol>(sql`
    SELECT o.id AS opening, ${momentText('o.opened_at')} AS "openedAt", o.place, o.present_sealed AS sealed, o.seal, o.seal_broken AS "isBroken",
      o.new_seal AS "newSeal", o.counted::text AS sum, o.denominations, o.foreign_notes AS "foreignNotes", o.document,
      CASE WHEN o.counted > 0 THEN o.id END AS transaction, is_reversed(o.ledger, o.id) AS reversed, ${momentText('o.recorded_at')} AS "recordedAt"
    FROM box_openings AS o WHERE o.box = ${box} AND (${after}::uuid IS NULL OR o.id > ${after}::uuid) ORDER BY o.id LIMIT ${limit}`)
  return [...rows]
}
