import { type SQL, sql } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import { RefusedRequest } from '../http/errors.js'
import { isRefusal } from '../kernel/problems.js'
import type { Party, PartyCondition } from '../ledger/parties.js'

/** Equal numbers are found in each of these places alone. */
const places = { donor: 'donors.sealed', beneficiary: 'disbursements.beneficiary_sealed' } as const

/** What a transaction `t` is about: itself, or what it reverses; and the gift, where that is one or gives one back. */
const origin = sql`coalesce(t.reverses, t.id)`
/** The payment to a beneficiary; of an invoice, when it was owed as when it was paid. */
const payment = sql`coalesce((SELECT i.invoice FROM invoice_payments AS i WHERE i.ledger = t.ledger AND i.id = ${origin}), ${origin})`
const gift = sql`coalesce((SELECT r.donation FROM refunds AS r WHERE r.ledger = t.ledger AND r.id = ${origin}), ${origin})`

/** The gift came from a payer who is not resident, as the bank says on the line that stands for it (КОд 2…). */
export const isFromAbroad = (ledger: SQL, donation: SQL): SQL => sql`EXISTS (
  SELECT FROM standing_matches AS m JOIN statement_lines AS l ON l.ledger = m.ledger AND l.statement = m.statement AND l.line = m.line
  WHERE m.ledger = ${ledger} AND m.transaction_id = ${donation} AND l.side = 'C' AND l.kod LIKE '2%')`

/** The conditions by which gifts and payments are found by who is behind them. */
export const partyConditions =
  (house: House): PartyCondition =>
  async (by, ledger, { donor, abroad, counterparty, actor }) => {
    const conditions: SQL[] = [sql`true`]
    if (donor !== undefined)
      conditions.push(
        sql`EXISTS (SELECT FROM donations AS d WHERE d.ledger = t.ledger AND d.id = ${gift} AND d.donor_kind = ${donor})`,
      )
    if (abroad !== undefined) conditions.push(isFromAbroad(sql`t.ledger`, gift))
    if (actor !== undefined) conditions.push(recordedBy(ledger, actor))
    if (counterparty !== undefined) {
      const command = { actor: by, action: 'ledger.look', log: 'internal', subject: `ledger:${ledger}` }
      const looked = await house.door.act(command, async () => ({}))
      if (isRefusal(looked)) throw new RefusedRequest(looked)
      conditions.push(await isWith(house, ledger, counterparty))
    }
    return sql.join(conditions, sql` AND `)
  }

/** What somebody recorded, as the leaves of the log say; those of gifts name them once for many. `IS TRUE` has them hashed, for a plain IN compares each with each. */
const recordedBy = (ledger: string, actor: NonNullable<Party['actor']>): SQL => sql`(t.id IN (
  SELECT split_part(kept.row ->> 1, '/', 2)::uuid FROM log_entries AS l, jsonb_array_elements(l.leaf::jsonb -> 'rows') AS kept (row)
  WHERE l.log = ${ledger} AND l.actor = ${actor} AND kept.row ->> 0 = 'transactions'
  UNION ALL
  SELECT d.id FROM donations AS d JOIN donation_contexts AS x ON x.ledger = d.ledger AND x.id = d.context
  WHERE d.ledger = ${ledger} AND x.actor = ${actor})) IS TRUE`

/** Gifts of a person or an organization and payments to it, found by the keyed hash of the number; nobody without one is found. */
async function isWith(house: House, ledger: string, asked: string): Promise<SQL> {
  const number = /^\d{12}$/.test(asked) ? asked : await numberBehind(house, ledger, asked)
  if (number === undefined) return sql`false`
  const found = (place: keyof typeof places): SQL =>
    sql`decode(${house.sealer.lookup(number, places[place]).toString('base64')}, 'base64')`
  return sql`(EXISTS (SELECT FROM donors AS d WHERE d.ledger = t.ledger AND d.donation = ${gift} AND d.lookup = ${found('donor')})
    OR EXISTS (SELECT FROM disbursements AS d WHERE d.ledger = t.ledger AND d.id = ${payment} AND d.beneficiary_lookup = ${found('beneficiary')}))`
}

/** The IIN or BIN of who gave, or was paid, in a transaction; undefined where nobody said one. */
async function numberBehind(
  { read, sealer }: House,
  ledger: string,
  transaction: string,
): Promise<string | undefined> {
  const [row] = await read.execute<{ donor: Buffer | null; beneficiary: Buffer | null }>(sql`
    SELECT (SELECT d.sealed FROM donors AS d WHERE d.ledger = t.ledger AND d.donation = ${gift}) AS donor,
      (SELECT d.beneficiary_sealed FROM disbursements AS d WHERE d.ledger = t.ledger AND d.id = ${payment}) AS beneficiary
    FROM transactions AS t WHERE t.ledger = ${ledger} AND t.id = ${transaction}::uuid`)
  if (row?.donor) return numberIn(JSON.parse(sealer.open(row.donor, places.donor)))
  if (row?.beneficiary)
    return numberIn(JSON.parse(sealer.open(row.beneficiary, places.beneficiary)).beneficiary)
  return undefined
}

const numberIn = ({ iin, bin }: { iin?: string; bin?: string }): string | undefined => iin ?? bin
