-- What every room builds on: how a table refuses to be changed, and what each role of the service may do.

-- For a trigger BEFORE UPDATE OR DELETE OR TRUNCATE ... FOR EACH STATEMENT. It holds for the owner too, whom no GRANT binds.
CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'raise_exception';
END $$;

CREATE TABLE writer_privileges (
  table_name text PRIMARY KEY,
  privileges text[] NOT NULL CHECK (privileges <@ ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']),
  why text NOT NULL
);
COMMENT ON TABLE writer_privileges IS
  'Tables on which adal_writer has other privileges than SELECT, INSERT and UPDATE. A migration adds its own rows; a table that does not exist (yet) does no harm.';

INSERT INTO writer_privileges VALUES
  ('writer_privileges', ARRAY['SELECT'], 'Only a migration decides what the service may do.'),
  ('idempotency_keys', ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'], 'A key is forgotten after a while.');

-- Gives the two roles what they may do on every table of the schema public, and takes all else away. The service calls it
-- after the migrations at every start. Where the roles could not be created it does nothing.
CREATE FUNCTION grant_adal_roles() RETURNS void LANGUAGE plpgsql AS $$
DECLARE kept record;
BEGIN
  IF to_regrole('adal_reader') IS NULL OR to_regrole('adal_writer') IS NULL THEN
    RETURN;
  END IF;
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  GRANT USAGE ON SCHEMA public TO adal_reader, adal_writer;
  REVOKE ALL ON ALL TABLES IN SCHEMA public FROM adal_reader, adal_writer;
  GRANT SELECT ON ALL TABLES IN SCHEMA public TO adal_reader, adal_writer;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO adal_writer;
  FOR kept IN
    SELECT c.oid::regclass AS name, coalesce(p.privileges, ARRAY['SELECT', 'INSERT', 'UPDATE']) AS privileges
    FROM pg_class c LEFT JOIN public.writer_privileges p ON p.table_name = c.relname
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('GRANT %s ON %s TO adal_writer', array_to_string(kept.privileges, ', '), kept.name);
  END LOOP;
END $$;
