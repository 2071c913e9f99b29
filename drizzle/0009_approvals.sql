-- Applications to collect for a declared emergency, and what the officials of the akimat decided.

CREATE TABLE emergency_applications (
  id uuid PRIMARY KEY,
  emergency_id uuid NOT NULL REFERENCES emergencies (id),
  collection_id uuid NOT NULL REFERENCES collections (id),
  collection_number text NOT NULL REFERENCES collections (number),
  territory text[] NOT NULL CHECK (cardinality(territory) > 0),
  status text NOT NULL CHECK (status IN ('pending', 'information-requested', 'approved', 'refused')),
  approvers smallint NOT NULL DEFAULT 0 CHECK (approvers >= 0),
  documents uuid[] NOT NULL,
  filed_on date NOT NULL,
  due_on date,
  silence text CHECK (silence IN ('refusal', 'approval', 'escalation')),
  variant_hash text NOT NULL,
  filed_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  CHECK (status <> 'approved' OR approvers > 0)
);
COMMENT ON COLUMN emergency_applications.territory IS 'What the code of a deciding official has to cover: the territory of the emergency or, where no akimat covers it, the region of the collection.';
COMMENT ON COLUMN emergency_applications.due_on IS 'The last day for the decision, where the law in force on the day of filing sets a clock; silence says what follows.';
-- Only after a refusal may it be tried again.
CREATE UNIQUE INDEX one_application_at_a_time ON emergency_applications (collection_id, emergency_id) WHERE status <> 'refused';
CREATE INDEX emergency_applications_queue ON emergency_applications (status, id);

CREATE TABLE emergency_decisions (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES emergency_applications,
  decision text NOT NULL CHECK (decision IN ('approve', 'refuse', 'request-information', 'conflict-of-interest')),
  reasons text NOT NULL CHECK (reasons <> ''),
  official uuid NOT NULL,
  official_region text NOT NULL CHECK (official_region ~ '^\d{9}$'),
  decided_on date NOT NULL,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE emergency_decisions IS 'Every decision with its reasons; conflict-of-interest is the declaration of an official who then decides nothing.';
CREATE INDEX emergency_decisions_of ON emergency_decisions (application_id, id);
CREATE UNIQUE INDEX official_approves_once ON emergency_decisions (application_id, official) WHERE decision = 'approve';

CREATE TABLE emergency_replies (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES emergency_applications,
  text text NOT NULL CHECK (text <> ''),
  documents uuid[] NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE emergency_replies IS 'What the applicant answered to a request for information.';
CREATE INDEX emergency_replies_of ON emergency_replies (application_id, id);

CALL keep_in_log('emergency_applications', 'id');
CALL keep_in_log('emergency_decisions', 'id');
CALL keep_in_log('emergency_replies', 'id');
