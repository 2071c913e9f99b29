-- The door and the logs. Every change of a kept table is sealed into an audit entry of the same transaction.

CREATE TABLE logs (
  name text PRIMARY KEY CHECK (name ~ '^[a-z0-9-]{1,64}$'),
  size bigint NOT NULL DEFAULT 0 CHECK (size >= 0)
);
COMMENT ON TABLE logs IS 'The head of each log: register, internal (never published), and one per ledger.';

CREATE TABLE audit_entries (
  log text NOT NULL,
  index bigint NOT NULL CHECK (index >= 0),
  at timestamptz NOT NULL,
  action text NOT NULL,
  actor text NOT NULL,
  subject text NOT NULL,
  leaf text NOT NULL,
  PRIMARY KEY (log, index)
);
COMMENT ON COLUMN audit_entries.leaf IS 'Canonical JSON (RFC 8785); its bytes are the leaf of the Merkle tree (RFC 6962).';
CREATE INDEX audit_entries_by_subject ON audit_entries (subject, at);
CREATE INDEX audit_entries_by_actor ON audit_entries (actor, at);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

CREATE TABLE checkpoints (
  log text NOT NULL REFERENCES logs,
  size bigint NOT NULL,
  root bytea NOT NULL CHECK (length(root) = 32),
  frontier bytea NOT NULL,
  note text NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (log, size)
);
COMMENT ON TABLE checkpoints IS 'Signed heads. The frontier lets the next one be computed from the new leaves alone.';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

CREATE TABLE idempotency_keys (
  principal text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  answer text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (principal, key)
);

-- The state that a leaf commits to. Nulls are left out, so that a column added later changes no old state.
CREATE FUNCTION row_state(kept jsonb) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN encode(sha256(convert_to(jsonb_strip_nulls(kept)::text, 'UTF8')), 'base64');

-- Notes a changed row in the transaction's own list; sealing empties the list, and the commit refuses a list that is not empty.
CREATE FUNCTION note_row() RETURNS trigger
  LANGUAGE plpgsql SET timezone = 'UTC' SET bytea_output = 'hex' SET datestyle = 'ISO' SET intervalstyle = 'postgres' AS $$
DECLARE
  kept jsonb := to_jsonb(NEW);
  key text := (SELECT string_agg(kept ->> name, '/' ORDER BY place) FROM unnest(TG_ARGV) WITH ORDINALITY AS k (name, place));
BEGIN
  PERFORM set_config('adal.rows',
    coalesce(current_setting('adal.rows', true), '') || json_build_array(TG_TABLE_NAME, key, row_state(kept))::text || E'\n', true);
  RETURN NULL;
END $$;

CREATE FUNCTION require_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('adal.rows', true), '') <> '' THEN
    RAISE EXCEPTION 'a change of % has no audit entry', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

-- Takes the rows noted so far, so that they can be sealed.
CREATE FUNCTION take_noted_rows() RETURNS text LANGUAGE plpgsql AS $$
DECLARE noted text := coalesce(current_setting('adal.rows', true), '');
BEGIN
  PERFORM set_config('adal.rows', '', true);
  RETURN noted;
END $$;

CREATE TABLE kept_tables (name text PRIMARY KEY, states text NOT NULL);
COMMENT ON TABLE kept_tables IS 'What is kept in a log: the query that yields (key, state) of every row. npm run audit:verify walks them.';

CREATE PROCEDURE keep_in_log(kept text, VARIADIC key text[]) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kept_tables VALUES (kept, format('SELECT concat_ws(''/'', %s) AS key, row_state(to_jsonb(kept)) AS state FROM %I AS kept',
    (SELECT string_agg(format('kept.%I', k), ', ') FROM unnest(key) AS k), kept));
  EXECUTE format('CREATE TRIGGER noted AFTER INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION note_row(%s)',
    kept, (SELECT string_agg(quote_literal(k), ', ') FROM unnest(key) AS k));
  EXECUTE format('CREATE CONSTRAINT TRIGGER sealed AFTER INSERT OR UPDATE ON %I DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION require_seal()', kept);
  EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()', kept);
END $$;

-- Takes the next indices of a log and appends the leaves: dense, gap-free, in the order of commits, because the head
-- stays locked until the commit. It comes last in a transaction, so that the lock is short. Returns the first index.
CREATE FUNCTION append_leaves(log_name text, at timestamptz, actions text[], actors text[], subjects text[], leaves text[])
  RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE first bigint;
BEGIN
  UPDATE logs SET size = size + cardinality(leaves) WHERE name = log_name RETURNING size - cardinality(leaves) INTO first;
  IF NOT FOUND THEN
    INSERT INTO logs (name) VALUES (log_name) ON CONFLICT DO NOTHING;
    UPDATE logs SET size = size + cardinality(leaves) WHERE name = log_name RETURNING size - cardinality(leaves) INTO first;
  END IF;
  INSERT INTO audit_entries (log, index, at, action, actor, subject, leaf)
    SELECT log_name, first + i - 1, append_leaves.at, a, b, s, l
    FROM unnest(actions, actors, subjects, leaves) WITH ORDINALITY AS item (a, b, s, l, i);
  RETURN first;
END $$;
