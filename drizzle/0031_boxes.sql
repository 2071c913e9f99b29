-- A donation box is opened before witnesses: nobody knew before what lies in it, so its gifts come into the books by the protocol. And what is
-- owed is in the books before it is paid.

CREATE TABLE box_openings (
  ledger text NOT NULL,
  id uuid NOT NULL,
  collection uuid NOT NULL REFERENCES collections (id),
  box uuid NOT NULL REFERENCES collection_boxes (id),
  opened_at timestamptz NOT NULL,
  -- How often the same opening was recorded before, each time by a transaction that was reversed.
  round smallint NOT NULL CHECK (round >= 0),
  place text NOT NULL CHECK (place <> ''),
  present smallint NOT NULL CHECK (present >= 2),
  present_sealed bytea NOT NULL,
  present_commitment text NOT NULL,
  seal text NOT NULL CHECK (seal <> ''),
  seal_broken boolean NOT NULL,
  new_seal text CHECK (new_seal <> ''),
  counted bigint NOT NULL CHECK (counted >= 0),
  denominations jsonb,
  foreign_notes jsonb,
  document text CHECK (document ~ '^[0-9a-f]{64}$'),
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (ledger, id),
  CONSTRAINT box_is_opened_once UNIQUE (box, opened_at, round)
);
COMMENT ON TABLE box_openings IS 'Protocols. Where something was found, the transaction of the same id brings it into the books.';
COMMENT ON COLUMN box_openings.present_sealed IS 'The names of those who were there, sealed with the field key; the log has a salted commitment alone.';
COMMENT ON COLUMN box_openings.foreign_notes IS 'Found beside the tenge, and only noted: each is recorded as a gift in its own currency.';
CREATE INDEX box_openings_of_collection ON box_openings (collection, opened_at);
CREATE TRIGGER append_only BEFORE UPDATE ON box_openings FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('box_openings', 'ledger', 'id');

-- A box is of the drive into whose fund it is counted, and what was counted is what was posted. It is recorded anew only after a reversal.
CREATE FUNCTION require_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM collection_boxes AS b JOIN collections AS c ON c.id = b.collection_id
    WHERE b.id = NEW.box AND c.id = NEW.collection AND c.ledger = NEW.ledger
      AND b.set_up_on <= (NEW.opened_at AT TIME ZONE 'Asia/Almaty')::date
  ) OR NEW.counted <> coalesce((
    SELECT sum(e.amount) FROM transactions AS t JOIN entries AS e ON e.ledger = t.ledger AND e.transaction_id = t.id AND e.side = 'D'
      JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account AND a.code = 'assets:boxes'
    WHERE t.ledger = NEW.ledger AND t.id = NEW.id AND t.kind = 'box-opening' AND t.fund = NEW.collection
  ), 0) OR NEW.round > 0 AND NOT EXISTS (
    SELECT FROM box_openings AS o WHERE o.box = NEW.box AND o.opened_at = NEW.opened_at AND o.round = NEW.round - 1 AND is_reversed(o.ledger, o.id)
  ) THEN
    RAISE EXCEPTION 'an opening that is not of its box, of its day or of its sum' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER foots AFTER INSERT ON box_openings FOR EACH ROW EXECUTE FUNCTION require_opening();

-- What is owed: invoiced, so that it is spent and no longer free, and not paid yet. All limits are asked when it is invoiced.
ALTER TABLE disbursements ADD COLUMN due_on date CHECK (due_on IS NULL OR (gift IS NULL AND currency IS NULL));
COMMENT ON COLUMN disbursements.due_on IS 'Of an invoice, which is paid later; null where the money left at once.';
ALTER TABLE held_payments ADD COLUMN due_on date CHECK (due_on IS NULL OR (gift IS NULL AND currency = 'KZT'));

CREATE TABLE invoice_payments (
  ledger text NOT NULL,
  id uuid NOT NULL,
  invoice uuid NOT NULL,
  -- How often it was paid before, each time by a payment that was reversed: so an invoice is paid once.
  round smallint NOT NULL CHECK (round >= 0),
  account text,
  PRIMARY KEY (ledger, id),
  CONSTRAINT invoice_is_paid_once UNIQUE (invoice, round),
  FOREIGN KEY (ledger, id) REFERENCES transactions (ledger, id),
  FOREIGN KEY (ledger, invoice) REFERENCES disbursements (ledger, id)
);
COMMENT ON COLUMN invoice_payments.account IS 'The IBAN of the organization from which it was paid; null: that of the drive.';
CREATE TRIGGER append_only BEFORE UPDATE ON invoice_payments FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('invoice_payments', 'ledger', 'id');

CREATE VIEW owed_invoices AS
  SELECT d.ledger, d.id, d.collection, d.amount, d.due_on FROM disbursements AS d
  WHERE d.due_on IS NOT NULL AND NOT is_reversed(d.ledger, d.id)
    AND NOT EXISTS (SELECT FROM invoice_payments AS p WHERE p.ledger = d.ledger AND p.invoice = d.id AND NOT is_reversed(p.ledger, p.id));

CREATE FUNCTION require_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM disbursements AS d JOIN transactions AS t ON t.ledger = d.ledger AND t.id = NEW.id AND t.kind = 'invoice-payment' AND t.fund = d.collection
      JOIN entries AS e ON e.ledger = t.ledger AND e.transaction_id = t.id AND e.side = 'D' AND e.amount = d.amount
      JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account AND a.code = 'liabilities:payables'
    WHERE d.ledger = NEW.ledger AND d.id = NEW.invoice AND d.due_on IS NOT NULL AND NOT is_reversed(d.ledger, d.id)
  ) OR NEW.round > 0 AND NOT EXISTS (
    SELECT FROM invoice_payments AS p WHERE p.invoice = NEW.invoice AND p.round = NEW.round - 1 AND is_reversed(p.ledger, p.id)
  ) THEN
    RAISE EXCEPTION 'a payment that is not of its invoice' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pays_its_invoice AFTER INSERT ON invoice_payments FOR EACH ROW EXECUTE FUNCTION require_invoice();

-- An invoice that was paid is not reversed before its payment.
CREATE FUNCTION forbid_undoing_the_paid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM invoice_payments AS p WHERE p.ledger = NEW.ledger AND p.invoice = NEW.reverses AND NOT is_reversed(p.ledger, p.id)) THEN
    RAISE EXCEPTION 'the invoice % is paid', NEW.reverses USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER is_not_paid AFTER INSERT ON transactions FOR EACH ROW WHEN (NEW.reverses IS NOT NULL) EXECUTE FUNCTION forbid_undoing_the_paid();

-- As before, but that an invoice that waits for a second person will be owed.
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
      h.collection, CASE WHEN h.due_on IS NOT NULL THEN 'liabilities:payables' WHEN h.channel = 'cash' THEN 'assets:cash'
        WHEN h.channel = 'in-kind' THEN 'assets:in-kind' ELSE concat_ws(':', 'assets:bank', h.account) END
    FROM held_payments AS h LEFT JOIN transactions AS t ON t.ledger = h.ledger AND t.id = h.disbursement
    UNION ALL
    SELECT f.ledger, f.amount, f.currency, f.asked_on, f.recorded_at, NULL, coalesce(t.effective_on, f.decided_on),
      coalesce(t.recorded_at, (f.decided_on + 1)::timestamp AT TIME ZONE 'Asia/Almaty'), f.from_collection,
      'funds:' || f.from_collection || ':transfer-out', f.to_collection, 'funds:' || f.to_collection || ':transfer-in'
    FROM fund_transfers AS f LEFT JOIN transactions AS t ON t.ledger = f.ledger AND t.id = f.transaction
  )
  SELECT p.ledger, CASE WHEN leg.account = 'assets:bank' THEN coalesce(b.code, leg.account) ELSE leg.account END AS account, p.currency, CASE WHEN leg.account LIKE 'funds:%' THEN leg.fund END AS fund, leg.side, p.amount,
    p.since_on, p.since_at, p.lapses_on, p.until_on, p.until_at
  FROM pending AS p CROSS JOIN LATERAL (VALUES (p.debit, p.debit_fund, 'D'), (p.credit, p.credit_fund, 'C')) AS leg (account, fund, side)
    LEFT JOIN funds AS f ON f.ledger = p.ledger AND f.id = leg.fund
    LEFT JOIN accounts AS b ON b.ledger = f.ledger AND b.id = f.bank AND b.currency = p.currency;
