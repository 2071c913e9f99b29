-- Which statements are being worked through: after a death some of their lines may have become gifts that no line knows of.

CREATE TABLE statements_in_work (
  ledger text NOT NULL,
  statement uuid NOT NULL REFERENCES statements (id),
  PRIMARY KEY (ledger, statement)
);
COMMENT ON TABLE statements_in_work IS 'Of each the gifts that were taken are matched with their lines before any other line is offered them.';
INSERT INTO writer_privileges VALUES ('statements_in_work', ARRAY['SELECT', 'INSERT', 'DELETE'], 'A statement is worked through, and then no more.');

INSERT INTO statements_in_work
  SELECT DISTINCT l.ledger, l.statement FROM statement_lines AS l
    JOIN idempotency_keys AS k ON k.principal = 'statements:' || l.ledger AND k.key = encode(l.content_hash, 'hex')
  WHERE NOT l.repeats AND k.answer::jsonb ->> 'donation' IS NOT NULL AND NOT EXISTS (
    SELECT FROM statement_matches AS m WHERE m.ledger = l.ledger AND m.statement = l.statement AND m.line = l.line);
