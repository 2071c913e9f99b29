-- People, what they may do, and how they are known again. Whatever is personal is sealed (bytea); what must be found is a keyed hash.

CREATE TABLE people (
  id uuid PRIMARY KEY,
  login text CHECK (login ~ '^[A-Za-z0-9][A-Za-z0-9._+@-]{2,99}$'),
  password_hash text CHECK (password_hash LIKE '$argon2id$%'),
  outside_lookup bytea CONSTRAINT people_outside_unique UNIQUE CHECK (length(outside_lookup) = 32),
  name_sealed bytea NOT NULL,
  language text NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
  ledger_id text NOT NULL UNIQUE CHECK (ledger_id ~ '^p-[0-9a-f]{20}$'),
  iin_sealed bytea,
  iin_lookup bytea CONSTRAINT people_iin_unique UNIQUE CHECK (length(iin_lookup) = 32),
  full_name_sealed bytea,
  created_at timestamptz NOT NULL,
  CHECK ((login IS NULL) = (password_hash IS NULL)),
  CHECK ((login IS NULL) <> (outside_lookup IS NULL)),
  CHECK ((iin_sealed IS NULL) = (iin_lookup IS NULL))
);
COMMENT ON COLUMN people.outside_lookup IS 'Keyed hash of issuer and subject of an OpenID provider: such a person has no password here.';
COMMENT ON COLUMN people.ledger_id IS 'The opaque name of a collector''s own ledger: an IIN is in no path.';
CREATE UNIQUE INDEX people_login_unique ON people (lower(login));
CALL keep_in_log('people', 'id');

CREATE TABLE role_grants (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES people,
  role text NOT NULL CHECK (role IN ('charity', 'collector', 'akimat', 'registrar', 'auditor', 'analyst', 'administrator')),
  region text CHECK (region ~ '^[0-9]{9}$'),
  granted_by text NOT NULL,
  granted_at timestamptz NOT NULL,
  ended_by text,
  ended_at timestamptz CHECK (ended_at >= granted_at),
  CHECK ((role = 'akimat') = (region IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX role_grants_held_once ON role_grants (person_id, role) WHERE ended_at IS NULL;
CALL keep_in_log('role_grants', 'id');

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES people,
  started_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > started_at),
  ended_at timestamptz CHECK (ended_at >= started_at)
);
CALL keep_in_log('sessions', 'id');

CREATE TABLE refresh_tokens (
  id uuid PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  issued_at timestamptz NOT NULL,
  used_at timestamptz CHECK (used_at >= issued_at)
);
COMMENT ON TABLE refresh_tokens IS 'Each is good once. One that comes twice was stolen, and ends the session with all its tokens.';
CREATE UNIQUE INDEX refresh_tokens_one_unused ON refresh_tokens (session_id) WHERE used_at IS NULL;
CALL keep_in_log('refresh_tokens', 'id');

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  ledger text NOT NULL CHECK (ledger ~ '^[a-z0-9-]{1,64}$'),
  organization_id uuid,
  secret_hash bytea NOT NULL CHECK (length(secret_hash) = 32),
  name text NOT NULL,
  created_by uuid NOT NULL REFERENCES people,
  created_at timestamptz NOT NULL,
  ended_at timestamptz CHECK (ended_at >= created_at),
  CHECK ((organization_id IS NULL) = (ledger LIKE 'p-%'))
);
COMMENT ON COLUMN api_keys.organization_id IS 'The row of the register, which stands above this room: several people may claim one BIN.';
COMMENT ON COLUMN api_keys.secret_hash IS 'SHA-256: the secret has 256 random bits, so a slow hash would add nothing.';
CREATE INDEX api_keys_in_use ON api_keys (ledger) WHERE ended_at IS NULL;
CALL keep_in_log('api_keys', 'id');
