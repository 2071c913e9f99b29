-- Comparisons of variants: what was asked, the cases that were uploaded for them, and what the replay found.

CREATE TABLE comparison_uploads (
  id uuid PRIMARY KEY,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  format text NOT NULL CHECK (format IN ('ndjson', 'csv')),
  cases integer NOT NULL CHECK (cases > 0),
  hash text NOT NULL CHECK (hash ~ '^sha256:[0-9a-f]{64}$')
);
COMMENT ON TABLE comparison_uploads IS 'Files of cases that were read to their end without an error; the row comes last.';
COMMENT ON COLUMN comparison_uploads.hash IS 'Of the bytes that were sent.';
CALL keep_in_log('comparison_uploads', 'id');

CREATE TABLE comparison_cases (
  upload uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 0),
  cases integer NOT NULL CHECK (cases > 0),
  lines bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (upload, number)
);
COMMENT ON TABLE comparison_cases IS 'The cases of a file in chunks of some thousand lines, as gzip of NDJSON. Those without an upload are of a file that is still being read, or was refused.';
ALTER TABLE comparison_cases ALTER COLUMN lines SET STORAGE EXTERNAL;
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON comparison_cases
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

CREATE FUNCTION keep_cases_of_uploads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM comparison_uploads WHERE id = OLD.upload) THEN
    RAISE EXCEPTION 'the cases of an upload are kept' USING ERRCODE = 'raise_exception';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER kept_with_upload BEFORE DELETE ON comparison_cases
  FOR EACH ROW EXECUTE FUNCTION keep_cases_of_uploads();

CREATE TABLE comparisons (
  id uuid PRIMARY KEY,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  request jsonb NOT NULL,
  variants json NOT NULL,
  upload uuid REFERENCES comparison_uploads (id),
  data_hash text NOT NULL CHECK (data_hash ~ '^sha256:[0-9a-f]{64}$'),
  engine text NOT NULL,
  status text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  started_at timestamptz,
  finished_at timestamptz,
  problem text,
  results_hash text CHECK (results_hash ~ '^sha256:[0-9a-f]{64}$'),
  CHECK ((status IN ('queued', 'running')) = (finished_at IS NULL)),
  CHECK ((status = 'done') = (results_hash IS NOT NULL)),
  CHECK ((status = 'failed') = (problem IS NOT NULL))
);
COMMENT ON COLUMN comparisons.variants IS 'As they were resolved when they were asked for, the base first. Of type json, which keeps the order of members.';
COMMENT ON COLUMN comparisons.results_hash IS 'Of the bytes in comparison_results: so they are sealed with this row.';
CREATE INDEX comparisons_of_author ON comparisons (created_by, id);
CREATE INDEX comparisons_waiting ON comparisons (id) WHERE status IN ('queued', 'running');
CALL keep_in_log('comparisons', 'id');

CREATE FUNCTION only_progress() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.finished_at IS NOT NULL
    OR (OLD.id, OLD.created_by, OLD.created_at, OLD.request, OLD.variants::text, OLD.upload, OLD.data_hash, OLD.engine)
      IS DISTINCT FROM (NEW.id, NEW.created_by, NEW.created_at, NEW.request, NEW.variants::text, NEW.upload, NEW.data_hash, NEW.engine)
  THEN
    RAISE EXCEPTION 'the comparison % does not change', OLD.id USING ERRCODE = 'raise_exception';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_progresses BEFORE UPDATE ON comparisons FOR EACH ROW EXECUTE FUNCTION only_progress();

CREATE TABLE comparison_results (
  comparison uuid PRIMARY KEY REFERENCES comparisons (id),
  results text NOT NULL
);
COMMENT ON TABLE comparison_results IS 'Canonical JSON (RFC 8785), written by the transaction that makes the comparison done.';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON comparison_results
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

CREATE TABLE comparison_cells (
  comparison uuid NOT NULL REFERENCES comparisons (id),
  number integer NOT NULL,
  cell jsonb NOT NULL,
  PRIMARY KEY (comparison, number)
);
COMMENT ON TABLE comparison_cells IS 'The cases behind the numbers, by class: written with the results.';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON comparison_cells
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

CREATE TABLE comparison_publications (
  comparison uuid CONSTRAINT comparison_published_once PRIMARY KEY REFERENCES comparisons (id),
  results_hash text NOT NULL CHECK (results_hash ~ '^sha256:[0-9a-f]{64}$'),
  published_at timestamptz NOT NULL
);
COMMENT ON TABLE comparison_publications IS 'A row of its own, because a row is sealed in one log only: the work is internal, its publication public.';
CALL keep_in_log('comparison_publications', 'comparison');

CREATE TABLE comparison_leases (
  comparison uuid PRIMARY KEY REFERENCES comparisons (id),
  holder uuid NOT NULL,
  held_until timestamptz NOT NULL,
  progress jsonb NOT NULL
);
COMMENT ON TABLE comparison_leases IS 'Which process runs a comparison at the moment, by the clock of the database, and how far it is.';

INSERT INTO writer_privileges VALUES
  ('comparison_cases', ARRAY['SELECT', 'INSERT', 'DELETE'], 'Cases of a file that is refused are forgotten.'),
  ('comparison_results', ARRAY['SELECT', 'INSERT'], 'Results are final.'),
  ('comparison_cells', ARRAY['SELECT', 'INSERT'], 'Results are final.'),
  ('comparison_leases', ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'], 'A lease ends.');

-- Takes the comparison that has waited longest and that nobody runs; NULL if there is none.
CREATE FUNCTION lease_comparison(taker uuid, seconds integer, progress jsonb) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE found_id uuid; leased uuid;
BEGIN
  SELECT c.id INTO found_id FROM comparisons AS c
  WHERE c.status IN ('queued', 'running')
    AND NOT EXISTS (SELECT FROM comparison_leases AS l WHERE l.comparison = c.id AND l.held_until >= clock_timestamp())
  ORDER BY c.id LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF found_id IS NULL THEN
    RETURN NULL;
  END IF;
  -- Another process may have taken it after this one began to look.
  INSERT INTO comparison_leases AS l VALUES (found_id, taker, clock_timestamp() + make_interval(secs => seconds), progress)
  ON CONFLICT (comparison) DO UPDATE SET holder = taker, held_until = excluded.held_until, progress = excluded.progress
    WHERE l.held_until < clock_timestamp()
  RETURNING l.comparison INTO leased;
  RETURN leased;
END $$;

-- Keeps a lease and says how far the run is; false if it is another's by now, or nobody wants the results any more.
CREATE FUNCTION keep_comparison_lease(kept uuid, keeper uuid, seconds integer, reached jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE comparison_leases AS l SET held_until = clock_timestamp() + make_interval(secs => seconds), progress = reached
  FROM comparisons AS c
  WHERE l.comparison = kept AND l.holder = keeper AND c.id = kept AND c.status IN ('queued', 'running');
  RETURN FOUND;
END $$;
