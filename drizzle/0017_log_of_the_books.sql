-- A donation is its own entry of the log: its leaf is written from its rows whenever it is read, and its hash is kept from the
-- day it was recorded. Half of what a donation took on disk was the text of its leaf, which said again what the rows say
-- (measured: docs/decisions/donations.md).

ALTER TABLE audit_entries RENAME TO log_entries;
ALTER INDEX audit_entries_pkey RENAME TO log_entries_pkey;
ALTER INDEX audit_entries_by_subject RENAME TO log_entries_by_subject;
ALTER INDEX audit_entries_by_actor RENAME TO log_entries_by_actor;

CREATE TABLE donation_contexts (
  ledger text NOT NULL,
  id integer NOT NULL,
  actor text NOT NULL,
  variant text NOT NULL,
  PRIMARY KEY (ledger, id),
  UNIQUE (ledger, actor, variant)
);
COMMENT ON TABLE donation_contexts IS 'Who recorded donations under which variant of the law: said once, not with each of them. The hash of each leaf commits to it.';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON donation_contexts FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

ALTER TABLE donations
  ADD COLUMN log_index bigint,
  ADD COLUMN context integer,
  ADD COLUMN leaf_hash bytea CHECK (length(leaf_hash) = 32),
  ADD CONSTRAINT donation_is_logged CHECK (log_index IS NOT NULL AND context IS NOT NULL AND leaf_hash IS NOT NULL) NOT VALID;
COMMENT ON COLUMN donations.log_index IS 'Its place in the log of its ledger; null where the leaf of an older donation stands in log_entries.';
CREATE UNIQUE INDEX donations_in_log ON donations (ledger, log_index);
CREATE INDEX transactions_of_fund ON transactions (ledger, fund, id);

-- The leaf as canonical JSON (RFC 8785): members in order; every text in it is ours and needs no escape.
CREATE FUNCTION leaf_of_donation(d donations, number text, actor text, variant text, currency text, day date, recorded_at timestamptz,
  transaction_state text) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN concat('{"action":"donation.record","actor":"', actor, '","at":"', to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    '","facts":{"amount":"', d.amount, '","channel":"', d.channel, '","currency":"', currency, '","day":"', to_char(day, 'YYYY-MM-DD'),
    '","donation":"', d.id, '","donor":"' || d.donor_commitment, '","held":', d.held::text, '},"rows":[["donations","', d.ledger, '/', d.id, '","',
    donation_state(d), '"],["transactions","', d.ledger, '/', d.id, '","', transaction_state,
    '"]],"subject":"collection:', number, '","v":1,"variant":"', variant, '"}');

-- The hash of a leaf in the Merkle tree (RFC 6962).
CREATE FUNCTION leaf_hash(leaf text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN sha256('\x00'::bytea || convert_to(leaf, 'UTF8'));

CREATE VIEW audit_entries AS
  SELECT log, index, at, action, actor, subject, leaf, leaf_hash(leaf) AS hash FROM log_entries
  UNION ALL
  SELECT d.ledger, d.log_index, t.recorded_at, 'donation.record', x.actor, 'collection:' || c.number,
    leaf_of_donation(d, c.number, x.actor, x.variant, legs.currency, t.effective_on, t.recorded_at, transaction_state(t, legs.said)), d.leaf_hash
  FROM donations AS d
    LEFT JOIN donation_contexts AS x ON x.ledger = d.ledger AND x.id = d.context
    LEFT JOIN transactions AS t ON t.ledger = d.ledger AND t.id = d.id
    LEFT JOIN collections AS c ON c.ledger = t.ledger AND c.id = t.fund
    LEFT JOIN LATERAL (
      SELECT min(a.currency) AS currency, string_agg(concat_ws(' ', e.leg, e.account, e.side, e.amount,
        e.effective_on - DATE '2000-01-01', extract(epoch FROM e.recorded_at)), ',' ORDER BY e.leg) AS said
      FROM entries AS e LEFT JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account
      WHERE e.ledger = d.ledger AND e.transaction_id = d.id
    ) AS legs ON true
  WHERE d.log_index IS NOT NULL;
COMMENT ON VIEW audit_entries IS 'Every entry of every log, with its leaf as the rows say it now and its hash: kept from the beginning for donations.';

-- A donation that was taken away leaves its transaction behind, and is named by it.
UPDATE kept_tables SET states = 'SELECT ledger || ''/'' || id AS key, donation_state(kept) AS state FROM donations AS kept
  UNION ALL SELECT ledger || ''/'' || id, ''gone'' FROM transactions AS t
    WHERE kind = ''donation'' AND NOT EXISTS (SELECT FROM donations AS d WHERE d.ledger = t.ledger AND d.id = t.id)'
  WHERE name = 'donations';

-- The hashes of the leaves of a log from a place on, in order (all where `most` is null); without writing the leaves of donations anew.
CREATE FUNCTION hashes_of_log(of_log text, first bigint, most integer) RETURNS TABLE (hash bytea) LANGUAGE sql STABLE AS $$
  SELECT hash FROM (
    (SELECT index, leaf_hash(leaf) AS hash FROM log_entries WHERE log = of_log AND index >= first ORDER BY index LIMIT most)
    UNION ALL
    (SELECT log_index, leaf_hash FROM donations WHERE ledger = of_log AND log_index >= first ORDER BY log_index LIMIT most)
  ) AS leaves ORDER BY index LIMIT most
$$;

CREATE OR REPLACE FUNCTION append_leaves(log_name text, at timestamptz, actions text[], actors text[], subjects text[], leaves text[])
  RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE first bigint := take_indices(log_name, cardinality(leaves));
BEGIN
  INSERT INTO log_entries (log, index, at, action, actor, subject, leaf)
    SELECT log_name, first + i - 1, append_leaves.at, a, b, s, l
    FROM unnest(actions, actors, subjects, leaves) WITH ORDINALITY AS item (a, b, s, l, i);
  RETURN first;
END $$;

-- As before, but that the leaf is not kept beside what it says.
CREATE OR REPLACE FUNCTION record_donations(at timestamptz, batch donation_item[], refused jsonb, numbers text[], versions integer[], law bigint)
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  claimed integer;
  of_ledger text;
  many bigint;
  heads text[];
  firsts bigint[];
  ledgers text[];
  ids uuid[];
  funds_of uuid[];
  days date[];
  debits integer[];
  credits integer[];
  amounts bigint[];
  transaction_states text[];
  named boolean;
BEGIN
  IF law <> (SELECT coalesce(max(version), 0) FROM law_changes) OR cardinality(numbers) <> (
    SELECT count(*) FROM (
      SELECT FROM collections AS c JOIN unnest(numbers, versions) AS known (number, version) ON c.number = known.number AND c.version = known.version
      ORDER BY c.id FOR SHARE OF c
    ) AS unchanged
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
      array_agg(b.amount), bool_or(b.sealed IS NOT NULL)
    INTO ledgers, ids, funds_of, days, debits, credits, amounts, named FROM unnest(batch) AS b;
  PERFORM FROM funds AS f WHERE (f.ledger, f.id) IN (SELECT l, i FROM unnest(ledgers, funds_of) AS t (l, i)) ORDER BY f.ledger, f.id FOR UPDATE;
  transaction_states := post_transfers(ledgers, ids, 'donation', funds_of, days, at, debits, credits, amounts);

  FOR of_ledger, many IN SELECT l, count(*) FROM unnest(ledgers) AS l GROUP BY l ORDER BY l LOOP
    heads := heads || of_ledger;
    firsts := firsts || take_indices(of_ledger, many);
  END LOOP;
  -- Nobody else numbers the contexts of a ledger whose head is locked.
  INSERT INTO donation_contexts (ledger, id, actor, variant)
    SELECT p.ledger, coalesce((SELECT max(x.id) FROM donation_contexts AS x WHERE x.ledger = p.ledger), 0)
        + row_number() OVER (PARTITION BY p.ledger), p.actor, p.variant
    FROM (SELECT DISTINCT b.ledger, b.actor, b.variant FROM unnest(batch) AS b) AS p
    WHERE NOT EXISTS (
      SELECT FROM donation_contexts AS x WHERE x.ledger = p.ledger AND x.actor = p.actor AND x.variant = p.variant);

  INSERT INTO donations (ledger, id, collection, receipt, amount, channel, received_at, held, donor_kind, visibility,
      donor_commitment, reference, log_index, context, leaf_hash)
    SELECT b.ledger, b.id, b.collection, b.receipt, b.amount, b.channel, b.received_at, b.held, b.donor_kind, b.visibility,
      b.donor_commitment, b.reference, h.first + row_number() OVER (PARTITION BY b.ledger ORDER BY b.i) - 1, x.id,
      leaf_hash(leaf_of_donation(ROW(b.ledger, b.id, b.collection, b.receipt, b.amount, b.channel, b.received_at, b.held, b.donor_kind,
        b.visibility, b.donor_commitment, b.reference, NULL, NULL, NULL)::donations, b.number, b.actor, b.variant, b.currency, b.day, at,
        transaction_states[b.i]))
    FROM (SELECT x.*, row_number() OVER () AS i FROM unnest(batch) AS x) AS b
      JOIN unnest(heads, firsts) AS h (ledger, first) ON h.ledger = b.ledger
      JOIN donation_contexts AS x ON x.ledger = b.ledger AND x.actor = b.actor AND x.variant = b.variant;

  IF named THEN
    INSERT INTO donors (donation, ledger, salt, sealed, lookup)
      SELECT b.id, b.ledger, decode(b.salt, 'base64'), decode(b.sealed, 'base64'), decode(b.lookup, 'base64')
      FROM unnest(batch) AS b WHERE b.sealed IS NOT NULL;
  END IF;
END $$;
DROP FUNCTION donation_leaf(donation_item, text, text, text);
