-- Gifts in kind: donations of goods, in the books by their value and apart from money. They are never raised, spent or available.

ALTER TABLE accounts DROP CONSTRAINT accounts_role_check,
  ADD CONSTRAINT accounts_role_check CHECK (role IN ('raised', 'spent', 'costs', 'held', 'in-kind', 'in-kind-out'));
ALTER TABLE donations DROP CONSTRAINT donations_channel_check,
  ADD CONSTRAINT donations_channel_check CHECK (channel IN ('transfer', 'card', 'qr', 'cash', 'box', 'in-kind'));

CREATE TABLE gifts_in_kind (
  ledger text NOT NULL,
  id uuid NOT NULL,
  description text NOT NULL CHECK (description <> ''),
  quantity numeric(12, 3) NOT NULL CHECK (quantity > 0),
  unit text NOT NULL CHECK (unit <> ''),
  basis text NOT NULL CHECK (basis IN ('market-price', 'appraisal', 'price-list', 'donor-statement')),
  evidence text[] NOT NULL,
  PRIMARY KEY (ledger, id),
  FOREIGN KEY (ledger, id) REFERENCES donations (ledger, id),
  CONSTRAINT a_value_has_its_evidence CHECK (basis = 'donor-statement' OR cardinality(evidence) > 0)
);
COMMENT ON TABLE gifts_in_kind IS 'What a donation in kind consists of, and by what it was valued; donor, value and receipt are those of the donation.';
CREATE TRIGGER append_only BEFORE UPDATE ON gifts_in_kind FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('gifts_in_kind', 'ledger', 'id');

-- To give goods out is a disbursement of a part of a gift; amount is what that part is worth.
ALTER TABLE disbursements DROP CONSTRAINT disbursements_channel_check,
  ADD CONSTRAINT disbursements_channel_check CHECK (channel IN ('transfer', 'cash', 'in-kind')),
  ADD COLUMN gift uuid,
  ADD COLUMN quantity numeric(12, 3) CHECK (quantity > 0),
  ADD FOREIGN KEY (ledger, gift) REFERENCES gifts_in_kind (ledger, id),
  ADD CONSTRAINT goods_come_from_a_gift CHECK ((gift IS NULL) = (quantity IS NULL) AND (gift IS NOT NULL) = (coalesce(channel, '') = 'in-kind'));
CREATE INDEX disbursements_of_gift ON disbursements (ledger, gift) WHERE gift IS NOT NULL;
ALTER TABLE held_payments DROP CONSTRAINT held_payments_channel_check,
  ADD CONSTRAINT held_payments_channel_check CHECK (channel IN ('transfer', 'cash', 'in-kind')),
  ADD COLUMN gift uuid,
  ADD COLUMN quantity numeric(12, 3) CHECK (quantity > 0),
  ADD FOREIGN KEY (ledger, gift) REFERENCES gifts_in_kind (ledger, id),
  ADD CONSTRAINT goods_come_from_a_gift CHECK ((gift IS NULL) = (quantity IS NULL) AND (gift IS NOT NULL) = (channel = 'in-kind'));
CREATE INDEX held_payments_of_gift ON held_payments (ledger, gift) WHERE gift IS NOT NULL;

-- The fund is locked by whoever gives out or reverses, so what is seen here does not change meanwhile.
CREATE FUNCTION require_goods() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.gift IS NOT NULL AND NOT EXISTS (
    SELECT FROM gifts_in_kind AS g JOIN donations AS d ON d.ledger = g.ledger AND d.id = g.id
      JOIN LATERAL (SELECT sum(o.quantity) AS quantity, sum(o.amount) AS amount FROM disbursements AS o
        WHERE o.ledger = g.ledger AND o.gift = g.id
          AND NOT EXISTS (SELECT FROM transactions AS r WHERE r.ledger = o.ledger AND r.reverses = o.id)) AS given ON true
    WHERE g.ledger = NEW.ledger AND g.id = NEW.gift AND d.collection = NEW.collection
      AND given.quantity <= g.quantity AND given.amount <= d.amount
      AND NOT EXISTS (SELECT FROM transactions AS r WHERE r.ledger = g.ledger AND r.reverses = g.id)
  ) THEN
    RAISE EXCEPTION 'more is given out than there is of a gift' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER goods_are_there AFTER INSERT ON disbursements FOR EACH ROW EXECUTE FUNCTION require_goods();

ALTER TABLE collection_reports ADD COLUMN in_kind_tiyn bigint CHECK (in_kind_tiyn >= 0), ADD COLUMN in_kind_out_tiyn bigint CHECK (in_kind_out_tiyn >= 0);
COMMENT ON COLUMN collection_reports.in_kind_tiyn IS 'The value of the gifts in kind, apart from the money; null in reports from before.';

-- As before, but that goods go out of the goods.
CREATE OR REPLACE VIEW pending_legs AS
  WITH pending AS (
    SELECT a.ledger, a.amount, a.currency, a.authorized_on AS since_on, a.recorded_at AS since_at, a.lapses_on,
      s.settled_on AS until_on, s.recorded_at AS until_at, a.collection AS debit_fund, 'assets:bank' AS debit,
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
