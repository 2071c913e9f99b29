-- Money that a payment system has taken and not yet paid out is in transit. A payout brings it to the bank account less the fee,
-- which is a cost of the funds.

ALTER TABLE authorizations ADD COLUMN settlement text CHECK (settlement = 'in-transit');
COMMENT ON COLUMN authorizations.settlement IS 'Null where the money comes to the bank account at once.';

CREATE TABLE payout_donations (
  ledger text NOT NULL,
  donation uuid NOT NULL,
  -- How often it was paid out before, each time by a payout that was reversed: so a donation is in one payout at most.
  round smallint NOT NULL CHECK (round >= 0),
  payout uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  CONSTRAINT donation_is_paid_out_once PRIMARY KEY (ledger, donation, round),
  UNIQUE (ledger, payout, donation),
  FOREIGN KEY (ledger, donation) REFERENCES donations (ledger, id)
);
COMMENT ON TABLE payout_donations IS 'Which donations a payout consists of, less what the payment system gave back of them before.';

CREATE TABLE payouts (
  ledger text NOT NULL,
  id uuid NOT NULL,
  gross bigint NOT NULL CHECK (gross > 0),
  fee bigint NOT NULL CHECK (fee BETWEEN 0 AND gross),
  reference text CHECK (reference <> ''),
  donations_hash text NOT NULL,
  PRIMARY KEY (ledger, id),
  FOREIGN KEY (ledger, id) REFERENCES transactions (ledger, id)
);
COMMENT ON COLUMN payouts.donations_hash IS 'SHA-256 over its donations, so that its leaf commits to each of them.';
ALTER TABLE payout_donations ADD FOREIGN KEY (ledger, payout) REFERENCES payouts (ledger, id) DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER append_only BEFORE UPDATE ON payouts FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_donations FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('payouts', 'ledger', 'id');

CREATE FUNCTION hash_of_payout(of_ledger text, of_payout uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', p.donation, p.round, p.amount), ',' ORDER BY p.donation), ''), 'UTF8')), 'hex')
  FROM payout_donations AS p WHERE p.ledger = of_ledger AND p.payout = of_payout
$$;
-- The hash is taken anew from the donations whenever the log is verified.
UPDATE kept_tables SET states = 'SELECT ledger || ''/'' || id AS key,
  row_state(to_jsonb(kept) || jsonb_build_object(''donations_hash'', hash_of_payout(ledger, id))) AS state FROM payouts AS kept' WHERE name = 'payouts';

CREATE FUNCTION is_reversed(of_ledger text, transaction uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM transactions AS r WHERE r.ledger = of_ledger AND r.reverses = transaction);

-- Donations of which a payment system still owes something.
CREATE VIEW transit_donations AS
  SELECT d.ledger, d.id, d.collection, e.effective_on AS received_on, (e.amount - coalesce(back.amount, 0))::bigint AS amount,
    earlier.rounds AS round
  FROM accounts AS a
    JOIN entries AS e ON e.ledger = a.ledger AND e.account = a.id AND e.side = 'D'
    JOIN donations AS d ON d.ledger = e.ledger AND d.id = e.transaction_id
    CROSS JOIN LATERAL (
      SELECT count(*)::smallint AS rounds, bool_or(NOT is_reversed(p.ledger, p.payout)) AS is_paid
      FROM payout_donations AS p WHERE p.ledger = d.ledger AND p.donation = d.id
    ) AS earlier
    CROSS JOIN LATERAL (
      SELECT sum(x.amount) AS amount FROM refunds AS r
        JOIN entries AS x ON x.ledger = r.ledger AND x.transaction_id = r.id AND x.account = a.id AND x.side = 'C'
      WHERE r.ledger = d.ledger AND r.donation = d.id AND NOT is_reversed(r.ledger, r.id)
    ) AS back
  WHERE a.code = 'assets:in-transit' AND NOT is_reversed(d.ledger, d.id) AND earlier.is_paid IS NOT TRUE AND e.amount > coalesce(back.amount, 0);

-- A donation is paid out again only after the payout before was reversed; and what a payout consists of never grows.
CREATE FUNCTION require_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM new_rows AS n LEFT JOIN payout_donations AS p ON p.ledger = n.ledger AND p.donation = n.donation AND p.round = n.round - 1
    WHERE n.round > 0 AND (p.payout IS NULL OR NOT is_reversed(p.ledger, p.payout))
  ) OR EXISTS (
    SELECT FROM new_rows AS n JOIN payouts AS o ON o.ledger = n.ledger AND o.id = n.payout
  ) THEN
    RAISE EXCEPTION 'a donation that is paid out already, or a payout that grows' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER in_turn AFTER INSERT ON payout_donations REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION require_round();

-- What is paid out is the sum of its donations, and leaves the account on which they are.
CREATE FUNCTION require_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.gross IS DISTINCT FROM (SELECT sum(p.amount) FROM payout_donations AS p WHERE p.ledger = NEW.ledger AND p.payout = NEW.id)
    OR NEW.gross IS DISTINCT FROM (
      SELECT sum(e.amount) FROM entries AS e JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account AND a.code = 'assets:in-transit'
      WHERE e.ledger = NEW.ledger AND e.transaction_id = NEW.id AND e.side = 'C')
  THEN
    RAISE EXCEPTION 'a payout that is not the sum of its donations' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER foots AFTER INSERT ON payouts FOR EACH ROW EXECUTE FUNCTION require_payout();

-- As before, with the account of what is in transit.
CREATE OR REPLACE FUNCTION begin_donations(numbers text[], principals text[], keys text[])
  RETURNS TABLE (drives jsonb, known jsonb, law bigint) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM collections WHERE number = ANY (numbers) ORDER BY id FOR SHARE;
  PERFORM pg_advisory_xact_lock_shared(lock_of_books(l)) FROM (SELECT DISTINCT ledger AS l FROM collections WHERE number = ANY (numbers) ORDER BY 1) AS books;
  PERFORM FROM funds AS f JOIN collections AS c ON c.ledger = f.ledger AND c.id = f.id
    WHERE c.number = ANY (numbers) ORDER BY f.ledger, f.id FOR UPDATE OF f;
  RETURN QUERY SELECT
    (SELECT jsonb_object_agg(c.number, jsonb_build_object('id', c.id, 'number', c.number, 'ledger', c.ledger, 'status', c.status,
       'version', c.version, 'personId', c.person_id, 'organizationId', c.organization_id, 'openedOn', c.opened_on, 'channels', c.channels,
       'target', c.target_tiyn::text, 'sealedThrough', sealed_through(c.ledger), 'raised', f.raised::text, 'held', f.held::text, 'currency', f.currency,
       'accounts', (SELECT jsonb_object_agg(a.code, a.id) FROM accounts AS a WHERE a.ledger = c.ledger AND a.currency = f.currency
         AND a.code IN ('assets:bank', 'assets:cash', 'assets:in-transit', 'funds:' || c.id || ':raised', 'funds:' || c.id || ':held'))))
     FROM collections AS c JOIN funds AS f ON f.ledger = c.ledger AND f.id = c.id WHERE c.number = ANY (numbers)),
    (SELECT jsonb_object_agg(k.principal || ' ' || k.key, jsonb_build_object('hash', encode(k.request_hash, 'base64'), 'answer', k.answer))
     FROM unnest(principals, keys) AS asked (p, k2) JOIN idempotency_keys AS k ON k.principal = asked.p AND k.key = asked.k2),
    (SELECT coalesce(max(version), 0) FROM law_changes);
END $$;

-- As before, but that what a payment system keeps for a payout comes into transit.
CREATE OR REPLACE VIEW pending_legs AS
  WITH pending AS (
    SELECT a.ledger, a.amount, a.currency, a.authorized_on AS since_on, a.recorded_at AS since_at, a.lapses_on,
      s.settled_on AS until_on, s.recorded_at AS until_at, a.collection AS debit_fund,
      CASE a.settlement WHEN 'in-transit' THEN 'assets:in-transit' ELSE 'assets:bank' END AS debit,
      a.collection AS credit_fund, 'funds:' || a.collection || ':raised' AS credit
    FROM authorizations AS a LEFT JOIN authorization_settlements AS s ON s.ledger = a.ledger AND s.authorization_id = a.id
    UNION ALL
    SELECT h.ledger, h.amount, h.currency, h.held_on, h.recorded_at, h.lapses_on, coalesce(t.effective_on, h.decided_on),
      coalesce(t.recorded_at, (h.decided_on + 1)::timestamp AT TIME ZONE 'Asia/Almaty'), h.collection,
      'funds:' || h.collection || CASE WHEN h.channel = 'in-kind' THEN ':in-kind-out:' || h.category
        WHEN h.category = 'collecting-costs' THEN ':costs' ELSE ':spent:' || h.category END,
      h.collection, CASE h.channel WHEN 'cash' THEN 'assets:cash' WHEN 'in-kind' THEN 'assets:in-kind' ELSE 'assets:bank' END
    FROM held_payments AS h LEFT JOIN transactions AS t ON t.ledger = h.ledger AND t.id = h.disbursement
    UNION ALL
    SELECT f.ledger, f.amount, f.currency, f.asked_on, f.recorded_at, NULL, coalesce(t.effective_on, f.decided_on),
      coalesce(t.recorded_at, (f.decided_on + 1)::timestamp AT TIME ZONE 'Asia/Almaty'), f.from_collection,
      'funds:' || f.from_collection || ':transfer-out', f.to_collection, 'funds:' || f.to_collection || ':transfer-in'
    FROM fund_transfers AS f LEFT JOIN transactions AS t ON t.ledger = f.ledger AND t.id = f.transaction
  )
  SELECT p.ledger, leg.account, p.currency, CASE WHEN leg.account LIKE 'funds:%' THEN leg.fund END AS fund, leg.side, p.amount,
    p.since_on, p.since_at, p.lapses_on, p.until_on, p.until_at
  FROM pending AS p, LATERAL (VALUES (p.debit, p.debit_fund, 'D'), (p.credit, p.credit_fund, 'C')) AS leg (account, fund, side);
