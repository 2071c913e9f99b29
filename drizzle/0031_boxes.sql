-- A donation box is opened before witnesses: nobody knew before what lies in it, so its gifts come into the books by the protocol.

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
