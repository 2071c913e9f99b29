-- A drive's money: donations with their receipts, disbursements to beneficiaries, refunds.

CREATE TABLE donations (
  ledger text NOT NULL,
  id uuid NOT NULL,
  collection uuid NOT NULL,
  receipt text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  channel text NOT NULL CHECK (channel IN ('transfer', 'card', 'qr', 'cash', 'box')),
  received_at timestamptz NOT NULL,
  held boolean NOT NULL,
  donor_kind text NOT NULL CHECK (donor_kind IN ('anonymous', 'individual', 'organization')),
  visibility text NOT NULL CHECK (visibility IN ('hidden', 'first-name', 'full')),
  donor_commitment text,
  reference text,
  PRIMARY KEY (ledger, id),
  CONSTRAINT receipt_is_unique UNIQUE (receipt)
);
COMMENT ON COLUMN donations.held IS 'Past a target that must not be passed: held for return, not part of the fund.';
COMMENT ON COLUMN donations.donor_commitment IS 'SHA-256 (base64) of salt and donor, so that the log speaks of no person; salt and donor are in donors.';
-- As in the ledger: once a statement instead of once a row.
CREATE FUNCTION require_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM new_donations AS d LEFT JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id WHERE t.fund IS DISTINCT FROM d.collection
  ) THEN
    RAISE EXCEPTION 'a donation without its transaction in the fund of its collection' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER posted AFTER INSERT ON donations REFERENCING NEW TABLE AS new_donations
  FOR EACH STATEMENT EXECUTE FUNCTION require_posted();

-- Apart from the donation, so that a person can be erased without touching the books.
CREATE TABLE donors (
  donation uuid PRIMARY KEY,
  ledger text NOT NULL,
  salt bytea NOT NULL CHECK (length(salt) = 16),
  sealed bytea NOT NULL,
  lookup bytea,
  FOREIGN KEY (ledger, donation) REFERENCES donations (ledger, id)
);
COMMENT ON TABLE donors IS 'Who gave, sealed with the field key; lookup is the keyed hash of the IIN or BIN.';
CREATE INDEX donors_by_lookup ON donors (lookup) WHERE lookup IS NOT NULL;

CREATE TABLE disbursements (
  ledger text NOT NULL,
  id uuid NOT NULL,
  collection uuid NOT NULL REFERENCES collections (id),
  amount bigint NOT NULL CHECK (amount > 0),
  category text NOT NULL CHECK (category ~ '^[a-z][a-z0-9-]{1,39}$'),
  beneficiary_kind text NOT NULL CHECK (beneficiary_kind IN ('individual', 'organization')),
  beneficiary_sealed bytea NOT NULL,
  beneficiary_lookup bytea,
  beneficiary_commitment text NOT NULL,
  evidence text[] NOT NULL,
  purpose text,
  PRIMARY KEY (ledger, id),
  FOREIGN KEY (ledger, id) REFERENCES transactions (ledger, id)
);
CREATE INDEX disbursements_of_collection ON disbursements (collection, id);

CREATE TABLE refunds (
  ledger text NOT NULL,
  id uuid NOT NULL,
  donation uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  reason text NOT NULL,
  PRIMARY KEY (ledger, id),
  FOREIGN KEY (ledger, id) REFERENCES transactions (ledger, id),
  FOREIGN KEY (ledger, donation) REFERENCES donations (ledger, id)
);
CREATE INDEX refunds_of_donation ON refunds (ledger, donation);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON donations FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON donors FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- The state of a donation, as its leaf commits to it: cheaper than row_state, for this is the hot path. The free text stands
-- last, so that no part can pass for another.
CREATE FUNCTION donation_state(d donations) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN encode(sha256(convert_to(concat_ws('|', d.ledger, d.id, d.collection, d.receipt, d.amount, d.channel,
    extract(epoch FROM d.received_at), d.held, d.donor_kind, d.visibility, coalesce(d.donor_commitment, ''), d.reference), 'UTF8')), 'base64');
INSERT INTO kept_tables VALUES ('donations', 'SELECT ledger || ''/'' || id AS key, donation_state(kept) AS state FROM donations AS kept');
CALL keep_in_log('disbursements', 'ledger', 'id');
CALL keep_in_log('refunds', 'ledger', 'id');

-- The careful way to begin a batch, where something must be looked up or decided under a lock: locks the funds in order and answers what is known of the drives and of the keys.
-- Each statement of a function sees what was committed while it waited for the lock.
CREATE FUNCTION begin_donations(numbers text[], principals text[], keys text[])
  RETURNS TABLE (drives jsonb, known jsonb, law bigint) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM collections WHERE number = ANY (numbers) ORDER BY id FOR SHARE;
  PERFORM FROM funds AS f JOIN collections AS c ON c.ledger = f.ledger AND c.id = f.id
    WHERE c.number = ANY (numbers) ORDER BY f.ledger, f.id FOR UPDATE OF f;
  RETURN QUERY SELECT
    (SELECT jsonb_object_agg(c.number, jsonb_build_object('id', c.id, 'number', c.number, 'ledger', c.ledger, 'status', c.status,
       'version', c.version, 'personId', c.person_id, 'organizationId', c.organization_id, 'openedOn', c.opened_on, 'channels', c.channels,
       'target', c.target_tiyn::text, 'raised', f.raised::text, 'held', f.held::text, 'currency', f.currency,
       'accounts', (SELECT jsonb_object_agg(a.code, a.id) FROM accounts AS a WHERE a.ledger = c.ledger AND a.currency = f.currency
         AND a.code IN ('assets:bank', 'assets:cash', 'funds:' || c.id || ':raised', 'funds:' || c.id || ':held'))))
     FROM collections AS c JOIN funds AS f ON f.ledger = c.ledger AND f.id = c.id WHERE c.number = ANY (numbers)),
    (SELECT jsonb_object_agg(k.principal || ' ' || k.key, jsonb_build_object('hash', encode(k.request_hash, 'base64'), 'answer', k.answer))
     FROM unnest(principals, keys) AS asked (p, k2) JOIN idempotency_keys AS k ON k.principal = asked.p AND k.key = asked.k2),
    (SELECT coalesce(max(version), 0) FROM law_changes);
END $$;

-- One accepted donation of a batch: its row, its two legs, its key, its donor, and what its leaf says besides.
CREATE TYPE donation_item AS (
  ledger text, id uuid, collection uuid, receipt text, amount bigint, channel text, received_at timestamptz, held boolean,
  donor_kind text, visibility text, donor_commitment text, reference text,
  day date, debit integer, credit integer,
  principal text, key text, hash text,
  salt text, sealed text, lookup text,
  actor text, number text, currency text, variant text
);

-- What the donation is answered with, now and whenever its key comes again.
CREATE FUNCTION donation_answer(d donation_item) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN concat('{"donation":"', d.id, '","receipt":{"number":"', d.receipt, '"},"heldForReturn":', d.held::text, '}');

-- The leaf as canonical JSON (RFC 8785): members in order; every text in it is ours and needs no escape.
CREATE FUNCTION donation_leaf(d donation_item, at text, donation_state text, transaction_state text) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN concat('{"action":"donation.record","actor":"', d.actor, '","at":"', at, '","facts":{"amount":"', d.amount,
    '","channel":"', d.channel, '","currency":"', d.currency, '","day":"', d.day, '","donation":"', d.id,
    '","donor":"' || d.donor_commitment, '","held":', d.held::text, '},"rows":[["donations","', d.ledger, '/', d.id, '","',
    donation_state, '"],["transactions","', d.ledger, '/', d.id, '","', transaction_state,
    '"]],"subject":"collection:', d.number, '","v":1,"variant":"', d.variant, '"}');

-- Records a batch in one statement: keys, ledger, donations, donors, leaves (unnest and array_agg keep the order). `refused`
-- are keys with their refusals. The caller decided by what he remembers of the drives and of the law: if a version has
-- moved on, or a key has been claimed, nothing is done and he has to look again (SQLSTATE AD001).
CREATE FUNCTION record_donations(at timestamptz, batch donation_item[], refused jsonb, numbers text[], versions integer[], law bigint)
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  claimed integer;
  of_ledger text;
  ledgers text[];
  ids uuid[];
  funds_of uuid[];
  days date[];
  debits integer[];
  credits integer[];
  amounts bigint[];
  transaction_states text[];
BEGIN
  PERFORM FROM collections WHERE number = ANY (numbers) ORDER BY id FOR SHARE;
  IF law <> (SELECT coalesce(max(version), 0) FROM law_changes) OR EXISTS (
    SELECT FROM unnest(numbers, versions) AS known (number, version)
    WHERE NOT EXISTS (SELECT FROM collections AS c WHERE c.number = known.number AND c.version = known.version)
  ) THEN
    RAISE EXCEPTION 'a drive or the law has changed' USING ERRCODE = 'AD001';
  END IF;

  INSERT INTO idempotency_keys (principal, key, request_hash, answer, created_at)
    SELECT k.principal, k.key, decode(k.hash, 'base64'), donation_answer(k), at FROM unnest(batch) AS k
    UNION ALL
    SELECT k.principal, k.key, decode(k.hash, 'base64'), k.answer, at
    FROM jsonb_to_recordset(refused) AS k (principal text, key text, hash text, answer text)
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS claimed = ROW_COUNT;
  IF claimed < cardinality(batch) + jsonb_array_length(refused) THEN
    RAISE EXCEPTION 'a key was claimed meanwhile' USING ERRCODE = 'AD001';
  END IF;
  IF cardinality(batch) = 0 THEN RETURN; END IF;

  SELECT array_agg(b.ledger), array_agg(b.id), array_agg(b.collection), array_agg(b.day), array_agg(b.debit), array_agg(b.credit),
      array_agg(b.amount)
    INTO ledgers, ids, funds_of, days, debits, credits, amounts FROM unnest(batch) AS b;
  PERFORM FROM funds AS f WHERE (f.ledger, f.id) IN (SELECT l, i FROM unnest(ledgers, funds_of) AS t (l, i)) ORDER BY f.ledger, f.id FOR UPDATE;
  transaction_states := post_transfers(ledgers, ids, 'donation', funds_of, days, at, debits, credits, amounts);

  INSERT INTO donations (ledger, id, collection, receipt, amount, channel, received_at, held, donor_kind, visibility,
      donor_commitment, reference)
    SELECT b.ledger, b.id, b.collection, b.receipt, b.amount, b.channel, b.received_at, b.held, b.donor_kind, b.visibility,
      b.donor_commitment, b.reference FROM unnest(batch) AS b;

  INSERT INTO donors (donation, ledger, salt, sealed, lookup)
    SELECT b.id, b.ledger, decode(b.salt, 'base64'), decode(b.sealed, 'base64'), decode(b.lookup, 'base64')
    FROM unnest(batch) AS b WHERE b.sealed IS NOT NULL;

  FOR of_ledger IN SELECT DISTINCT l FROM unnest(ledgers) AS l ORDER BY 1 LOOP
    PERFORM append_leaves(of_ledger, at, array_agg('donation.record'::text), array_agg(b.actor), array_agg('collection:' || b.number),
        array_agg(donation_leaf(b.d, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          donation_state(ROW(b.ledger, b.id, b.collection, b.receipt, b.amount, b.channel, b.received_at, b.held, b.donor_kind,
            b.visibility, b.donor_commitment, b.reference)::donations), transaction_states[b.i])))
      FROM (SELECT x AS d, x.*, row_number() OVER () AS i FROM unnest(batch) AS x) AS b WHERE b.ledger = of_ledger;
  END LOOP;
END $$;
