-- Money that is promised and has not moved: authorized by a payment system, waiting for a second person, or asked for by another
-- fund. It is seen apart from what is posted, and never added to it.

CREATE TABLE authorizations (
  ledger text NOT NULL,
  id uuid NOT NULL,
  collection uuid NOT NULL REFERENCES collections (id),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('card', 'qr')),
  authorized_on date NOT NULL,
  lapses_on date NOT NULL CHECK (lapses_on > authorized_on),
  reference text,
  authorized_by text NOT NULL,
  variant_hash text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (ledger, id)
);
COMMENT ON TABLE authorizations IS 'Payments that a payment system has authorized. A row never changes: it is captured or voided by another one, or it lapses.';
COMMENT ON COLUMN authorizations.lapses_on IS 'From this day on it is no longer pending and cannot be captured.';
CREATE INDEX authorizations_of_collection ON authorizations (collection, id);
CREATE INDEX authorizations_by_lapse ON authorizations (ledger, lapses_on);
CREATE TRIGGER append_only BEFORE UPDATE ON authorizations FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('authorizations', 'ledger', 'id');

-- Who gives goes over to `donors` when the money does, and is forgotten when it does not.
CREATE TABLE pending_donors (
  ledger text NOT NULL,
  authorization_id uuid NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (ledger, authorization_id),
  FOREIGN KEY (ledger, authorization_id) REFERENCES authorizations (ledger, id)
);
COMMENT ON TABLE pending_donors IS 'Who gives what is authorized, sealed with the field key; an anonymous donor has no row.';
INSERT INTO writer_privileges VALUES
  ('pending_donors', ARRAY['SELECT', 'INSERT', 'DELETE'], 'A donor is forgotten when her payment is captured or voided.');

CREATE TABLE authorization_settlements (
  ledger text NOT NULL,
  authorization_id uuid NOT NULL,
  donation uuid,
  settled_on date NOT NULL,
  reason text CHECK (reason <> ''),
  settled_by text NOT NULL,
  recorded_at timestamptz NOT NULL,
  -- The key is that of the authorization: it is captured or voided, and once.
  CONSTRAINT authorization_is_settled_once PRIMARY KEY (ledger, authorization_id),
  CONSTRAINT donation_is_captured_once UNIQUE (ledger, donation),
  FOREIGN KEY (ledger, authorization_id) REFERENCES authorizations (ledger, id),
  FOREIGN KEY (ledger, donation) REFERENCES donations (ledger, id),
  CHECK ((donation IS NULL) = (reason IS NOT NULL))
);
COMMENT ON TABLE authorization_settlements IS 'What became of an authorization: the donation by which it was captured, or why it was voided.';

-- A capture is a donation to the same drive, by the same channel, of no more, on a day on which it was pending.
CREATE FUNCTION require_capture() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.donation IS NOT NULL AND NOT EXISTS (
    SELECT FROM authorizations AS a
      JOIN donations AS d ON d.ledger = a.ledger AND d.id = NEW.donation
      JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
    WHERE a.ledger = NEW.ledger AND a.id = NEW.authorization_id AND d.collection = a.collection AND d.channel = a.channel
      AND NOT d.held AND d.amount <= a.amount AND t.effective_on = NEW.settled_on
      AND NEW.settled_on >= a.authorized_on AND NEW.settled_on < a.lapses_on
  ) THEN
    RAISE EXCEPTION 'a donation that does not capture its authorization' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER captured AFTER INSERT ON authorization_settlements FOR EACH ROW EXECUTE FUNCTION require_capture();
CREATE TRIGGER append_only BEFORE UPDATE ON authorization_settlements FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('authorization_settlements', 'ledger', 'authorization_id');

-- The legs that will be posted if what is pending comes about: pending from since_on until until_on or lapses_on, days and moments
-- of recording apart. Of a refusal only the day is kept: it counts as recorded at its end.
CREATE VIEW pending_legs AS
  WITH pending AS (
    SELECT a.ledger, a.amount, a.currency, a.authorized_on AS since_on, a.recorded_at AS since_at, a.lapses_on,
      s.settled_on AS until_on, s.recorded_at AS until_at, a.collection AS debit_fund, 'assets:bank' AS debit,
      a.collection AS credit_fund, 'funds:' || a.collection || ':raised' AS credit
    FROM authorizations AS a LEFT JOIN authorization_settlements AS s ON s.ledger = a.ledger AND s.authorization_id = a.id
    UNION ALL
    SELECT h.ledger, h.amount, h.currency, h.held_on, h.recorded_at, h.lapses_on, coalesce(t.effective_on, h.decided_on),
      coalesce(t.recorded_at, (h.decided_on + 1)::timestamp AT TIME ZONE 'Asia/Almaty'), h.collection,
      'funds:' || h.collection || CASE h.category WHEN 'collecting-costs' THEN ':costs' ELSE ':spent:' || h.category END,
      h.collection, CASE h.channel WHEN 'cash' THEN 'assets:cash' ELSE 'assets:bank' END
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

-- What is pending on each account on a day, as it was recorded up to a moment; null: as it is known now.
CREATE FUNCTION pending_balances(of_ledger text, on_day date, recorded_by timestamptz)
  RETURNS TABLE (account text, currency text, fund uuid, debit numeric, credit numeric) LANGUAGE sql STABLE AS $$
  SELECT account, currency, fund, coalesce(sum(amount) FILTER (WHERE side = 'D'), 0), coalesce(sum(amount) FILTER (WHERE side = 'C'), 0)
  FROM pending_legs
  WHERE ledger = of_ledger AND since_on <= on_day AND (lapses_on > on_day OR lapses_on IS NULL)
    AND (recorded_by IS NULL OR since_at <= recorded_by)
    AND (until_on IS NULL OR until_on > on_day OR until_at > recorded_by)
  GROUP BY account, currency, fund
$$;
