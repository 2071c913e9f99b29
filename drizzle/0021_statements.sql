-- Bank statements as they came in, and what became of each line: linked with an entry of the books, posted, or waiting for a person.

CREATE TABLE statements (
  id uuid PRIMARY KEY,
  ledger text NOT NULL,
  iban text NOT NULL,
  format text NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  first_day date NOT NULL,
  last_day date NOT NULL CHECK (last_day >= first_day),
  opening bigint NOT NULL,
  closing bigint NOT NULL,
  credits bigint NOT NULL CHECK (credits >= 0),
  debits bigint NOT NULL CHECK (debits >= 0),
  lines integer NOT NULL CHECK (lines >= 0),
  file_hash text NOT NULL,
  lines_hash text NOT NULL,
  imported_by uuid NOT NULL,
  imported_at timestamptz NOT NULL,
  CONSTRAINT statement_foots CHECK (opening + credits - debits = closing),
  CONSTRAINT statement_imported_once UNIQUE (ledger, file_hash)
);
COMMENT ON COLUMN statements.lines_hash IS 'SHA-256 over the lines in their order: they are sealed with their statement, not one by one.';
CREATE INDEX statements_of_ledger ON statements (ledger, id);
CALL keep_in_log('statements', 'id');

CREATE TABLE statement_lines (
  ledger text NOT NULL,
  statement uuid NOT NULL,
  line integer NOT NULL,
  content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
  booked_on date NOT NULL,
  side "char" NOT NULL CHECK (side IN ('D', 'C')),
  amount bigint NOT NULL CHECK (amount > 0),
  reversal boolean NOT NULL,
  knp text,
  kod text,
  kbe text,
  document_number text,
  reference text,
  drive text,
  counterparty bytea,
  sealed bytea NOT NULL,
  repeats boolean NOT NULL,
  PRIMARY KEY (ledger, statement, line)
);
COMMENT ON COLUMN statement_lines.side IS 'C is money that came in, as the bank says it.';
COMMENT ON COLUMN statement_lines.drive IS 'The number of the collection that the line names.';
COMMENT ON COLUMN statement_lines.counterparty IS 'The keyed hash of the IIN or BIN of the other side; who it is, and the words of the payment, are in sealed.';
COMMENT ON COLUMN statement_lines.repeats IS 'The same line stands in a statement that was imported before: it counts there.';
CREATE INDEX statement_lines_by_content ON statement_lines (ledger, content_hash);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_lines FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

CREATE TABLE statement_matches (
  ledger text NOT NULL,
  statement uuid NOT NULL,
  line integer NOT NULL,
  transaction_id uuid,
  reason text NOT NULL CHECK (reason IN ('own-reference', 'collection-number', 'dedicated-account', 'amount-day-and-identifier',
    'amount-day-and-name', 'by-hand', 'posted-by-hand', 'set-aside')),
  note text,
  batch uuid NOT NULL,
  PRIMARY KEY (ledger, statement, line),
  FOREIGN KEY (ledger, statement, line) REFERENCES statement_lines (ledger, statement, line),
  CHECK ((transaction_id IS NULL) = (reason = 'set-aside')),
  CHECK (reason <> 'set-aside' OR note IS NOT NULL)
);
COMMENT ON TABLE statement_matches IS 'What became of a line; a line without a match waits for a person.';
CREATE INDEX statement_matches_of_batch ON statement_matches (batch);
-- An entry of the books stands on one line alone.
CREATE UNIQUE INDEX transaction_matched_once ON statement_matches (ledger, transaction_id) WHERE transaction_id IS NOT NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_matches FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

CREATE TABLE statement_match_batches (
  id uuid PRIMARY KEY,
  ledger text NOT NULL,
  statement uuid NOT NULL REFERENCES statements (id),
  matches integer NOT NULL,
  matches_hash text NOT NULL,
  matched_by text NOT NULL,
  matched_at timestamptz NOT NULL
);
COMMENT ON TABLE statement_match_batches IS 'Matches that were made in one act: they are sealed together, by their hash.';
CALL keep_in_log('statement_match_batches', 'id');

CREATE FUNCTION hash_of_lines(of_ledger text, of_statement uuid) RETURNS text
  LANGUAGE sql STABLE SET timezone = 'UTC' SET bytea_output = 'hex' SET datestyle = 'ISO' AS $$
  SELECT encode(sha256(coalesce(string_agg(sha256(convert_to(l::text, 'UTF8')), ''::bytea ORDER BY l.line), ''::bytea)), 'hex')
  FROM statement_lines AS l WHERE l.ledger = of_ledger AND l.statement = of_statement
$$;
CREATE FUNCTION hash_of_matches(of_batch uuid) RETURNS text
  LANGUAGE sql STABLE SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
  SELECT encode(sha256(coalesce(string_agg(sha256(convert_to(m::text, 'UTF8')), ''::bytea ORDER BY m.statement, m.line), ''::bytea)), 'hex')
  FROM statement_matches AS m WHERE m.batch = of_batch
$$;

-- What is compared with the log is the statement as its lines are now, and the batch as its matches are.
UPDATE kept_tables SET states = 'SELECT id::text AS key, row_state(to_jsonb(kept) || jsonb_build_object(''lines_hash'', hash_of_lines(ledger, id))) AS state
  FROM statements AS kept' WHERE name = 'statements';
UPDATE kept_tables SET states = 'SELECT id::text AS key, row_state(to_jsonb(kept) || jsonb_build_object(''matches_hash'', hash_of_matches(id))) AS state
  FROM statement_match_batches AS kept' WHERE name = 'statement_match_batches';

-- Why a line that names a drive was not taken by it, so that the person who works it off need not try in vain.
CREATE TABLE statement_refusals (
  ledger text NOT NULL,
  statement uuid NOT NULL,
  line integer NOT NULL,
  problem text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (ledger, statement, line)
);

CREATE TABLE statement_mappings (
  id uuid PRIMARY KEY,
  ledger text NOT NULL,
  name text NOT NULL,
  mapping jsonb NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT mapping_name_is_unique UNIQUE (ledger, name)
);
COMMENT ON TABLE statement_mappings IS 'How the columns of a bank''s table are read.';
CALL keep_in_log('statement_mappings', 'id');
