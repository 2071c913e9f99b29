-- Double entry: immutable transactions of n legs, balanced per currency by the database. It knows nothing of charities.
-- The ledger (tenant) stands first in every key.

CREATE TABLE funds (
  ledger text NOT NULL CHECK (ledger ~ '^[a-z0-9-]{1,64}$'),
  id uuid NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  raised bigint NOT NULL DEFAULT 0 CHECK (raised >= 0),
  spent bigint NOT NULL DEFAULT 0 CHECK (spent >= 0),
  costs bigint NOT NULL DEFAULT 0 CHECK (costs >= 0),
  held bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
  PRIMARY KEY (ledger, id),
  CONSTRAINT fund_never_below_zero CHECK (spent + costs <= raised)
);
COMMENT ON TABLE funds IS 'Money bound to a purpose. The totals (tiyn) are sums of the entries, kept so that a limit can be locked.';

CREATE TABLE accounts (
  ledger text NOT NULL CHECK (ledger ~ '^[a-z0-9-]{1,64}$'),
  id integer NOT NULL,
  code text NOT NULL,
  type text NOT NULL CHECK (type IN ('asset', 'liability', 'income', 'expense')),
  fund uuid,
  role text CHECK (role IN ('raised', 'spent', 'costs', 'held')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  PRIMARY KEY (ledger, id),
  UNIQUE (ledger, code, currency),
  FOREIGN KEY (ledger, fund) REFERENCES funds (ledger, id),
  CHECK ((fund IS NULL) = (role IS NULL))
);

CREATE TABLE transactions (
  ledger text NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  fund uuid,
  effective_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  reverses uuid,
  PRIMARY KEY (ledger, id)
);
COMMENT ON COLUMN transactions.effective_on IS 'The day it took effect; recorded_at is when it was entered.';
CREATE UNIQUE INDEX transactions_reversed_once ON transactions (ledger, reverses) WHERE reverses IS NOT NULL;

CREATE TABLE entries (
  ledger text NOT NULL,
  transaction_id uuid NOT NULL,
  leg smallint NOT NULL,
  account integer NOT NULL,
  side "char" NOT NULL CHECK (side IN ('D', 'C')),
  amount bigint NOT NULL CHECK (amount > 0),
  effective_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (ledger, transaction_id, leg)
);
CREATE INDEX entries_by_account ON entries (ledger, account, effective_on);

-- References are checked once a statement, by a join: what they point to is never deleted or renamed, so a check at the
-- insert is as good as a foreign key, which would ask once a row (measured: half the time of a batch).
CREATE FUNCTION require_references() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM new_transactions AS t WHERE t.fund IS NOT NULL AND NOT EXISTS (SELECT FROM funds AS f WHERE f.ledger = t.ledger AND f.id = t.fund)
  ) OR EXISTS (
    SELECT FROM new_transactions AS t WHERE t.reverses IS NOT NULL
      AND NOT EXISTS (SELECT FROM transactions AS r WHERE r.ledger = t.ledger AND r.id = t.reverses)
  ) THEN
    RAISE EXCEPTION 'a transaction of a fund, or reversing a transaction, that is not there' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER references_exist AFTER INSERT ON transactions REFERENCING NEW TABLE AS new_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION require_references();

-- All legs of a transaction come in one statement, so that they can be balanced there.
CREATE FUNCTION require_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM new_entries AS e
      LEFT JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account
      LEFT JOIN transactions AS t ON t.ledger = e.ledger AND t.id = e.transaction_id
    GROUP BY e.ledger, e.transaction_id, a.currency
    HAVING bool_or(a.id IS NULL OR t.id IS NULL) OR sum(CASE e.side WHEN 'D' THEN e.amount::numeric ELSE -e.amount END) <> 0
  ) THEN
    RAISE EXCEPTION 'a transaction does not balance, or its account is not there' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER balanced AFTER INSERT ON entries REFERENCING NEW TABLE AS new_entries
  FOR EACH STATEMENT EXECUTE FUNCTION require_balance();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transactions FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON funds FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER never_changed BEFORE UPDATE OF ledger, id, currency ON funds FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- The state of a transaction with its legs, as its leaf commits to it. Numbers and UTC only: no setting changes it.
CREATE FUNCTION transaction_state(t transactions, legs text) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN encode(sha256(convert_to(concat_ws('|', t.ledger, t.id, t.kind, coalesce(t.fund::text, ''),
    t.effective_on - DATE '2000-01-01', extract(epoch FROM t.recorded_at), coalesce(t.reverses::text, ''), legs), 'UTF8')), 'base64');

CREATE VIEW transaction_states AS
  SELECT t.ledger, t.id, transaction_state(t, string_agg(concat_ws(' ', e.leg, e.account, e.side, e.amount,
    e.effective_on - DATE '2000-01-01', extract(epoch FROM e.recorded_at)), ',' ORDER BY e.leg)) AS state
  FROM transactions AS t JOIN entries AS e ON e.ledger = t.ledger AND e.transaction_id = t.id
  GROUP BY t.ledger, t.id;

-- A whole ledger's accounts and totals cannot be changed behind the log either.
CALL keep_in_log('accounts', 'ledger', 'id');
INSERT INTO kept_tables VALUES ('transactions', 'SELECT ledger || ''/'' || id AS key, state FROM transaction_states');

-- The account of that code, opened when first used.
CREATE FUNCTION account_of(of_ledger text, of_code text, of_type text, of_fund uuid, of_role text, of_currency text) RETURNS integer
  LANGUAGE plpgsql AS $$
DECLARE found integer;
BEGIN
  LOOP
    SELECT id INTO found FROM accounts WHERE ledger = of_ledger AND code = of_code AND currency = of_currency;
    IF found IS NOT NULL THEN RETURN found; END IF;
    INSERT INTO accounts (ledger, id, code, type, fund, role, currency)
      SELECT of_ledger, coalesce(max(id), 0) + 1, of_code, of_type, of_fund, of_role, of_currency FROM accounts WHERE ledger = of_ledger
      ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

-- Posts many transactions at once: item i has the legs whose item is i. Returns the state of each, for its leaf.
-- The funds that it touches are locked by the caller, in order, or here by the update.
CREATE FUNCTION post_transactions(
  ledgers text[], ids uuid[], kinds text[], funds_of uuid[], days date[], at timestamptz, reversals uuid[],
  items integer[], legs smallint[], accounts_of integer[], sides text[], amounts bigint[]
) RETURNS TABLE (item integer, state text) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO transactions (ledger, id, kind, fund, effective_on, recorded_at, reverses)
    SELECT l, i, k, f, d, at, r FROM unnest(ledgers, ids, kinds, funds_of, days, reversals) AS t (l, i, k, f, d, r);

  INSERT INTO entries (ledger, transaction_id, leg, account, side, amount, effective_on, recorded_at)
    SELECT ledgers[e.item], ids[e.item], e.leg, e.account, e.side::"char", e.amount, days[e.item], at
    FROM unnest(items, legs, accounts_of, sides, amounts) AS e (item, leg, account, side, amount);

  UPDATE funds AS f SET raised = f.raised + d.raised, spent = f.spent + d.spent, costs = f.costs + d.costs, held = f.held + d.held
  FROM (
    SELECT a.ledger, a.fund,
      coalesce(sum(signed) FILTER (WHERE a.role = 'raised'), 0) AS raised,
      coalesce(sum(-signed) FILTER (WHERE a.role = 'spent'), 0) AS spent,
      coalesce(sum(-signed) FILTER (WHERE a.role = 'costs'), 0) AS costs,
      coalesce(sum(signed) FILTER (WHERE a.role = 'held'), 0) AS held
    FROM (
      SELECT ledgers[e.item] AS ledger, e.account, CASE e.side WHEN 'C' THEN e.amount ELSE -e.amount END AS signed
      FROM unnest(items, accounts_of, sides, amounts) AS e (item, account, side, amount)
    ) AS e JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account
    WHERE a.fund IS NOT NULL GROUP BY a.ledger, a.fund
  ) AS d WHERE f.ledger = d.ledger AND f.id = d.fund;

  RETURN QUERY
    SELECT t.item::integer, transaction_state(ROW(t.l, t.i, t.k, t.f, t.d, at, t.r)::transactions, e.legs)
    FROM unnest(ledgers, ids, kinds, funds_of, days, reversals) WITH ORDINALITY AS t (l, i, k, f, d, r, item)
    JOIN (
      SELECT e.item, string_agg(concat_ws(' ', e.leg, e.account, e.side, e.amount,
        days[e.item] - DATE '2000-01-01', extract(epoch FROM at)), ',' ORDER BY e.leg) AS legs
      FROM unnest(items, legs, accounts_of, sides, amounts) AS e (item, leg, account, side, amount) GROUP BY e.item
    ) AS e ON e.item = t.item;
END $$;

-- The same inside an action of the door: the states are noted, so that the door seals them.
CREATE FUNCTION post_and_note(
  ledgers text[], ids uuid[], kinds text[], funds_of uuid[], days date[], at timestamptz, reversals uuid[],
  items integer[], legs smallint[], accounts_of integer[], sides text[], amounts bigint[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('adal.rows', coalesce(current_setting('adal.rows', true), '') || (
    SELECT string_agg(json_build_array('transactions', ledgers[p.item] || '/' || ids[p.item], p.state)::text || E'\n', '')
    FROM post_transactions(ledgers, ids, kinds, funds_of, days, at, reversals, items, legs, accounts_of, sides, amounts) AS p), true);
END $$;

-- Posts many transactions of two legs, a debit and a credit of the same sum, in few statements: the hot path. Returns the state
-- of each, in order.
CREATE FUNCTION post_transfers(
  ledgers text[], ids uuid[], kind_of_all text, funds_of uuid[], days date[], at timestamptz,
  debits integer[], credits integer[], amounts bigint[]
) RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO transactions (ledger, id, kind, fund, effective_on, recorded_at)
    SELECT l, i, kind_of_all, f, d, at FROM unnest(ledgers, ids, funds_of, days) AS t (l, i, f, d);

  INSERT INTO entries (ledger, transaction_id, leg, account, side, amount, effective_on, recorded_at)
    SELECT l, i, leg, CASE leg WHEN 1 THEN debit ELSE credit END, CASE leg WHEN 1 THEN 'D' ELSE 'C' END::"char", amount, d, at
    FROM unnest(ledgers, ids, days, debits, credits, amounts) AS t (l, i, d, debit, credit, amount), (VALUES (1), (2)) AS legs (leg);

  UPDATE funds AS f SET raised = f.raised + d.raised, spent = f.spent + d.spent, costs = f.costs + d.costs, held = f.held + d.held
  FROM (
    SELECT a.ledger, a.fund,
      coalesce(sum(signed) FILTER (WHERE a.role = 'raised'), 0) AS raised, coalesce(sum(-signed) FILTER (WHERE a.role = 'spent'), 0) AS spent,
      coalesce(sum(-signed) FILTER (WHERE a.role = 'costs'), 0) AS costs, coalesce(sum(signed) FILTER (WHERE a.role = 'held'), 0) AS held
    FROM unnest(ledgers || ledgers, debits || credits, array_fill(-1, ARRAY[cardinality(ids)]) || array_fill(1, ARRAY[cardinality(ids)]),
        amounts || amounts) AS e (ledger, account, sign, amount),
      LATERAL (SELECT e.sign * e.amount AS signed) AS s, accounts AS a
    WHERE a.ledger = e.ledger AND a.id = e.account AND a.fund IS NOT NULL GROUP BY a.ledger, a.fund
  ) AS d WHERE f.ledger = d.ledger AND f.id = d.fund;

  RETURN ARRAY(
    SELECT transaction_state(ROW(l, i, kind_of_all, f, d, at, NULL)::transactions, concat(
      '1 ', debit, ' D ', amount, ' ', d - DATE '2000-01-01', ' ', extract(epoch FROM at), ',2 ',
      credit, ' C ', amount, ' ', d - DATE '2000-01-01', ' ', extract(epoch FROM at)))
    FROM unnest(ledgers, ids, funds_of, days, debits, credits, amounts) AS t (l, i, f, d, debit, credit, amount));
END $$;
