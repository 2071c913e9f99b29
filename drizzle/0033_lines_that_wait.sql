-- A payer's own reference tells a payment whatever the days between the line and the entry.

ALTER TABLE statement_matches DROP CONSTRAINT statement_matches_reason_check,
  ADD CONSTRAINT statement_matches_reason_check CHECK (reason IN ('own-reference', 'own-reference-other-day', 'collection-number',
    'dedicated-account', 'amount-day-and-identifier', 'amount-day-and-name', 'by-hand', 'posted-by-hand', 'set-aside'));
CREATE INDEX donations_by_reference ON donations (reference) WHERE reference IS NOT NULL;

ALTER TABLE statements ADD COLUMN encoding text CHECK (encoding IN ('utf-8', 'windows-1251', 'ibm866'));
COMMENT ON COLUMN statements.encoding IS 'In which its text was read, whatever the file says; null of a workbook, and of what was imported before.';
