-- A month of a ledger is sealed: its trial balance, the head of its log and the seal before it. What took effect in it changes no
-- more; a mistake is reversed later.

CREATE TABLE period_seals (
  ledger text NOT NULL,
  through date NOT NULL CHECK (through = (date_trunc('month', through) + interval '1 month - 1 day')::date),
  first_day date,
  log_size bigint NOT NULL CHECK (log_size >= 0),
  log_root text NOT NULL,
  trial_balance jsonb NOT NULL,
  previous text,
  hash text NOT NULL CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
  sealed_by uuid NOT NULL,
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (ledger, through)
);
COMMENT ON COLUMN period_seals.first_day IS 'The day after the seal before; null of the first seal, which covers all that was before it.';
COMMENT ON COLUMN period_seals.log_root IS 'The root of the log of the ledger (base64) over its first log_size leaves: all that the seal speaks of.';
COMMENT ON COLUMN period_seals.hash IS 'SHA-256 over the canonical JSON (RFC 8785) of ledger, period, log head, trial balance and the hash of the seal before.';
CALL keep_in_log('period_seals', 'ledger', 'through');

-- Postings share a lock of their ledger and sealing takes it alone, so that no posting is under way that a seal does not see.
CREATE FUNCTION lock_of_books(of_ledger text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN hashtextextended('books of ' || of_ledger, 0);

CREATE FUNCTION require_open_period() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_ledger text;
BEGIN
  FOR of_ledger IN SELECT DISTINCT t.ledger FROM new_transactions AS t ORDER BY 1 LOOP
    PERFORM pg_advisory_xact_lock_shared(lock_of_books(of_ledger));
    -- A statement of its own: it sees what was sealed while it waited.
    IF (SELECT max(through) FROM period_seals WHERE ledger = of_ledger)
       >= (SELECT min(t.effective_on) FROM new_transactions AS t WHERE t.ledger = of_ledger) THEN
      RAISE EXCEPTION 'the books of % are sealed for that day', of_ledger
        USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'period_is_open';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER period_is_open AFTER INSERT ON transactions REFERENCING NEW TABLE AS new_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION require_open_period();

-- Up to which day the books of a ledger are sealed, so that a single donation can be refused and not its whole batch.
CREATE FUNCTION sealed_through(of_ledger text) RETURNS date LANGUAGE sql STABLE
  RETURN (SELECT max(through) FROM period_seals WHERE ledger = of_ledger);

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
         AND a.code IN ('assets:bank', 'assets:cash', 'funds:' || c.id || ':raised', 'funds:' || c.id || ':held'))))
     FROM collections AS c JOIN funds AS f ON f.ledger = c.ledger AND f.id = c.id WHERE c.number = ANY (numbers)),
    (SELECT jsonb_object_agg(k.principal || ' ' || k.key, jsonb_build_object('hash', encode(k.request_hash, 'base64'), 'answer', k.answer))
     FROM unnest(principals, keys) AS asked (p, k2) JOIN idempotency_keys AS k ON k.principal = asked.p AND k.key = asked.k2),
    (SELECT coalesce(max(version), 0) FROM law_changes);
END $$;
