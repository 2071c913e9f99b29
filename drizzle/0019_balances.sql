-- Balances of any pair of days without adding up a long past: what each account took in on each day, by the day it was recorded.

CREATE TABLE account_days (
  ledger text NOT NULL,
  account integer NOT NULL,
  effective_on date NOT NULL,
  recorded_on date NOT NULL,
  debit numeric NOT NULL,
  credit numeric NOT NULL,
  PRIMARY KEY (ledger, account, effective_on, recorded_on)
) WITH (fillfactor = 50);
COMMENT ON TABLE account_days IS 'Sums of the entries (minor units) by account and both days; recorded_on is the day in UTC. Kept by the insert of the entries.';
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON account_days FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

INSERT INTO account_days
  SELECT ledger, account, effective_on, (recorded_at AT TIME ZONE 'UTC')::date, coalesce(sum(amount) FILTER (WHERE side = 'D'), 0),
    coalesce(sum(amount) FILTER (WHERE side = 'C'), 0)
  FROM entries GROUP BY 1, 2, 3, 4;

-- In order, so that two postings never wait for each other crosswise.
CREATE FUNCTION count_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO account_days AS d
    SELECT ledger, account, effective_on, (recorded_at AT TIME ZONE 'UTC')::date, coalesce(sum(amount) FILTER (WHERE side = 'D'), 0),
      coalesce(sum(amount) FILTER (WHERE side = 'C'), 0)
    FROM new_entries GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
  ON CONFLICT (ledger, account, effective_on, recorded_on)
    DO UPDATE SET debit = d.debit + excluded.debit, credit = d.credit + excluded.credit;
  RETURN NULL;
END $$;
CREATE TRIGGER counted AFTER INSERT ON entries REFERENCING NEW TABLE AS new_entries
  FOR EACH STATEMENT EXECUTE FUNCTION count_entries();

-- The history of an account is read a page at a time, also on a day that brought a million entries.
DROP INDEX entries_by_account;
CREATE INDEX entries_by_account ON entries (ledger, account, effective_on, transaction_id);

-- What every account took in up to a day, as it was recorded up to a moment; null: as it is known now.
CREATE FUNCTION balances(of_ledger text, effective_by date, recorded_by timestamptz) RETURNS TABLE (account integer, debit numeric, credit numeric)
  LANGUAGE sql STABLE AS $$
  SELECT account, sum(debit), sum(credit) FROM (
    SELECT d.account, d.debit, d.credit FROM account_days AS d
    WHERE d.ledger = of_ledger AND d.effective_on <= effective_by
      AND (recorded_by IS NULL OR d.recorded_on < (recorded_by AT TIME ZONE 'UTC')::date)
    UNION ALL
    -- Of the day of that moment only a part counts.
    SELECT d.account, coalesce(sum(e.amount) FILTER (WHERE e.side = 'D'), 0), coalesce(sum(e.amount) FILTER (WHERE e.side = 'C'), 0)
    FROM account_days AS d JOIN entries AS e ON e.ledger = d.ledger AND e.account = d.account AND e.effective_on = d.effective_on
      AND e.recorded_at <= recorded_by AND e.recorded_at >= (d.recorded_on::timestamp AT TIME ZONE 'UTC')
    WHERE d.ledger = of_ledger AND d.effective_on <= effective_by AND d.recorded_on = (recorded_by AT TIME ZONE 'UTC')::date
    GROUP BY d.account
  ) AS parts GROUP BY account
$$;

CREATE INDEX accounts_of_fund ON accounts (ledger, fund) WHERE fund IS NOT NULL;
