-- A match that was wrong is undone by two people: one asks and says why, another confirms. Nothing is edited: a row ends the match, so
-- that what stood on a day can be told on any later one; the line waits for a person again, and the entry is free.

ALTER TABLE statement_matches
  ADD COLUMN round smallint NOT NULL DEFAULT 0 CHECK (round >= 0),
  ADD COLUMN entry_round smallint NOT NULL DEFAULT 0 CHECK (entry_round >= 0),
  DROP CONSTRAINT statement_matches_pkey,
  ADD PRIMARY KEY (ledger, statement, line, round);
COMMENT ON COLUMN statement_matches.round IS 'How often a match of the line was undone before, so that one stands at most.';
COMMENT ON COLUMN statement_matches.entry_round IS 'The same of the entry, or of that end of it.';
DROP INDEX transaction_matched_once;
CREATE UNIQUE INDEX transaction_matched_once ON statement_matches (ledger, transaction_id, (coalesce(side, '-')), entry_round)
  WHERE transaction_id IS NOT NULL;

CREATE TABLE match_undoings (
  id uuid PRIMARY KEY,
  ledger text NOT NULL,
  statement uuid NOT NULL,
  line integer NOT NULL,
  round smallint NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  UNIQUE (id, ledger, statement, line, round, asked_by),
  FOREIGN KEY (ledger, statement, line, round) REFERENCES statement_matches (ledger, statement, line, round)
);
COMMENT ON TABLE match_undoings IS 'That somebody wants a match undone; it stands until another person confirms.';
CREATE INDEX match_undoings_of_line ON match_undoings (statement, line, round);
CREATE TRIGGER append_only BEFORE UPDATE ON match_undoings FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('match_undoings', 'id');

CREATE TABLE match_undoing_decisions (
  undoing uuid PRIMARY KEY,
  ledger text NOT NULL,
  statement uuid NOT NULL,
  line integer NOT NULL,
  round smallint NOT NULL,
  asked_by uuid NOT NULL,
  decision text NOT NULL CHECK (decision IN ('confirm', 'refuse')),
  reasons text NOT NULL CHECK (reasons <> ''),
  decided_by uuid NOT NULL,
  decided_at timestamptz NOT NULL,
  CONSTRAINT another_person_confirms CHECK (decision = 'refuse' OR decided_by <> asked_by),
  FOREIGN KEY (undoing, ledger, statement, line, round, asked_by) REFERENCES match_undoings (id, ledger, statement, line, round, asked_by)
);
COMMENT ON TABLE match_undoing_decisions IS 'The word of the second person; one that confirms ends the match.';
CREATE UNIQUE INDEX match_undone_once ON match_undoing_decisions (ledger, statement, line, round) WHERE decision = 'confirm';
CREATE TRIGGER append_only BEFORE UPDATE ON match_undoing_decisions FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('match_undoing_decisions', 'undoing');

-- `OFFSET 0` has each looked up by its key: there are few.
CREATE VIEW standing_matches AS
  SELECT m.* FROM statement_matches AS m WHERE NOT EXISTS (
    SELECT FROM match_undoing_decisions AS d
    WHERE d.ledger = m.ledger AND d.statement = m.statement AND d.line = m.line AND d.round = m.round AND d.decision = 'confirm' OFFSET 0);

CREATE FUNCTION require_undoing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.round > 0 AND NOT EXISTS (
    SELECT FROM match_undoing_decisions AS d
    WHERE d.ledger = NEW.ledger AND d.statement = NEW.statement AND d.line = NEW.line AND d.round = NEW.round - 1 AND d.decision = 'confirm'
  ) OR NEW.entry_round > 0 AND NOT EXISTS (
    SELECT FROM statement_matches AS m JOIN match_undoing_decisions AS d USING (ledger, statement, line, round)
    WHERE m.ledger = NEW.ledger AND m.transaction_id = NEW.transaction_id AND coalesce(m.side, '-') = coalesce(NEW.side, '-')
      AND m.entry_round = NEW.entry_round - 1 AND d.decision = 'confirm'
  ) THEN
    RAISE EXCEPTION 'the match before has not been undone' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER match_before_is_undone BEFORE INSERT ON statement_matches FOR EACH ROW WHEN (NEW.round > 0 OR NEW.entry_round > 0)
  EXECUTE FUNCTION require_undoing();

-- As before, and the rounds where they are not the first.
CREATE OR REPLACE FUNCTION hash_of_matches(of_batch uuid) RETURNS text
  LANGUAGE sql STABLE SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
  SELECT encode(sha256(coalesce(string_agg(sha256(convert_to(
    ROW(m.ledger, m.statement, m.line, m.transaction_id, m.reason, m.note, m.batch)::text || coalesce(m.side::text, '')
      || CASE WHEN m.round + m.entry_round > 0 THEN format('~%s~%s', m.round, m.entry_round) ELSE '' END, 'UTF8')),
    ''::bytea ORDER BY m.statement, m.line), ''::bytea)), 'hex')
  FROM statement_matches AS m WHERE m.batch = of_batch
$$;

-- As before, but that a match which was undone proves nothing.
CREATE OR REPLACE FUNCTION line_standing_for(of_ledger text, transaction uuid) RETURNS TABLE (statement uuid, line integer) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(lock_of_matches(of_ledger));
  RETURN QUERY SELECT m.statement, m.line FROM standing_matches AS m
    WHERE m.ledger = of_ledger AND m.transaction_id = transaction ORDER BY 1, 2 LIMIT 1;
END $$;
