-- Money in other currencies than tenge: what the National Bank says a currency is worth, gifts in it, and what becomes of them.
-- A drive's dollars are a fund of their own beside its fund in tenge, so that the same constraint keeps both above zero.

CREATE TABLE exchange_rates (
  id uuid PRIMARY KEY,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$' AND currency <> 'KZT'),
  day date NOT NULL,
  rate numeric(14, 6) NOT NULL CHECK (rate > 0),
  units integer NOT NULL CHECK (units IN (1, 10, 100, 1000, 10000)),
  origin text NOT NULL CHECK (origin IN ('national-bank', 'made-up')),
  file_hash text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE exchange_rates IS 'Tenge for so many units of a currency on a day. A correction is a further row: the newest counts, and what was valued before keeps its rate.';
CREATE INDEX exchange_rates_of ON exchange_rates (currency, day, recorded_at);
CREATE TRIGGER append_only BEFORE UPDATE ON exchange_rates FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('exchange_rates', 'id');

ALTER TABLE funds ADD COLUMN beside uuid, ADD FOREIGN KEY (ledger, beside) REFERENCES funds (ledger, id);
COMMENT ON COLUMN funds.beside IS 'Of a fund in another currency: the fund in tenge whose purpose it shares. Its total `raised` is what it holds.';
CREATE UNIQUE INDEX funds_beside ON funds (ledger, beside, currency) WHERE beside IS NOT NULL;
CREATE TRIGGER beside_never_changed BEFORE UPDATE OF beside ON funds FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- A donation in tenge is its own entry of the log; one in another currency is sealed by the door, as any other act.
ALTER TABLE donations
  DROP CONSTRAINT donation_is_logged,
  ADD CONSTRAINT donation_is_logged CHECK ((log_index IS NULL) = (context IS NULL) AND (log_index IS NULL) = (leaf_hash IS NULL));
COMMENT ON COLUMN donations.amount IS 'Tiyn; of a gift in another currency its value at the rate in foreign_gifts.';
COMMENT ON COLUMN donations.log_index IS 'Its place in the log of its ledger; null where the leaf of the donation stands in log_entries.';

CREATE FUNCTION note_donation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('adal.rows', coalesce(current_setting('adal.rows', true), '')
    || json_build_array('donations', NEW.ledger || '/' || NEW.id, donation_state(NEW))::text || E'\n', true);
  RETURN NULL;
END $$;
CREATE TRIGGER noted AFTER INSERT ON donations FOR EACH ROW WHEN (NEW.log_index IS NULL) EXECUTE FUNCTION note_donation();
CREATE CONSTRAINT TRIGGER sealed AFTER INSERT ON donations DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.log_index IS NULL) EXECUTE FUNCTION require_seal();

CREATE TABLE foreign_gifts (
  ledger text NOT NULL,
  donation uuid NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  rate uuid NOT NULL REFERENCES exchange_rates (id),
  PRIMARY KEY (ledger, donation),
  FOREIGN KEY (ledger, donation) REFERENCES donations (ledger, id)
);
COMMENT ON TABLE foreign_gifts IS 'What was given in another currency, in its minor units, and the rate by which it was valued. A donation in tenge has no row here.';
CREATE TRIGGER append_only BEFORE UPDATE ON foreign_gifts FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('foreign_gifts', 'ledger', 'donation');

-- Null where it was in tenge. `amount` stays in tiyn: what the books say that the foreign sum is worth.
ALTER TABLE disbursements ADD COLUMN currency text, ADD COLUMN foreign_amount bigint CHECK (foreign_amount > 0),
  ADD CHECK ((currency IS NULL) = (foreign_amount IS NULL));
ALTER TABLE refunds ADD COLUMN currency text, ADD COLUMN foreign_amount bigint CHECK (foreign_amount > 0),
  ADD CHECK ((currency IS NULL) = (foreign_amount IS NULL));
ALTER TABLE held_payments ADD COLUMN value bigint CHECK (value > 0), ADD CHECK ((currency = 'KZT') = (value IS NULL));
COMMENT ON COLUMN held_payments.value IS 'Tiyn: what the books said that a payment in another currency was worth when it was held.';

CREATE TABLE conversions (
  ledger text NOT NULL,
  id uuid NOT NULL,
  collection uuid NOT NULL REFERENCES collections (id),
  currency text NOT NULL,
  sold bigint NOT NULL CHECK (sold > 0),
  received bigint NOT NULL CHECK (received > 0),
  book_value bigint NOT NULL CHECK (book_value > 0),
  reference text,
  PRIMARY KEY (ledger, id),
  FOREIGN KEY (ledger, id) REFERENCES transactions (ledger, id)
);
COMMENT ON TABLE conversions IS 'A sum of a currency that a bank bought from a drive: the tenge it gave (tiyn), and what the books said it was worth.';
CREATE TRIGGER append_only BEFORE UPDATE ON conversions FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('conversions', 'ledger', 'id');
