-- Uploaded documents, and what donors choose of their receipts.

-- The bytes of documents lie in a folder, each under its SHA-256; here stands whose they are and of what type.

CREATE TABLE documents (
  id uuid PRIMARY KEY,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  type text NOT NULL CHECK (type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  bytes integer NOT NULL CHECK (bytes > 0),
  uploaded_by uuid NOT NULL,
  organization uuid REFERENCES organizations,
  uploaded_at timestamptz NOT NULL,
  -- The same upload again is the same document; it also finds a file by its hash.
  CONSTRAINT document_uploaded_once UNIQUE NULLS NOT DISTINCT (sha256, type, uploaded_by, organization)
);
COMMENT ON COLUMN documents.organization IS 'The row of the register for which it was uploaded: its people see it too. The name of the file is kept nowhere, because it often names a person.';
CALL keep_in_log('documents', 'id');

CREATE TABLE document_publications (
  document uuid CONSTRAINT document_published_once PRIMARY KEY REFERENCES documents (id),
  published_at timestamptz NOT NULL
);
COMMENT ON TABLE document_publications IS 'A row of its own, because a row is sealed in one log only: the upload is internal, its publication public.';
CALL keep_in_log('document_publications', 'document');

-- Who may see a document asks which applications cite it.
CREATE INDEX accreditation_applications_by_document ON accreditation_applications USING gin (documents);
CREATE INDEX accreditation_acts_by_document ON accreditation_acts USING gin (documents);
CREATE INDEX emergency_applications_by_document ON emergency_applications USING gin (documents);
CREATE INDEX emergency_replies_by_document ON emergency_replies USING gin (documents);

-- What a donor has chosen after the donation was recorded: the newest counts, before it what came with the donation. Whoever
-- holds the secret of a receipt chooses; nothing of the secret is kept (src/giving/receipt-secrets.ts).
CREATE TABLE receipt_choices (
  id uuid PRIMARY KEY,
  ledger text NOT NULL,
  donation uuid NOT NULL,
  visibility text NOT NULL CHECK (visibility IN ('hidden', 'first-name', 'full')),
  show_amount boolean NOT NULL,
  chosen_at timestamptz NOT NULL,
  FOREIGN KEY (ledger, donation) REFERENCES donations (ledger, id)
);
CREATE INDEX receipt_choices_of ON receipt_choices (donation, id);
CALL keep_in_log('receipt_choices', 'id');
CREATE TRIGGER append_only BEFORE UPDATE ON receipt_choices FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
