-- Accreditation: applications and the acts about them. The acts are the history; what holds on a day is computed from them.

CREATE TABLE accreditation_applications (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  documents uuid[] NOT NULL,
  voluntary boolean NOT NULL,
  status text NOT NULL CHECK (status IN ('submitted', 'information-requested', 'granted', 'refused')),
  applied_at timestamptz NOT NULL,
  applied_by uuid NOT NULL REFERENCES people,
  decided_at timestamptz,
  decided_by uuid REFERENCES people,
  CHECK ((status IN ('granted', 'refused')) = (decided_at IS NOT NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL))
);
COMMENT ON COLUMN accreditation_applications.voluntary IS 'The law in force on the day of the application knew no mandatory accreditation.';
CREATE UNIQUE INDEX accreditation_applications_one_open ON accreditation_applications (organization_id)
  WHERE status IN ('submitted', 'information-requested');
CREATE INDEX accreditation_applications_by_status ON accreditation_applications (status, id);
CREATE INDEX accreditation_applications_of ON accreditation_applications (organization_id, id);
CALL keep_in_log('accreditation_applications', 'id');

CREATE TABLE accreditation_acts (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  kind text NOT NULL CHECK (kind IN ('request-information', 'information', 'grant', 'refuse', 'suspend', 'restore', 'revoke', 'reply', 'appeal')),
  application_id uuid REFERENCES accreditation_applications,
  about_id uuid REFERENCES accreditation_acts,
  reasons text NOT NULL CHECK (reasons <> ''),
  documents uuid[] NOT NULL,
  from_on date,
  to_on date,
  voluntary boolean NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES people,
  CHECK ((kind IN ('request-information', 'information', 'grant', 'refuse')) = (application_id IS NOT NULL)),
  CHECK ((kind IN ('reply', 'appeal')) = (about_id IS NOT NULL)),
  CHECK ((kind IN ('grant', 'suspend', 'restore', 'revoke')) = (from_on IS NOT NULL)),
  CHECK (to_on IS NULL OR (kind IN ('grant', 'suspend') AND to_on >= from_on))
);
COMMENT ON TABLE accreditation_acts IS 'Append-only. from_on is when an act takes effect, recorded_at when it was made; all but the exchange of information is public.';
CREATE UNIQUE INDEX accreditation_acts_decided_once ON accreditation_acts (application_id) WHERE kind IN ('grant', 'refuse');
CREATE UNIQUE INDEX accreditation_acts_appealed_once ON accreditation_acts (about_id) WHERE kind = 'appeal';
CREATE INDEX accreditation_acts_of ON accreditation_acts (organization_id, id);
CREATE TRIGGER append_only BEFORE UPDATE ON accreditation_acts FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('accreditation_acts', 'id');
