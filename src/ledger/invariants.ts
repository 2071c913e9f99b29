import type { Sql } from 'postgres'

/** What must hold in every ledger at any time: each query lists what breaks it. */
const invariants: Readonly<Record<string, string>> = {
  'debits equal credits': `
    SELECT e.ledger || ' ' || a.currency AS broken FROM entries AS e JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account
    GROUP BY e.ledger, a.currency HAVING sum(CASE e.side WHEN 'D' THEN e.amount::numeric ELSE -e.amount END) <> 0`,
  'each transaction balances': `
    SELECT e.ledger || '/' || e.transaction_id AS broken FROM entries AS e JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account
    GROUP BY e.ledger, e.transaction_id, a.currency HAVING sum(CASE e.side WHEN 'D' THEN e.amount::numeric ELSE -e.amount END) <> 0`,
  'each entry has its transaction and its account': `
    SELECT e.ledger || '/' || e.transaction_id AS broken FROM entries AS e
      LEFT JOIN transactions AS t ON t.ledger = e.ledger AND t.id = e.transaction_id
      LEFT JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account
    WHERE t.id IS NULL OR a.id IS NULL`,
  'each transaction has at least two legs': `
    SELECT t.ledger || '/' || t.id AS broken FROM transactions AS t
    WHERE (SELECT count(*) FROM entries AS e WHERE e.ledger = t.ledger AND e.transaction_id = t.id) < 2`,
  'the totals of each fund are the sums of its entries': `
    SELECT f.ledger || '/' || f.id AS broken FROM funds AS f LEFT JOIN (
      SELECT a.ledger, a.fund, a.role, sum(CASE e.side WHEN 'C' THEN e.amount ELSE -e.amount END) AS total
      FROM accounts AS a JOIN entries AS e ON e.ledger = a.ledger AND e.account = a.id WHERE a.fund IS NOT NULL GROUP BY 1, 2, 3
    ) AS s ON s.ledger = f.ledger AND s.fund = f.id
    GROUP BY f.ledger, f.id
    HAVING f.raised <> coalesce(sum(s.total) FILTER (WHERE s.role = 'raised'), 0)
      OR f.spent <> coalesce(sum(-s.total) FILTER (WHERE s.role = 'spent'), 0)
      OR f.costs <> coalesce(sum(-s.total) FILTER (WHERE s.role = 'costs'), 0)
      OR f.held <> coalesce(sum(s.total) FILTER (WHERE s.role = 'held'), 0)`,
  'the days of each account are the sums of its entries': `
    SELECT coalesce(d.ledger, s.ledger) || '/' || coalesce(d.account, s.account) AS broken FROM account_days AS d FULL JOIN (
      SELECT ledger, account, effective_on, (recorded_at AT TIME ZONE 'UTC')::date AS recorded_on,
        coalesce(sum(amount) FILTER (WHERE side = 'D'), 0) AS debit, coalesce(sum(amount) FILTER (WHERE side = 'C'), 0) AS credit
      FROM entries GROUP BY 1, 2, 3, 4
    ) AS s USING (ledger, account, effective_on, recorded_on)
    WHERE (d.debit, d.credit) IS DISTINCT FROM (s.debit, s.credit)`,
  'no fund is below zero': `SELECT ledger || '/' || id AS broken FROM funds WHERE raised < spent + costs OR held < 0`,
  'what lies in another currency has a value while it is there': `
    SELECT f.ledger || '/' || f.beside || ' ' || f.currency AS broken FROM funds AS f LEFT JOIN (
      SELECT a.ledger, a.fund, a.code, sum(CASE e.side WHEN 'D' THEN e.amount ELSE -e.amount END) AS value
      FROM accounts AS a JOIN entries AS e ON e.ledger = a.ledger AND e.account = a.id WHERE a.currency = 'KZT' GROUP BY 1, 2, 3
    ) AS v ON v.ledger = f.ledger AND v.fund = f.beside AND v.code = 'funds:' || f.beside || ':currency:' || lower(f.currency)
    WHERE f.beside IS NOT NULL AND (coalesce(v.value, 0) < 0 OR (f.raised = 0 AND coalesce(v.value, 0) <> 0))`,
  'what was authorized is captured once, and never above it': `
    SELECT s.ledger || '/' || s.authorization_id AS broken FROM authorization_settlements AS s
      LEFT JOIN authorizations AS a ON a.ledger = s.ledger AND a.id = s.authorization_id
      LEFT JOIN donations AS d ON d.ledger = s.ledger AND d.id = s.donation
    WHERE a.id IS NULL OR s.donation IS NOT NULL AND (d.collection, d.amount <= a.amount) IS DISTINCT FROM (a.collection, true)
      OR (SELECT count(*) FROM authorization_settlements AS o WHERE o.ledger = s.ledger AND o.donation = s.donation) > 1`,
  'what is in transit is what payment systems owe of donations, and no donation is paid out twice': `
    SELECT coalesce(b.ledger, o.ledger) AS broken FROM (
      SELECT e.ledger, sum(CASE e.side WHEN 'D' THEN e.amount::numeric ELSE -e.amount END) AS amount
      FROM entries AS e JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account AND a.code = 'assets:in-transit' GROUP BY 1
    ) AS b FULL JOIN (SELECT ledger, sum(amount) AS amount FROM transit_donations GROUP BY 1) AS o ON o.ledger = b.ledger
    WHERE coalesce(b.amount, 0) <> coalesce(o.amount, 0)
    UNION ALL
    SELECT p.ledger || '/' || p.donation FROM payout_donations AS p WHERE NOT is_reversed(p.ledger, p.payout)
    GROUP BY p.ledger, p.donation HAVING count(*) > 1`,
  'what boxes held is what their protocols say, each opening once, and no more has left them': `
    SELECT coalesce(b.ledger, o.ledger) || '/' || coalesce(b.id, o.id) AS broken FROM (
      SELECT t.ledger, t.id, sum(e.amount) AS amount FROM transactions AS t JOIN entries AS e ON e.ledger = t.ledger AND e.transaction_id = t.id
        JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account AND a.code = 'assets:boxes'
      WHERE t.kind = 'box-opening' AND e.side = 'D' GROUP BY 1, 2
    ) AS b FULL JOIN (SELECT ledger, id, counted FROM box_openings WHERE counted > 0) AS o ON o.ledger = b.ledger AND o.id = b.id
    WHERE b.amount IS DISTINCT FROM o.counted
    UNION ALL
    SELECT o.ledger || '/' || o.box FROM box_openings AS o WHERE NOT is_reversed(o.ledger, o.id)
    GROUP BY o.ledger, o.box, o.opened_at HAVING count(*) > 1
    UNION ALL
    SELECT e.ledger || ' assets:boxes' FROM entries AS e JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account AND a.code = 'assets:boxes'
    GROUP BY e.ledger HAVING sum(CASE e.side WHEN 'D' THEN e.amount ELSE -e.amount END) < 0`,
  'what is owed is what was invoiced and is not paid': `
    SELECT coalesce(b.ledger, o.ledger) AS broken FROM (
      SELECT e.ledger, sum(CASE e.side WHEN 'C' THEN e.amount::numeric ELSE -e.amount END) AS amount
      FROM entries AS e JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account AND a.code = 'liabilities:payables' GROUP BY 1
    ) AS b FULL JOIN (SELECT ledger, sum(amount) AS amount FROM owed_invoices GROUP BY 1) AS o ON o.ledger = b.ledger
    WHERE coalesce(b.amount, 0) <> coalesce(o.amount, 0)
    UNION ALL
    SELECT p.ledger || '/' || p.invoice FROM invoice_payments AS p WHERE NOT is_reversed(p.ledger, p.id)
    GROUP BY p.ledger, p.invoice HAVING count(*) > 1`,
  'goods stand apart, and no more are given out than were given': `
    SELECT g.ledger || '/' || g.id AS broken FROM gifts_in_kind AS g LEFT JOIN donations AS d ON d.ledger = g.ledger AND d.id = g.id
      LEFT JOIN LATERAL (SELECT sum(o.quantity) AS quantity, sum(o.amount) AS amount FROM disbursements AS o
        WHERE o.ledger = g.ledger AND o.gift = g.id
          AND NOT EXISTS (SELECT FROM transactions AS r WHERE r.ledger = o.ledger AND r.reverses = o.id)) AS given ON true
    WHERE d.channel IS DISTINCT FROM 'in-kind' OR given.quantity > g.quantity OR given.amount > d.amount
    UNION ALL
    SELECT d.ledger || '/' || d.id FROM donations AS d
    WHERE d.channel = 'in-kind' AND NOT EXISTS (SELECT FROM gifts_in_kind AS g WHERE g.ledger = d.ledger AND g.id = d.id)`,
  'a transaction is reversed once': `
    SELECT ledger || '/' || reverses AS broken FROM transactions WHERE reverses IS NOT NULL GROUP BY ledger, reverses HAVING count(*) > 1`,
}

export const invariantNames: readonly string[] = Object.keys(invariants)

export interface BrokenInvariant {
  readonly invariant: string
  /** Ledger and transaction or fund. */
  readonly where: string
}

/** Every place where a ledger is not as it must be; empty when all is well. */
export async function brokenInvariants(sql: Sql): Promise<BrokenInvariant[]> {
  const broken: BrokenInvariant[] = []
  for (const [invariant, query] of Object.entries(invariants)) {
    const rows = await sql.unsafe<{ broken: string }[]>(query)
    broken.push(...rows.map((row) => ({ invariant, where: row.broken })))
  }
  return broken
}
