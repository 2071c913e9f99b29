-- Of the leaves of an index that grows in its middle PostgreSQL fills half where the key is long. Equal keys share one entry
-- with all their rows, and a batch has one moment: ordered by it these indexes take a fifth (docs/decisions/donations.md).

-- The ledger does not come first: while a table is empty the planner takes the smallest index that begins with what it is asked
-- for, keeps that plan, and would read the whole ledger for each transaction.
DROP INDEX entries_by_account;
CREATE INDEX entries_by_account ON entries (account, ledger, effective_on, recorded_at);
DROP INDEX transactions_of_fund;
CREATE INDEX transactions_of_fund ON transactions (fund, recorded_at);

-- As before, but that both legs of a transfer are inserted together: the indexes grow at their ends, and their pages are filled.

CREATE OR REPLACE FUNCTION post_transfers(
  ledgers text[], ids uuid[], kind_of_all text, funds_of uuid[], days date[], at timestamptz,
  debits integer[], credits integer[], amounts bigint[]
) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE recorded text := extract(epoch FROM at)::text;
BEGIN
  INSERT INTO transactions (ledger, id, kind, fund, effective_on, recorded_at)
    SELECT l, i, kind_of_all, f, d, at FROM unnest(ledgers, ids, funds_of, days) AS t (l, i, f, d);

  INSERT INTO entries (ledger, transaction_id, leg, account, side, amount, effective_on, recorded_at)
    SELECT l, i, leg, account, side, amount, d, at
    FROM unnest(ledgers, ids, days, debits, credits, amounts) AS t (l, i, d, debit, credit, amount)
      CROSS JOIN LATERAL (VALUES (1, debit, 'D'::"char"), (2, credit, 'C')) AS legs (leg, account, side);

  UPDATE funds AS f SET raised = f.raised + d.raised, spent = f.spent + d.spent, costs = f.costs + d.costs, held = f.held + d.held
  FROM (
    SELECT a.ledger, a.fund,
      coalesce(sum(signed) FILTER (WHERE a.role = 'raised'), 0) AS raised, coalesce(sum(-signed) FILTER (WHERE a.role = 'spent'), 0) AS spent,
      coalesce(sum(-signed) FILTER (WHERE a.role = 'costs'), 0) AS costs, coalesce(sum(signed) FILTER (WHERE a.role = 'held'), 0) AS held
    FROM (
      SELECT ledger, account, sum(signed) AS signed FROM (
        SELECT * FROM unnest(ledgers, credits, amounts) AS c (ledger, account, signed)
        UNION ALL SELECT l, debit, -amount FROM unnest(ledgers, debits, amounts) AS t (l, debit, amount)) AS legs
      GROUP BY ledger, account) AS e, accounts AS a
    WHERE a.ledger = e.ledger AND a.id = e.account AND a.fund IS NOT NULL GROUP BY a.ledger, a.fund
  ) AS d WHERE f.ledger = d.ledger AND f.id = d.fund;

  RETURN ARRAY(
    SELECT transaction_state(ROW(l, i, kind_of_all, f, d, at, NULL)::transactions, concat(
      '1 ', debit, ' D ', amount, ' ', d - DATE '2000-01-01', ' ', recorded, ',2 ',
      credit, ' C ', amount, ' ', d - DATE '2000-01-01', ' ', recorded))
    FROM unnest(ledgers, ids, funds_of, days, debits, credits, amounts) AS t (l, i, f, d, debit, credit, amount));
END $$;
