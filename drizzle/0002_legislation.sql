-- Which variant is the law, from which day: proposed by one administrator, confirmed by another. Without any: kz-current.

CREATE TABLE law_changes (
  id uuid PRIMARY KEY,
  variant text NOT NULL,
  variant_hash text NOT NULL CHECK (variant_hash ~ '^sha256:[0-9a-f]{64}$'),
  holds_from date NOT NULL,
  reasons text NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  confirmed_by uuid,
  confirmed_at timestamptz,
  version bigint CONSTRAINT law_version_is_unique UNIQUE,
  CONSTRAINT two_persons CHECK (confirmed_by <> proposed_by),
  CHECK (num_nulls(confirmed_by, confirmed_at, version) IN (0, 3))
);
COMMENT ON COLUMN law_changes.version IS 'Counts the confirmed changes, so that whoever remembers the law knows when it changed.';
CREATE UNIQUE INDEX one_open_law_change ON law_changes (variant, holds_from) WHERE confirmed_at IS NULL;
CALL keep_in_log('law_changes', 'id');
