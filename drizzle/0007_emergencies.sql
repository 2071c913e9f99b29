-- Declared emergencies. The day of the act and the day from which it holds stand apart: a declaration may reach back.

CREATE TABLE emergencies (
  id uuid PRIMARY KEY,
  region text NOT NULL CHECK (region ~ '^\d{9}$'),
  kind text NOT NULL CHECK (kind IN ('natural', 'technogenic')),
  scale text NOT NULL CHECK (scale IN ('facility', 'local', 'regional', 'global')),
  territory text[] NOT NULL CHECK (cardinality(territory) > 0 AND array_position(territory, NULL) IS NULL),
  act_number text NOT NULL CHECK (act_number <> ''),
  declared_on date NOT NULL,
  effective_from date NOT NULL,
  ends_on date CHECK (ends_on >= effective_from),
  recorded_at timestamptz NOT NULL,
  CONSTRAINT emergency_declared_once UNIQUE (region, act_number, declared_on)
);
COMMENT ON COLUMN emergencies.declared_on IS 'The day of the act; it may be later than effective_from.';
COMMENT ON COLUMN emergencies.ends_on IS 'The last day, as the latest act says; what earlier acts said is in emergency_acts.';

CREATE TABLE emergency_acts (
  id uuid PRIMARY KEY,
  emergency_id uuid NOT NULL REFERENCES emergencies,
  says text NOT NULL CHECK (says IN ('declared', 'extended', 'ended')),
  number text NOT NULL CHECK (number <> ''),
  made_on date NOT NULL,
  ends_on date,
  official uuid NOT NULL,
  official_region text CHECK (official_region ~ '^\d{9}$'),
  recorded_at timestamptz NOT NULL,
  CHECK (says = 'declared' OR ends_on IS NOT NULL)
);
COMMENT ON TABLE emergency_acts IS 'The dated history: what each act said of the last day. An administrator, who records acts of the Government, has no region.';
CREATE INDEX emergency_acts_of ON emergency_acts (emergency_id, made_on, id);

CALL keep_in_log('emergencies', 'id');
CALL keep_in_log('emergency_acts', 'id');
