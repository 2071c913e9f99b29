-- What stands in a row of another table is looked up once for all rows of a statement, as in the ledger, instead of once a row (half of what keeping a
-- donor cost, a third of a match). Nothing is ever taken out of the tables that are looked into.

CREATE FUNCTION require_donations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_donors AS n LEFT JOIN donations AS d ON d.ledger = n.ledger AND d.id = n.donation WHERE d.id IS NULL) THEN
    RAISE EXCEPTION 'a donor of a donation that is not there' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
ALTER TABLE donors DROP CONSTRAINT donors_ledger_donation_fkey;
CREATE TRIGGER donations_exist AFTER INSERT ON donors REFERENCING NEW TABLE AS new_donors FOR EACH STATEMENT EXECUTE FUNCTION require_donations();
CREATE TRIGGER never_moved BEFORE UPDATE OF ledger, donation ON donors FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

CREATE FUNCTION require_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM new_matches AS n LEFT JOIN statement_lines AS l ON l.ledger = n.ledger AND l.statement = n.statement AND l.line = n.line
    WHERE l.line IS NULL
  ) THEN
    RAISE EXCEPTION 'a match of a line that is not there' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
ALTER TABLE statement_matches DROP CONSTRAINT statement_matches_ledger_statement_line_fkey;
CREATE TRIGGER lines_exist AFTER INSERT ON statement_matches REFERENCING NEW TABLE AS new_matches FOR EACH STATEMENT EXECUTE FUNCTION require_lines();
