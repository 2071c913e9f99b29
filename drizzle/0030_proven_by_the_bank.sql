-- What a line of a bank statement stands for happened: it is not reversed, and nothing that was reversed comes to stand on a line.

-- Taken shared by whoever matches lines, alone by whoever reverses.
CREATE FUNCTION lock_of_matches(of_ledger text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN hashtextextended('matches of ' || of_ledger, 0);

CREATE FUNCTION line_standing_for(of_ledger text, transaction uuid) RETURNS TABLE (statement uuid, line integer) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(lock_of_matches(of_ledger));
  RETURN QUERY SELECT m.statement, m.line FROM statement_matches AS m
    WHERE m.ledger = of_ledger AND m.transaction_id = transaction ORDER BY 1, 2 LIMIT 1;
END $$;

CREATE FUNCTION forbid_undoing_the_proven() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM line_standing_for(NEW.ledger, NEW.reverses)) THEN
    RAISE EXCEPTION 'a line of a bank statement stands for %', NEW.reverses USING ERRCODE = 'check_violation', CONSTRAINT = 'no_line_stands_for_it';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER no_line_stands_for_it AFTER INSERT ON transactions FOR EACH ROW WHEN (NEW.reverses IS NOT NULL)
  EXECUTE FUNCTION forbid_undoing_the_proven();

-- What was paid to the same beneficiary counts together.
CREATE INDEX disbursements_by_beneficiary ON disbursements (ledger, beneficiary_lookup) WHERE beneficiary_lookup IS NOT NULL;
