import { sql } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import { driveForBooks } from '../giving/books.js'
import { mayKeepBooks } from '../giving/decisions.js'
import { notAllowed, notFound } from '../http/problems.js'
import { type Actor, actsFor, hasRole } from '../kernel/actor.js'
import { dayOf } from '../kernel/days.js'
import { type Currency, toMoneyView } from '../kernel/money.js'
import { toPage } from '../kernel/pages.js'
import type { Refusal } from '../kernel/problems.js'
import { goodsOf } from './held-store.js'
import type { DisbursementListed, DisbursementQuery } from './purpose-contract.js'

interface Row extends Omit<DisbursementListed, 'amount' | 'beneficiary' | 'secondPerson'> {
  readonly [column: string]: unknown
  readonly sum: string
  readonly currency: Currency
  readonly kind: DisbursementListed['beneficiary']['kind']
  readonly identified: boolean
  readonly secondPerson: DisbursementListed['secondPerson']
}

/** What was paid out of a drive, and what waits for a second person or was not let through: for its own people and auditors. */
export async function disbursementPage(
  house: House,
  actor: Actor,
  number: string,
  { status, after, limit }: DisbursementQuery,
): Promise<{ items: DisbursementListed[]; next: string | null } | Refusal> {
  const drive = await driveForBooks(house.read, number)
  if (drive === undefined) return notFound()
  const isOwn = mayKeepBooks(actor, drive) || actsFor(actor, drive.ledger)
  if (actor.kind !== 'person' || !(isOwn || hasRole(actor, 'auditor'))) return notAllowed()
  const rows = await house.read.execute<Row>(sql`
    SELECT * FROM (
      SELECT d.id, CASE WHEN EXISTS (SELECT FROM transactions AS r WHERE r.ledger = d.ledger AND r.reverses = d.id)
          THEN 'reversed' WHEN EXISTS (SELECT FROM owed_invoices AS o WHERE o.ledger = d.ledger AND o.id = d.id)
          THEN 'owed' ELSE 'posted' END AS status,
        coalesce(d.foreign_amount, d.amount)::text AS sum, coalesce(d.currency, 'KZT') AS currency, d.category, coalesce(d.channel, 'transfer') AS channel, t.effective_on::text AS "paidOn", d.due_on::text AS "dueOn",
        d.beneficiary_kind AS kind, d.beneficiary_lookup IS NOT NULL AS identified, coalesce(d.grounds, '{}') AS grounds,
        d.evidence, d.purpose, ${goodsOf(sql`d`)} AS goods, ${secondPersonOf} AS "secondPerson"
      FROM disbursements AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
        LEFT JOIN held_payments AS h ON h.ledger = d.ledger AND h.disbursement = d.id
      WHERE d.collection = ${drive.id}
      UNION ALL
      SELECT h.id, CASE WHEN h.status = 'held' AND h.lapses_on <= ${dayOf(house.clock())} THEN 'lapsed' ELSE h.status END,
        h.amount::text, h.currency, h.category, h.channel, h.paid_on::text, h.due_on::text, h.beneficiary_kind, h.beneficiary_lookup IS NOT NULL,
        h.grounds, h.evidence, h.purpose, ${goodsOf(sql`h`)}, ${secondPersonOf}
      FROM held_payments AS h WHERE h.collection = ${drive.id} AND h.status <> 'approved'
    ) AS listed
    WHERE (${status ?? null}::text IS NULL OR status = ${status ?? null}) AND (${after ?? null}::uuid IS NULL OR id > ${after ?? null}::uuid)
    ORDER BY id LIMIT ${limit + 1}`)
  return toPage([...rows], limit, ({ id }) => id, view)
}

/** Who proposed and who decided, of the row `h`. */
const secondPersonOf = sql`CASE WHEN h.id IS NOT NULL THEN json_build_object('proposedBy', h.proposed_by, 'heldOn', h.held_on,
  'lapsesOn', h.lapses_on, 'decidedBy', h.decided_by, 'decidedOn', h.decided_on, 'reasons', h.reasons) END`

const view = ({ sum, currency, kind, identified, ...row }: Row): DisbursementListed => ({
  ...row,
  amount: toMoneyView(BigInt(sum), currency),
  beneficiary: { kind, identified },
})
