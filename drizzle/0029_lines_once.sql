-- A line of a bank's statement becomes one thing: whoever decides of it takes its key.

-- What a collection once refused may be asked of another.
DELETE FROM idempotency_keys WHERE principal LIKE 'statements:%' AND answer::jsonb ? 'refused';
-- A line that was posted by hand took the key of another kind.
UPDATE idempotency_keys AS k SET key = split_part(k.key, ' ', 1)
  WHERE k.principal LIKE 'statements:%' AND k.key LIKE '% %' AND NOT EXISTS (
    SELECT FROM idempotency_keys AS o WHERE o.principal = k.principal AND (o.key = split_part(k.key, ' ', 1)
      OR o.key LIKE split_part(k.key, ' ', 1) || ' %' AND o.key < k.key));

CREATE TRIGGER lines_are_kept BEFORE UPDATE OR DELETE ON idempotency_keys
  FOR EACH ROW WHEN (OLD.principal LIKE 'statements:%') EXECUTE FUNCTION forbid_change();
COMMENT ON TRIGGER lines_are_kept ON idempotency_keys IS 'Other keys are forgotten after a while; without these a line could be taken twice.';
