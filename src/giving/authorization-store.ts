import { type SQL, sql } from 'drizzle-orm'
import type { TransactionSql } from 'postgres'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { textList } from '../database/text-list.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import type { Day } from '../kernel/days.js'
import type { Currency } from '../kernel/money.js'
import type { FieldSealer } from '../kernel/sealing.js'
import type { Authorization } from './authorization-contract.js'
import type { Donor } from './contract.js'

const donorPlace = 'pending_donors.sealed'

/** An authorized payment and what became of it. Sums in tiyn. */
export interface KeptAuthorization
  extends Pick<Authorization, 'id' | 'channel' | 'settlement' | 'authorizedOn' | 'lapsesOn' | 'reference'> {
  readonly ledger: string
  /** The number of the drive. */
  readonly number: string
  readonly amount: bigint
  readonly currency: Currency
  readonly settledOn: Day | null
  readonly donation: string | null
  readonly captured: bigint | null
  readonly reason: string | null
}

type Row = Record<string, unknown> & Omit<KeptAuthorization, 'amount' | 'captured'>

async function authorizationsWhere(reader: Reader, condition: SQL): Promise<KeptAuthorization[]> {
  const rows = await reader.execute<Row & { sum: string; taken: string | null }>(sql`
    SELECT a.ledger, a.id, c.number, a.amount::text AS sum, a.currency, a.channel, a.settlement, a.authorized_on::text AS "authorizedOn",
      a.lapses_on::text AS "lapsesOn", a.reference, s.settled_on::text AS "settledOn", s.donation, s.reason, d.amount::text AS taken
    FROM authorizations AS a JOIN collections AS c ON c.id = a.collection
      LEFT JOIN authorization_settlements AS s ON s.ledger = a.ledger AND s.authorization_id = a.id
      LEFT JOIN donations AS d ON d.ledger = s.ledger AND d.id = s.donation
    WHERE ${condition}`)
  return rows.map(({ sum, taken, ...row }) => ({
    ...row,
    amount: BigInt(sum),
    captured: taken === null ? null : BigInt(taken),
  }))
}

/** An authorization in one of these ledgers. Whoever settles it has locked its fund, so nobody else does meanwhile. */
export async function authorizationById(
  reader: Reader,
  ledgers: readonly string[],
  id: string,
): Promise<KeptAuthorization | undefined> {
  const [found] = await authorizationsWhere(
    reader,
    sql`a.id = ${id} AND a.ledger = ANY (${textList(ledgers)}::text[])`,
  )
  return found
}

interface Filter {
  readonly status?: Authorization['status']
  readonly after?: string
  readonly limit: number
}

/** The authorizations of a drive in the order in which they were recorded, a page at a time. */
export const authorizationsOf = (
  reader: Reader,
  collection: string,
  { status, after, limit }: Filter,
  today: Day,
): Promise<KeptAuthorization[]> =>
  authorizationsWhere(
    reader,
    sql`a.collection = ${collection} AND (${after ?? null}::uuid IS NULL OR a.id > ${after ?? null}::uuid)
      AND (${status ?? null}::text IS NULL OR ${status ?? null} = CASE WHEN s.donation IS NOT NULL THEN 'captured'
        WHEN s.settled_on IS NOT NULL THEN 'voided' WHEN a.lapses_on <= ${today} THEN 'lapsed' ELSE 'pending' END)
    ORDER BY a.id LIMIT ${limit}`,
  )

interface NewRow
  extends Omit<KeptAuthorization, 'number' | 'settledOn' | 'donation' | 'captured' | 'reason'> {
  readonly collection: string
  readonly donor: Donor
  readonly authorizedBy: string
  readonly variantHash: string
}

export async function keepAuthorization(
  tx: Transaction,
  sealer: FieldSealer,
  row: NewRow,
  now: Date,
): Promise<void> {
  const { ledger, id, donor } = row
  await tx.execute(sql`
    INSERT INTO authorizations (ledger, id, collection, amount, currency, channel, settlement, authorized_on, lapses_on, reference,
      authorized_by, variant_hash, recorded_at)
    VALUES (${ledger}, ${id}, ${row.collection}, ${row.amount}, ${row.currency}, ${row.channel}, ${row.settlement}, ${row.authorizedOn}, ${row.lapsesOn},
      ${row.reference}, ${row.authorizedBy}, ${row.variantHash}, ${now.toISOString()}::timestamptz)`)
  if (donor.kind === 'anonymous') return
  const sealed = sealer.seal(canonicalJson(donor), donorPlace)
  await tx.execute(
    sql`INSERT INTO pending_donors (ledger, authorization_id, sealed) VALUES (${ledger}, ${id}, ${sealed})`,
  )
}

type Settlement = { readonly settledOn: Day; readonly settledBy: string } & (
  | { readonly donation: string; readonly reason: null }
  | { readonly donation: null; readonly reason: string }
)

/** Captured or voided: once, which the key of the table sees to. */
export async function settleAuthorization(
  tx: Transaction,
  { ledger, id }: Pick<KeptAuthorization, 'ledger' | 'id'>,
  { donation, settledOn, reason, settledBy }: Settlement,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO authorization_settlements (ledger, authorization_id, donation, settled_on, reason, settled_by, recorded_at)
    VALUES (${ledger}, ${id}, ${donation}, ${settledOn}, ${reason}, ${settledBy}, ${now.toISOString()}::timestamptz)`)
}

/** Who gives what was authorized; from here on it is not kept any more. */
export async function takePendingDonor(
  tx: Transaction,
  sealer: FieldSealer,
  { ledger, id }: Pick<KeptAuthorization, 'ledger' | 'id'>,
): Promise<Donor> {
  const [row] = await tx.execute<{ sealed: Buffer }>(
    sql`DELETE FROM pending_donors WHERE ledger = ${ledger} AND authorization_id = ${id} RETURNING sealed`,
  )
  return row === undefined
    ? { kind: 'anonymous', visibility: 'hidden' }
    : (JSON.parse(sealer.open(row.sealed, donorPlace)) as Donor)
}

/** No row of a log: the delete needs no act of its own. */
export async function deleteLapsedDonors(tx: TransactionSql, today: Day): Promise<void> {
  await tx`DELETE FROM pending_donors AS p USING authorizations AS a
    WHERE a.ledger = p.ledger AND a.id = p.authorization_id AND a.lapses_on <= ${today}`
}
