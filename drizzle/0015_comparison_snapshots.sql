-- The register as a comparison found it, kept like a file; and how often a run has been begun.

CREATE TABLE comparison_snapshots (
  comparison uuid PRIMARY KEY REFERENCES comparisons (id),
  chunks uuid NOT NULL UNIQUE,
  as_of date NOT NULL,
  recorded_until timestamptz NOT NULL,
  cases integer NOT NULL CHECK (cases >= 0),
  hash text NOT NULL CHECK (hash ~ '^sha256:[0-9a-f]{64}$')
);
COMMENT ON TABLE comparison_snapshots IS 'The cases of the register that a comparison judges, as of a day and as they were recorded at a moment; the row comes last.';
COMMENT ON COLUMN comparison_snapshots.chunks IS 'Under which comparison_cases keeps them, in place of an upload.';
COMMENT ON COLUMN comparison_snapshots.hash IS 'Of the chunks in comparison_cases, in their order.';
CALL keep_in_log('comparison_snapshots', 'comparison');
INSERT INTO writer_privileges VALUES
  ('comparison_snapshots', ARRAY['SELECT', 'INSERT'], 'What was judged does not change.');

COMMENT ON TABLE comparison_cases IS 'The cases of a file or of the register in chunks of some thousand lines, as gzip of NDJSON. Those without an upload or a snapshot are still being read, or were refused.';

CREATE OR REPLACE FUNCTION keep_cases_of_uploads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM comparison_uploads WHERE id = OLD.upload)
    OR EXISTS (SELECT FROM comparison_snapshots WHERE chunks = OLD.upload)
  THEN
    RAISE EXCEPTION 'the cases of a comparison are kept' USING ERRCODE = 'raise_exception';
  END IF;
  RETURN OLD;
END $$;

ALTER TABLE comparison_leases ADD COLUMN attempts integer NOT NULL DEFAULT 1;
COMMENT ON COLUMN comparison_leases.attempts IS 'How often the run has been begun. One that ends in order takes its lease with it; one that breaks off leaves it.';

-- As before, and counts what was begun by a process that has died.
CREATE OR REPLACE FUNCTION lease_comparison(taker uuid, seconds integer, progress jsonb) RETURNS uuid LANGUAGE plpgsql AS $$
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
  INSERT INTO comparison_leases AS l (comparison, holder, held_until, progress)
  VALUES (found_id, taker, clock_timestamp() + make_interval(secs => seconds), progress)
  ON CONFLICT (comparison) DO UPDATE
    SET holder = taker, held_until = excluded.held_until, progress = excluded.progress, attempts = l.attempts + 1
    WHERE l.held_until < clock_timestamp()
  RETURNING l.comparison INTO leased;
  RETURN leased;
END $$;
