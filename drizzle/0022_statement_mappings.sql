-- A mapping is never changed: what is saved under the same name again is its next version, and a statement was read by the one it names.

ALTER TABLE statement_mappings
  ADD COLUMN version integer NOT NULL CHECK (version > 0),
  DROP CONSTRAINT mapping_name_is_unique,
  ADD CONSTRAINT mapping_version_is_unique UNIQUE (ledger, name, version),
  ADD CONSTRAINT mapping_has_a_name CHECK (name <> '');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_mappings FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
