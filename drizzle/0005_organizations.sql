-- The register. Several people may claim one BIN side by side, each with a row of his own; at most one row of a BIN is
-- confirmed. Everything else (people, accounts, drives, ledgers) hangs on the row and never on the BIN.

CREATE TABLE organizations (
  id uuid PRIMARY KEY,
  bin text NOT NULL CHECK (bin ~ '^[0-9]{12}$'),
  name_kk text NOT NULL CHECK (name_kk <> ''),
  name_ru text NOT NULL CHECK (name_ru <> ''),
  name_en text CHECK (name_en <> ''),
  legal_form text NOT NULL CHECK (legal_form IN ('private-institution', 'public-foundation', 'corporate-foundation',
    'private-foundation', 'association', 'public-association', 'non-profit-jsc', 'foreign-branch',
    'religious-association', 'political-party', 'trade-union')),
  region text NOT NULL CHECK (region ~ '^[0-9]{9}$'),
  email_sealed bytea NOT NULL,
  phone_sealed bytea NOT NULL,
  phone_lookup bytea NOT NULL CHECK (length(phone_lookup) = 32),
  status text NOT NULL CHECK (status IN ('claimed', 'confirmed', 'rejected', 'withdrawn')),
  status_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  claimed_by uuid NOT NULL REFERENCES people,
  claimed_at timestamptz NOT NULL,
  UNIQUE (id, bin)
);
COMMENT ON COLUMN organizations.version IS 'Rises with every change of the row or of its accounts: what If-Match compares.';
CREATE UNIQUE INDEX organizations_confirmed_once ON organizations (bin) WHERE status = 'confirmed';
CREATE UNIQUE INDEX organizations_claimed_once ON organizations (bin, claimed_by) WHERE status = 'claimed';
CREATE INDEX organizations_by_bin ON organizations (bin, id);
CREATE INDEX organizations_by_phone ON organizations (phone_lookup) WHERE status = 'confirmed';
CREATE INDEX organizations_by_status ON organizations (status, id);
CALL keep_in_log('organizations', 'id');

CREATE TABLE organization_statuses (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  status text NOT NULL CHECK (status IN ('claimed', 'confirmed', 'rejected', 'withdrawn')),
  reasons text CHECK (reasons <> ''),
  decided_at timestamptz NOT NULL,
  decided_by uuid NOT NULL REFERENCES people,
  CHECK ((status = 'claimed') = (reasons IS NULL))
);
COMMENT ON TABLE organization_statuses IS 'The dated history. Reasons are published and name no person.';
CREATE INDEX organization_statuses_of ON organization_statuses (organization_id, id);
CREATE TRIGGER append_only BEFORE UPDATE ON organization_statuses
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('organization_statuses', 'id');

CREATE TABLE organization_controllers (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  iin_sealed bytea NOT NULL,
  iin_lookup bytea NOT NULL CHECK (length(iin_lookup) = 32),
  name_sealed bytea NOT NULL,
  role text NOT NULL CHECK (role <> '')
);
CREATE INDEX organization_controllers_of ON organization_controllers (organization_id, id);
CREATE INDEX organization_controllers_by_iin ON organization_controllers (iin_lookup);
CALL keep_in_log('organization_controllers', 'id');

CREATE TABLE organization_accounts (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  iban text NOT NULL CHECK (iban ~ '^KZ[0-9]{5}[A-Z0-9]{13}$'),
  dedicated_to text CHECK (dedicated_to <> ''),
  status text NOT NULL CHECK (status IN ('pending', 'active', 'rejected', 'ended')),
  added_at timestamptz NOT NULL,
  added_by uuid NOT NULL REFERENCES people,
  decided_at timestamptz,
  decided_by uuid REFERENCES people,
  reasons text CHECK (reasons <> ''),
  ended_at timestamptz,
  ended_by uuid REFERENCES people,
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CHECK (status NOT IN ('active', 'rejected') OR decided_at IS NOT NULL),
  CHECK ((status = 'ended') = (ended_at IS NOT NULL))
);
COMMENT ON TABLE organization_accounts IS 'Only an active account of a confirmed organization counts for anything.';
CREATE UNIQUE INDEX organization_accounts_active_once ON organization_accounts (iban) WHERE status = 'active';
CREATE UNIQUE INDEX organization_accounts_pending_once ON organization_accounts (organization_id, iban) WHERE status = 'pending';
CREATE INDEX organization_accounts_by_iban ON organization_accounts (iban);
CREATE INDEX organization_accounts_of ON organization_accounts (organization_id, id);
CALL keep_in_log('organization_accounts', 'id');

CREATE TABLE organization_members (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  person_id uuid NOT NULL REFERENCES people,
  role text NOT NULL CHECK (role IN ('first-person', 'treasurer', 'second-signatory', 'member')),
  invited_at timestamptz NOT NULL,
  invited_by uuid NOT NULL REFERENCES people,
  accepted_at timestamptz,
  ended_at timestamptz,
  ended_by uuid REFERENCES people,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
COMMENT ON TABLE organization_members IS 'Who may act for a row of the register; an invitation is a member who has not accepted yet.';
CREATE UNIQUE INDEX organization_members_once ON organization_members (organization_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX organization_members_by_person ON organization_members (person_id) WHERE ended_at IS NULL;
CALL keep_in_log('organization_members', 'id');

-- The rows that count for their BIN: the confirmed one; else the one withdrawn last; else every open claim, each for
-- its own people only.
CREATE VIEW counting_organizations AS
  SELECT o.* FROM organizations AS o
  WHERE o.status = 'confirmed'
    OR (o.status = 'withdrawn' AND NOT EXISTS (SELECT FROM organizations AS other WHERE other.bin = o.bin
      AND (other.status = 'confirmed' OR (other.status = 'withdrawn' AND (other.status_at, other.id) > (o.status_at, o.id)))))
    OR (o.status = 'claimed' AND NOT EXISTS (SELECT FROM organizations AS other WHERE other.bin = o.bin
      AND other.status IN ('confirmed', 'withdrawn')));
