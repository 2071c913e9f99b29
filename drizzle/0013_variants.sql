-- Variants of the law that analysts compose: each seen by its author alone until published, by everybody from then on.

CREATE TABLE variants (
  id text CONSTRAINT variant_id_is_unique PRIMARY KEY CHECK (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  definition jsonb NOT NULL,
  base_hash text NOT NULL CHECK (base_hash ~ '^sha256:[0-9a-f]{64}$'),
  provisions json NOT NULL,
  hash text NOT NULL CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  published_at timestamptz CHECK (published_at >= created_at)
);
COMMENT ON COLUMN variants.base_hash IS 'The base as it was: shipped data may change after it.';
COMMENT ON COLUMN variants.provisions IS 'What was composed of base and changes. Of type json, which keeps the order of members: evaluations repeat them byte for byte.';
CREATE INDEX variants_of_author ON variants (created_by);
CALL keep_in_log('variants', 'id');

-- Whoever has read a variant may rely on it: it can be published, once, and nothing else.
CREATE FUNCTION only_publish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL
    OR (to_jsonb(NEW) - 'published_at') IS DISTINCT FROM (to_jsonb(OLD) - 'published_at') OR NEW.provisions::text <> OLD.provisions::text
  THEN
    RAISE EXCEPTION 'the variant % does not change', OLD.id USING ERRCODE = 'raise_exception';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_published BEFORE UPDATE ON variants FOR EACH ROW EXECUTE FUNCTION only_publish();

-- The figures of a period count what was decided in it.
CREATE INDEX judgements_by_moment ON judgements (recorded_at);
