-- Collections (drives): who collects, for what, from when; each thing that happens to one with its own day and with the
-- moment at which it was recorded, so that the facts can be told as of any day.

CREATE TABLE collections (
  id uuid PRIMARY KEY,
  number text NOT NULL CONSTRAINT collection_number_is_unique UNIQUE CHECK (number ~ '^C-[0-9A-Z-]+$'),
  version integer NOT NULL DEFAULT 1,
  status text NOT NULL CHECK (status IN ('planned', 'open', 'closed', 'reported', 'refused', 'cancelled')),
  ledger text NOT NULL CHECK (ledger ~ '^[a-z0-9-]{1,64}$'),
  organization_id uuid REFERENCES organizations (id),
  person_id uuid REFERENCES people (id),
  host_id uuid REFERENCES organizations (id),
  host_accepted_on date,
  purpose jsonb NOT NULL,
  category text NOT NULL CHECK (category ~ '^[a-z][a-z0-9-]{1,39}$'),
  for_others boolean NOT NULL,
  region text NOT NULL CHECK (region ~ '^\d{9}$'),
  channels text[] NOT NULL CHECK (cardinality(channels) > 0),
  starts_on date NOT NULL,
  ends_on date CHECK (ends_on >= starts_on),
  opened_on date CHECK (opened_on >= starts_on),
  closed_on date CHECK (closed_on >= opened_on),
  cancelled_on date,
  cancelled_for_breach boolean NOT NULL DEFAULT false,
  misuse_on date,
  target_tiyn bigint CHECK (target_tiyn > 0),
  announced_tiyn bigint CHECK (announced_tiyn >= 0),
  account_kind text NOT NULL CHECK (account_kind IN ('organization', 'personal', 'none')),
  account_sealed bytea,
  account_lookup bytea,
  account_dedicated boolean NOT NULL,
  emergency_id uuid REFERENCES emergencies (id),
  consent boolean NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT one_collector CHECK (num_nonnulls(organization_id, person_id) = 1),
  CHECK (host_accepted_on IS NULL OR host_id IS NOT NULL),
  CHECK ((account_kind = 'none') = (account_sealed IS NULL) AND (account_sealed IS NULL) = (account_lookup IS NULL)),
  CHECK (status <> 'planned' OR opened_on IS NULL),
  CHECK (status NOT IN ('open', 'closed', 'reported') OR opened_on IS NOT NULL),
  CHECK (status NOT IN ('closed', 'reported') OR closed_on IS NOT NULL),
  CHECK ((status = 'cancelled') = (cancelled_on IS NOT NULL))
);
COMMENT ON COLUMN collections.version IS 'Counts every change of the drive, also of its notices, approvals and boxes.';
COMMENT ON COLUMN collections.ledger IS 'The books that hold its fund: of the host, else of the collector. The fund has the id of the collection.';
COMMENT ON COLUMN collections.consent IS 'A private collector may be named and confirmed to donors.';
COMMENT ON COLUMN collections.misuse_on IS 'The day on which misuse of the money was established.';
CREATE UNIQUE INDEX dedicated_account_serves_one ON collections (account_lookup)
  WHERE account_dedicated AND status NOT IN ('refused', 'cancelled');
CREATE INDEX collections_by_account ON collections (account_lookup) WHERE account_lookup IS NOT NULL;
CREATE INDEX collections_of_organization ON collections (organization_id, id);
CREATE INDEX collections_of_host ON collections (host_id, id) WHERE host_id IS NOT NULL;
CREATE INDEX collections_of_person ON collections (person_id, id) WHERE person_id IS NOT NULL;
CREATE INDEX collections_of_emergency ON collections (emergency_id, id) WHERE emergency_id IS NOT NULL;

CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER version_counts BEFORE UPDATE ON collections FOR EACH ROW EXECUTE FUNCTION count_change();

CREATE TABLE collection_terms (
  id uuid PRIMARY KEY,
  collection_id uuid NOT NULL REFERENCES collections,
  holds_from date NOT NULL,
  purpose jsonb NOT NULL,
  category text NOT NULL,
  ends_on date,
  target_tiyn bigint,
  announced_tiyn bigint,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE collection_terms IS 'What was said of the drive, from which day; the latest terms also stand in collections.';
CREATE INDEX collection_terms_of ON collection_terms (collection_id, holds_from, id);

CREATE TABLE collection_steps (
  id uuid PRIMARY KEY,
  collection_id uuid NOT NULL REFERENCES collections,
  status text NOT NULL CHECK (status IN ('planned', 'open', 'closed', 'reported', 'refused', 'cancelled')),
  held_on date NOT NULL,
  reasons text,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT each_status_once UNIQUE (collection_id, status)
);
COMMENT ON TABLE collection_steps IS 'The dated history of the status.';

CREATE TABLE collection_notices (
  id uuid PRIMARY KEY,
  collection_id uuid NOT NULL REFERENCES collections,
  given_on date NOT NULL,
  end_date_given boolean NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE collection_notices IS 'Notices to the local authorised body.';
CREATE INDEX collection_notices_of ON collection_notices (collection_id, given_on);

CREATE TABLE collection_approvals (
  id uuid PRIMARY KEY,
  collection_id uuid NOT NULL REFERENCES collections,
  emergency_id uuid NOT NULL REFERENCES emergencies,
  status text NOT NULL CHECK (status IN ('pending', 'approved', 'refused')),
  approvers smallint NOT NULL CHECK (approvers >= 0),
  holds_from date NOT NULL,
  recorded_at timestamptz NOT NULL,
  CHECK (status <> 'approved' OR approvers > 0)
);
COMMENT ON TABLE collection_approvals IS 'What the akimat had said of the drive, from which day; written by the decision on its application.';
CREATE INDEX collection_approvals_of ON collection_approvals (collection_id, holds_from, id);

CREATE TABLE collection_boxes (
  id uuid PRIMARY KEY,
  collection_id uuid NOT NULL REFERENCES collections,
  number text NOT NULL CONSTRAINT box_number_is_unique UNIQUE CHECK (number ~ '^B-[0-9A-Z-]+$'),
  serial text NOT NULL CHECK (serial <> ''),
  place text NOT NULL CHECK (place <> ''),
  set_up_on date NOT NULL,
  sealed_on date,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT box_serial_once UNIQUE (collection_id, serial)
);

CREATE TABLE collection_reports (
  id uuid PRIMARY KEY,
  collection_id uuid NOT NULL CONSTRAINT reported_once UNIQUE REFERENCES collections,
  published_on date NOT NULL,
  text text,
  raised_tiyn bigint NOT NULL,
  spent_tiyn bigint NOT NULL,
  costs_tiyn bigint NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE collection_reports IS 'The closing report; its figures are those of the ledger on the day of publication.';

CREATE TABLE judgements (
  id uuid PRIMARY KEY,
  collection_id uuid NOT NULL REFERENCES collections,
  kind text NOT NULL CHECK (kind IN ('register', 'open')),
  judged_on date NOT NULL,
  facts jsonb NOT NULL,
  variant text NOT NULL,
  variant_hash text NOT NULL,
  data_hash text NOT NULL,
  engine text NOT NULL,
  outcome text NOT NULL,
  evaluation jsonb NOT NULL,
  shadow jsonb NOT NULL,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE judgements IS 'Each decision by the law in force, with its facts, and what every other published variant would have said.';
CREATE INDEX judgements_of ON judgements (collection_id, id);

CALL keep_in_log('collections', 'id');
CALL keep_in_log('collection_terms', 'id');
CALL keep_in_log('collection_steps', 'id');
CALL keep_in_log('collection_notices', 'id');
CALL keep_in_log('collection_approvals', 'id');
CALL keep_in_log('collection_boxes', 'id');
CALL keep_in_log('collection_reports', 'id');
CALL keep_in_log('judgements', 'id');

-- Whoever remembers what the law says of a drive does so by its version: a change of its emergency is a change of the drive.
CREATE FUNCTION wake_drives() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE collections SET version = version WHERE emergency_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER drives_are_woken AFTER UPDATE ON emergencies FOR EACH ROW EXECUTE FUNCTION wake_drives();
